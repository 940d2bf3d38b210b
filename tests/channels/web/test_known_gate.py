"""Which button takes the place of one that is called otherwise now."""

from dataclasses import replace

from optout.catalog.known_form import KnownControl, KnownForm
from optout.channels.web.controls import Control
from optout.channels.web.known_gate import button_like

KNOWN = KnownForm(
    "Send request", "post", "https://a.example/", (KnownControl("textbox", "Mail", wire="m"),)
)
BOX = Control(0, "input", type="text", name="m", form=0)
SUBMIT = Control(1, "button", type="submit", label="Submit request", form=0)


def test_the_one_that_does_the_same_is_it() -> None:
    assert button_like((BOX, SUBMIT), KNOWN) == SUBMIT


def test_of_two_alike_neither_is() -> None:
    second = replace(SUBMIT, index=2, label="Send")
    assert button_like((BOX, SUBMIT, second), KNOWN) is None


def test_the_one_of_the_form_that_is_filled_is_it() -> None:
    other = replace(SUBMIT, index=2, form=1)
    assert button_like((BOX, SUBMIT, other), KNOWN) == SUBMIT
    search = Control(3, "input", type="text", name="q", form=1)
    assert button_like((BOX, SUBMIT, other, search), KNOWN) == SUBMIT


def test_a_link_is_none() -> None:
    assert button_like((BOX, replace(SUBMIT, tag="a", type="")), KNOWN) is None


def test_what_is_in_no_form_is_none() -> None:
    assert button_like((BOX, replace(SUBMIT, form=-1)), KNOWN) is None
