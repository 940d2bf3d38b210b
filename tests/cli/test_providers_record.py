"""``optout providers record``: as a maintainer calls it on a provider of their own folder."""

import shutil
from pathlib import Path

from optout.catalog.catalog import load_catalog
from tests.cli.calling import Caller

SLUG = "county_ledger"


def test_it_writes_the_forms_of_the_twin_and_nothing_else(optout: Caller, tmp_path: Path) -> None:
    shipped = load_catalog().folder(SLUG)
    folder = tmp_path / "data_brokers" / "county_ledger_two"
    shutil.copytree(shipped, folder)
    text = (folder / "provider.yaml").read_text("utf-8")
    (folder / "provider.yaml").write_text(text.replace(f"slug: {SLUG}", "slug: county_ledger_two"))
    shutil.rmtree(folder / "forms")
    (folder / "forms").mkdir()
    (folder / "forms" / "submit.gone.txt").write_text('button "Old"\ntarget get script\n')

    said = optout("providers", "record", str(folder), "--json")

    names = ["search.press-look-up.txt", "submit.press-send.txt"]
    assert said.code == 0
    assert said.json == {
        "slug": "county_ledger_two",
        "stopped": {},
        "written": [str(folder / "forms" / name) for name in names],
    }
    assert sorted(path.name for path in (folder / "forms").iterdir()) == names
    for name in names:
        assert (folder / "forms" / name).read_text() == (shipped / "forms" / name).read_text()


def test_without_a_form_on_the_web_there_is_nothing_to_record(optout: Caller) -> None:
    said = optout("providers", "record", "mute_metrics")
    assert said.code == 2
    assert "mute_metrics has no web form, or no twin to show it." in said.err
