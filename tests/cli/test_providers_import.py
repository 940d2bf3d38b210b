"""``optout providers import``: as a person calls it, without a vault."""

import json
from pathlib import Path

import pytest

from tests.catalog.importing.brokers import broker, write
from tests.catalog.importing.companies import lists
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


def files_of(root: Path) -> dict[str, Path]:
    """A file of each list, in which Acme is."""
    return {
        "datenanfragen": lists.records_in(root / "records", lists.record()),
        "cppa": lists.cppa_file(root / "registry.csv", lists.row()),
        "eraser": lists.eraser_file(root / "brokers.yaml", lists.broker()),
        "justdeleteme": lists.jdm_file(root / "sites.json", lists.site()),
    }


@pytest.mark.parametrize("name", ["datenanfragen", "cppa", "eraser", "justdeleteme"])
def test_a_list_of_organisations_is_imported_and_counted(
    optout: Caller, tmp_path: Path, name: str
) -> None:
    file = files_of(tmp_path)[name]

    first, again = (optout("providers", "import", name, file, "--json") for _ in range(2))

    assert (first.code, first.json) == (0, {"read": 1, "added": 1, "merged": 0, "skipped": []})
    [skipped] = again.json["skipped"]
    assert (again.json["added"], skipped["why"]) == (0, "unchanged")
    assert optout("providers", "show", "acme__example", "--json").json["origin"]["file"]


def test_lists_that_mean_the_same_are_merged(optout: Caller, tmp_path: Path) -> None:
    merged = [
        optout("providers", "import", name, file, "--json").json["merged"]
        for name, file in files_of(tmp_path).items()
    ]
    assert merged == [0, 1, 1, 1]
    sheet = optout("providers", "show", "acme__example").out
    assert "how sure its address is, by that catalog: verified" in sheet
    assert sheet.count("  source, ") == 4


def test_a_registry_says_which_columns_it_used(optout: Caller, tmp_path: Path) -> None:
    said = optout("providers", "import", "cppa", files_of(tmp_path)["cppa"], "--json")
    assert "registry.csv: columns used: name: 'Data broker name:'" in said.err


def test_a_file_of_another_list_is_refused(optout: Caller, tmp_path: Path) -> None:
    said = optout("providers", "import", "cppa", files_of(tmp_path)["justdeleteme"], "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert "columns for a broker's name, its website" in said.json["what"]


def test_reasons_for_skipping_are_counted_in_words(optout: Caller, tmp_path: Path) -> None:
    wrong = [lists.broker(f"b{n}", website="localhost") for n in range(3)]
    file = lists.eraser_file(tmp_path / "b.yaml", lists.broker(), *wrong)
    words = optout("providers", "import", "eraser", file).out
    assert words.splitlines()[:2] == [
        "4 entries read: 1 new, 0 that say more of one that was there, 3 skipped.",
        "  3 skipped: it names no domain of its own",
    ]


def test_the_catalog_is_listed_by_origin_and_counted(optout: Caller, tmp_path: Path) -> None:
    for name, file in files_of(tmp_path).items():
        optout("providers", "import", name, file)

    rows = optout("providers", "list", "--origin", "datenanfragen", "--json").json
    assert [row["slug"] for row in rows] == ["acme__example"]
    assert "acme__example" not in {
        row["slug"] for row in optout("providers", "list", "--origin", "ours", "--json").json
    }
    listed = optout("providers", "list", "--kind", "data_broker", "--tier", "imported").out
    assert listed.splitlines()[:2] == ["1 providers", "  1 data_broker, imported"]
    assert optout("providers", "check").code == 0


@pytest.mark.parametrize("name", ["datenanfragen", "cppa", "eraser", "justdeleteme"])
def test_a_path_that_is_not_there_is_refused(optout: Caller, tmp_path: Path, name: str) -> None:
    beside = files_of(tmp_path)[name]
    said = optout("providers", "import", name, beside, tmp_path / "nope", "--json")
    assert (said.code, said.json["what"]) == (2, f"There is no file or folder {tmp_path / 'nope'}.")
    assert optout("providers", "show", "acme__example").code == 2


def test_a_folder_of_which_nothing_can_be_used_is_refused(optout: Caller, tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    said = optout("providers", "import", "datenanfragen", tmp_path, "--json")
    assert (said.code, said.json["what"]) == (
        2,
        "None of 2 entries can be used; 2 of them: this is no organisation's record.",
    )
    lists.records_in(tmp_path, lists.record())
    said = optout("providers", "import", "datenanfragen", tmp_path, "--json")
    assert (said.code, said.json["added"], len(said.json["skipped"])) == (0, 1, 2)


def test_a_narrow_terminal_cuts_no_word_of_the_list(
    optout: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "a-name-that-is-as-long-as-names-of-companies-become"
    file = lists.records_in(tmp_path, lists.record(long, address="X", relevant_countries=["all"]))
    optout("providers", "import", "datenanfragen", file)
    monkeypatch.setenv("COLUMNS", "60")
    [row] = [
        line.split()
        for line in optout("providers", "list", "--kind", "company").out.splitlines()
        if line.startswith("a_name")
    ]
    assert row[1:] == ["company", "imported", "delete", "mail", "-"]
