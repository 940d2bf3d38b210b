"""What a flow has entered is told once, to whoever gets the next press."""

from optout.channels.web.controls import Control
from optout.channels.web.entered import Entered
from optout.channels.web.filling import Entry

BOX = Control(0, "input", type="text", name="m", value="x")


def entered() -> Entered:
    made = Entered(within="#form")
    made.enter([Entry(BOX, "email", "x", "x")], ["email"], ["email"])
    return made


def test_what_was_told_once_is_not_told_again() -> None:
    made = entered()
    made.leave()
    assert (made.typed, made.named, made.sought, made.within) == ([], [], [], None)


def test_what_was_entered_is_known_on_the_page_also_after_it_was_told() -> None:
    made = entered()
    made.leave()
    assert made.is_any
    assert made.among([BOX]) == {0}


def test_before_anything_was_entered_there_is_nothing() -> None:
    assert not Entered().is_any
    assert Entered().among([BOX]) == frozenset()
