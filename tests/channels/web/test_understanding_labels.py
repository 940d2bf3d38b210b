"""Single labels as forms word them: what each asks for, with no other witness."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.channels.web.controls import Control
from optout.channels.web.understanding import meanings_of

_FILE = Path(__file__).with_name("forms") / "labels.txt"


def _groups() -> Iterator[tuple[str, str, list[str]]]:
    """A group begins with its language and what its labels ask for; each label has a line."""
    language, meaning, labels = "", "", list[str]()
    for line in [*_FILE.read_text("utf-8").splitlines(), "end end"]:
        if line.startswith("  "):
            labels.append(line.strip())
        else:
            if labels:
                yield language, meaning, labels
            language, meaning = line.split()
            labels = []


GROUPS = list(_groups())


def test_there_are_many_labels_that_ask_for_something_and_many_that_do_not() -> None:
    asking = sum(len(labels) for _, meaning, labels in GROUPS if meaning != "none")
    silent = sum(len(labels) for _, meaning, labels in GROUPS if meaning == "none")
    assert (asking > 700, silent > 600) == (True, True)


@pytest.mark.parametrize(("language", "meaning", "labels"), GROUPS)
def test_it_understands_labels_as_people_do(language: str, meaning: str, labels: list[str]) -> None:
    understood = {
        label: meanings_of([Control(0, "input", "text", label=label, language=language)])[0] or "none"
        for label in labels
    }
    assert {label: said for label, said in understood.items() if said != meaning} == {}
