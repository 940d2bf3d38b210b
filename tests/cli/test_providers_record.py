"""``optout providers record``: as a maintainer calls it on a provider of their own folder."""

import shutil
from pathlib import Path

from optout.catalog.catalog import load_catalog
from tests.cli.calling import Caller

SLUG = "county_ledger"


def copied(root: Path, *changes: tuple[str, str]) -> Path:
    """The provider under another slug in a folder of one's own, with its definition changed."""
    folder = root / "data_brokers" / "county_ledger_two"
    shutil.copytree(load_catalog().folder(SLUG), folder)
    file = folder / "provider.yaml"
    text = file.read_text("utf-8").replace(f"slug: {SLUG}", "slug: county_ledger_two")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return folder


def test_it_writes_the_forms_of_the_twin_and_nothing_else(optout: Caller, tmp_path: Path) -> None:
    shipped = load_catalog().folder(SLUG)
    folder = copied(tmp_path)
    shutil.rmtree(folder / "forms")
    (folder / "forms").mkdir()
    (folder / "forms" / "submit.gone.txt").write_text('button "Old"\ntarget get script\n')

    said = optout("providers", "record", str(folder), "--json")

    names = ["search.press-look-up.txt", "submit.press-send.txt"]
    assert said.code == 0
    assert said.json == {
        "slug": "county_ledger_two",
        "stopped": {},
        "deleted": [str(folder / "forms" / "submit.gone.txt")],
        "written": [str(folder / "forms" / name) for name in names],
    }
    assert sorted(path.name for path in (folder / "forms").iterdir()) == names
    for name in names:
        assert (folder / "forms" / name).read_text() == (shipped / "forms" / name).read_text()


def test_a_step_that_fails_is_said_with_exit_2_and_its_forms_stay(
    optout: Caller, tmp_path: Path
) -> None:
    folder = copied(tmp_path, ("id: press-send, click: ", "id: press-send, click: Un"))
    before = sorted(path.name for path in (folder / "forms").iterdir())
    said = optout("providers", "record", str(folder))
    assert said.code == 2
    assert "The step submit failed: layout-unknown at press-send: there is no button 'Un" in said.out
    assert sorted(path.name for path in (folder / "forms").iterdir()) == before


def test_a_step_that_is_left_to_the_person_is_no_failure(optout: Caller, tmp_path: Path) -> None:
    order = "{id: solve, hand_over: {because: challenge}}\n    - {id: press-send, click: "
    folder = copied(tmp_path, ("{id: press-send, click: ", order))
    said = optout("providers", "record", str(folder))
    assert said.code == 0
    assert "The step submit is left to the person, so no later form is seen: challenge" in said.out


def test_without_a_form_on_the_web_there_is_nothing_to_record(optout: Caller) -> None:
    said = optout("providers", "record", "mute_metrics")
    assert said.code == 2
    assert "mute_metrics has no web form, or no twin to show it." in said.err
