"""What a form is remembered by: what is asked, offered and preset, and nothing about the person."""

from dataclasses import replace

import pytest

from optout.catalog.known_form import KnownControl
from optout.channels.web.consent_texts import consent_texts
from optout.channels.web.controls import Control, Option, Seen
from optout.channels.web.snapshot import snapshot

BUTTON = Control(
    9, "button", type="submit", label="Send", form=0, method="post", action="https://a.example/"
)
WANTS = (Option("Delete my data", "d"), Option("Sell my data", "s"))


def known(*controls: Control, ours: tuple[int, ...] = ()) -> KnownControl:
    seen = Seen("https://a.example/", 200, controls=(*controls, BUTTON))
    [one] = snapshot(seen, BUTTON, controls, ours).controls
    return one


@pytest.mark.parametrize(
    ("options", "value", "preset"),
    [
        (WANTS, "d", "Delete my data"),
        (WANTS, "s", "Sell my data"),
        (WANTS, "", ""),
        ((Option("", ""), *WANTS), "", ""),
        ((Option("- Please select one -", "0"), *WANTS), "0", ""),
        ((Option("Bitte auswählen", "0"), *WANTS), "0", ""),
        ((Option("Please sell my data", "0"), *WANTS), "0", "Please sell my data"),
    ],
)
def test_a_list_is_kept_with_the_choice_it_stands_at(
    options: tuple[Option, ...], value: str, preset: str
) -> None:
    listed = Control(0, "select", name="want", label="Wish", options=options, value=value, form=0)
    assert known(listed).preset == preset
    assert known(listed, ours=(0,)).preset == ""


def test_a_group_is_kept_with_the_choice_that_is_made() -> None:
    yes = Control(0, "input", type="radio", name="r", label="Yes, share it", value="y", form=0)
    no = Control(1, "input", type="radio", name="r", label="No", value="n", form=0)
    assert known(yes, no).preset == ""
    assert known(replace(yes, checked=True), no).preset == "Yes, share it"
    assert known(replace(yes, checked=True), no, ours=(1,)).preset == ""


@pytest.mark.parametrize("kind", [{"tag": "input", "type": "text"}, {"tag": "textarea"}])
def test_of_a_text_that_the_page_has_written_only_that_there_is_one(kind: dict[str, str]) -> None:
    box = Control(0, name="plan", label="Plan", value=" ", form=0, **kind)
    assert known(box).preset == ""
    assert known(replace(box, value="Premium")).preset == "some text"
    assert known(replace(box, value="Premium"), ours=(0,)).preset == ""


def test_a_value_that_no_person_wrote_is_no_preset() -> None:
    assert known(Control(0, "input", type="range", name="n", label="How much", value="5")).preset == ""


def test_what_is_chosen_for_the_person_is_not_kept() -> None:
    states = (Option("Oregon", "OR"), Option("Nevada", "NV"))
    listed = known(Control(0, "select", name="state", label="State", options=states, value="NV"))
    assert (listed.asks, listed.choices) == ("address-level1", 2)
    assert (listed.offers, listed.preset) == ((), "")


def test_what_is_offered_to_everybody_is_kept() -> None:
    assert known(Control(0, "select", name="want", options=WANTS)).offers == (
        "Delete my data",
        "Sell my data",
    )


@pytest.mark.parametrize("kind", ["cc-number", "section-x cc-csc", "cc-exp-month", "cc-type", "cc-name"])
def test_a_box_for_a_card_is_known_by_what_browsers_fill_in_there(kind: str) -> None:
    assert known(Control(0, "input", type="text", name="x1", autocomplete=kind)).asks == "!secret"
    assert known(Control(0, "input", type="text", name="x1", autocomplete="off")).asks == ""


def test_a_box_that_is_ticked_is_kept_so() -> None:
    box = Control(0, "input", type="checkbox", name="n", label="News about us")
    assert [known(one).ticked for one in (box, replace(box, checked=True))] == [False, True]


def test_only_a_choice_that_nobody_made_binds_nobody() -> None:
    radio = Control(0, "input", type="radio", label="I agree that you share it with partners", form=0)
    seen = Seen("https://a.example/", 200, text=radio.label, controls=(radio,))
    made = replace(seen, controls=(replace(radio, checked=True),))
    assert consent_texts(seen) == ()
    assert consent_texts(made) == (radio.label,)
    assert consent_texts(made, {0}) == ()
