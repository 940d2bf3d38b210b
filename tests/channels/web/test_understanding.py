"""What a control asks for: sure or None."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.channels.web.controls import Control
from optout.channels.web.forms.lexicon import LANGUAGES, phrases
from optout.channels.web.understanding import meaning_of
from optout.people.facts import MEANINGS


def a_control(**of: str) -> Control:
    return Control(index=0, tag="input", **{"type": "text", **of})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of", "meaning"),
    [
        ({"autocomplete": "given-name", "label": "Given"}, "given-name"),
        ({"autocomplete": "section-a shipping postal-code"}, "postal-code"),
        ({"autocomplete": "email", "label": "Confirm your e-mail"}, "x-confirm-email"),
        ({"autocomplete": "one-time-code", "label": "Number"}, "x-code"),
        ({"label": "Your first name *"}, "given-name"),
        ({"label": "Date of birth (MM/DD/YYYY)"}, "bday"),
        ({"label": "ZIP/Postal code:"}, "postal-code"),
        ({"label": "Please enter your e-mail address"}, "email"),
        ({"label": "Re-enter email"}, "x-confirm-email"),
        ({"name": "firstName"}, "given-name"),
        ({"id": "last_name"}, "family-name"),
        ({"placeholder": "City"}, "address-level2"),
        ({"type": "email"}, "email"),
        ({"label": "Best e-mail to reach you", "name": "email"}, "email"),
        ({"type": "checkbox", "label": "I agree that you use this to find me"}, "x-consent"),
        ({"type": "radio", "label": "Yes", "group": "Request type"}, "x-request-type"),
    ],
)
def test_it_understands_plain_words(of: dict[str, str], meaning: str) -> None:
    assert meaning_of(a_control(**of)) == meaning


@pytest.mark.parametrize(
    "of",
    [
        {"label": "Spouse's first name", "name": "first_name"},
        {"label": "Mother's name", "autocomplete": "name"},
        {"label": "Your favourite colour", "name": "email"},
        {"type": "password", "label": "Email"},
        {"type": "file", "label": "Name"},
        {"type": "hidden", "name": "email"},
        {"label": "Social Security Number", "name": "name"},
        {"name": "ssn"},
        {"autocomplete": "cc-number", "label": "Number"},
        {"label": "Name on card"},
        {"type": "checkbox", "label": "Send me news"},
        {"type": "checkbox", "label": "I agree to receive offers from partners"},
        {"type": "submit", "label": "Email"},
        {"type": "email", "label": "Which address shall we write to?"},
        {},
    ],
)
def test_it_would_rather_understand_nothing(of: dict[str, str]) -> None:
    assert meaning_of(a_control(**of)) is None


@pytest.mark.parametrize("language", [*LANGUAGES, "attribute"])
def test_every_phrase_belongs_to_a_known_tag_and_to_one_only(language: str) -> None:
    meanings = {tag for tag in phrases(language).values() if tag[0] not in "!~"}
    assert meanings <= {*MEANINGS, "name?", "country?", "address-level1?"}
    marks = {tag for tag in phrases(language).values() if tag[0] in "!~"}
    dates = {"~birth", "~day", "~month", "~year"}
    assert marks <= {"!secret", "!person", "!other", "~part", "~repeat", *dates}


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=20), st.sampled_from(["text", "checkbox", "radio", "odd"]))
def test_it_answers_a_known_meaning_or_none_to_any_words(label: str, name: str, kind: str) -> None:
    meaning = meaning_of(a_control(label=label, name=name, type=kind))
    assert meaning is None or meaning in MEANINGS
