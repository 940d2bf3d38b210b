"""``optout providers import``: as a person calls it, without a vault."""

import json
from pathlib import Path

from tests.catalog.importing.brokers import broker, write
from tests.cli.calling import Caller


def test_it_says_what_was_imported(optout: Caller, home: Path, tmp_path: Path) -> None:
    files = write(tmp_path / "files", broker(), broker("b.example", removedAt=1))

    said = optout("providers", "import", "ddg", files, "--json")

    assert (said.code, said.json) == (
        0,
        {"read": 2, "added": ["acme_example"], "retired": ["b_example"], "skipped": [], "errors": []},
    )
    assert sorted(path.name for path in home.iterdir()) == ["imported"]


def test_a_wrong_file_ends_with_2_and_imports_nothing(optout: Caller, tmp_path: Path) -> None:
    files = write(tmp_path / "files", broker(), broker("b.example") | {"surprise": 1})

    said = optout("providers", "import", "ddg", files, "--json")

    why = {"file": str(files / "b.example.json"), "why": "surprise: unknown key"}
    assert said.code == 2
    assert said.json == {"read": 2, "added": [], "retired": [], "skipped": [], "errors": [why]}
    words = optout("providers", "import", "ddg", files)
    assert words.out.splitlines()[-1] == "1 of 2 files are wrong: nothing was imported."
    assert optout("providers", "show", "acme_example").code == 2


def test_an_imported_provider_is_listed_and_shown_for_what_it_is(optout: Caller, tmp_path: Path) -> None:
    optout("providers", "import", "ddg", write(tmp_path / "files", broker()))

    rows = optout("providers", "list", "--tier", "imported", "--json").json
    assert [(row["slug"], row["tier"], row["covered_by"]) for row in rows] == [
        ("acme_example", "imported", None)
    ]
    sheet = optout("providers", "show", "acme_example").out
    assert "imported from: DuckDuckGo broker definitions (Apache-2.0)" in sheet
    assert "never seen live: Imported, never run here" in sheet
    assert optout("providers", "check").code == 0


def test_what_we_define_ourselves_is_asked_in_place_of_the_imported_one(
    optout: Caller, profile: Path, tmp_path: Path
) -> None:
    files = write(tmp_path / "files", broker("spokeo.com"), broker("nobody-has-this-one.com"))
    optout("providers", "import", "ddg", files)

    shown = optout("providers", "show", "spokeo_com", "--json").json
    assert shown["covered_by"] == "spokeo"
    [plan] = optout("plan", "--subject", profile, "--json").json
    planned = {one["provider"]: one for one in plan["providers"]}
    assert "spokeo_com" not in planned
    assert planned["nobody_has_this_one_com"]["tier"] == "imported"
    assert planned["nobody_has_this_one_com"]["never_seen_live"].startswith("Imported, never run here")


def test_an_imported_definition_that_was_damaged_stops_nothing_else(
    optout: Caller, home: Path, profile: Path, tmp_path: Path
) -> None:
    files = write(tmp_path / "files", broker(), broker("b.example"))
    optout("providers", "import", "ddg", files)
    [file] = (home / "imported").glob("*/data_brokers/acme_example/provider.yaml")
    file.write_text("slug: [", encoding="utf-8")

    listed = optout("providers", "list", "--json")
    assert "b_example" in {row["slug"] for row in listed.json}
    assert "acme_example" not in {row["slug"] for row in listed.json}
    assert listed.err.strip() == (
        "acme_example is left out: its imported definition is damaged. Import it again."
    )
    assert optout("providers", "show", "people_atlas").code == 0
    assert optout("plan", "--subject", profile).code == 0
    for said in (optout("providers", "show", "acme_example"), optout("providers", "check")):
        assert said.code == 2
        assert "Import it again: optout providers import ddg PATH." in said.out + said.err
    optout("providers", "import", "ddg", files)
    assert optout("providers", "show", "acme_example").code == 0


def test_an_import_keeps_nothing_of_the_file_but_the_definition(optout: Caller, tmp_path: Path) -> None:
    value = broker(_comment="a remark of theirs")
    optout("providers", "import", "ddg", write(tmp_path / "files", value))

    shown = optout("providers", "show", "acme_example", "--json").json
    assert "a remark of theirs" not in json.dumps(shown)
