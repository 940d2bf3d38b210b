"""The rules about flows hold inside of branches too."""

from datetime import date
from pathlib import Path

from optout.catalog.catalog import load_catalog
from optout.catalog.checking import check_catalog
from tests.catalog.definitions import SOUND, written


def complaints(root: Path, flow: str) -> list[str]:
    """What is said about the sound definition with ``flow`` before the flow of its search."""
    written(root, SOUND.replace("  flow:\n", "  flow:\n" + flow, 1))
    return [str(one.what) for one in check_catalog(load_catalog(root), date(2026, 11, 21))]


def deep(levels: int) -> str:
    inner = "{id: deepest, scroll: h1}"
    for level in range(levels):
        inner = f"{{id: level-{level}, branch: [{{do: [{inner}]}}]}}"
    return f"    - {inner}\n"


def test_an_id_is_used_once_in_the_whole_step(tmp_path: Path) -> None:
    flow = "    - {id: once, branch: [{do: [{id: twice, scroll: h1}, {id: twice, scroll: h2}]}]}\n"
    assert complaints(tmp_path, flow) == ["the id 'twice' is used 2 times"] * 2


def test_branches_may_be_four_deep_and_no_deeper(tmp_path: Path) -> None:
    assert complaints(tmp_path / "four", deep(4)) == []
    too_deep = "the flow has more than 200 verbs, or branches deeper than 4"
    assert complaints(tmp_path / "five", deep(5)) == [too_deep]


def test_a_flow_has_at_most_200_verbs(tmp_path: Path) -> None:
    many = "".join(f"    - {{id: s{number}, scroll: h1}}\n" for number in range(200))
    too_many = "the flow has more than 200 verbs, or branches deeper than 4"
    assert complaints(tmp_path, many) == [too_many]
