"""What a control asks for: sure or None."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.channels.web.controls import Control
from optout.channels.web.forms.lexicon import LANGUAGES, phrases
from optout.channels.web.understanding import meanings_of
from optout.people.facts import MEANINGS


def a_control(**of: Any) -> Control:
    length = int(of.pop("max_length", "0"))
    return Control(index=0, max_length=length, **{"tag": "input", "type": "text", **of})


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
        ({"label": "City, State"}, "x-place"),
        ({"label": "Ville et région", "language": "fr"}, "x-place"),
        ({"type": "email"}, "email"),
        ({"label": "Best e-mail to reach you", "name": "email"}, "email"),
        ({"type": "checkbox", "label": "I agree that you use this to find me"}, "x-consent"),
        ({"type": "radio", "label": "Yes", "group": "Request type"}, "x-request-type"),
        ({"label": "First name as it appears on your passport"}, "given-name"),
        ({"label": "City", "name": "payment.creditCard.billingAddress.city"}, "address-level2"),
        ({"label": "Address please see our guidelines and rules", "name": "address_2"}, "address-line2"),
        ({"label": "Month", "name": "person$_birthDate$_month"}, "bday-month"),
        ({"label": "Year of birth, with four digits", "name": "birthdate3"}, "bday-year"),
        ({"label": "E-mail (again)"}, "x-confirm-email"),
        ({"placeholder": "e.g. jane@example.com"}, "email"),
        ({"near": "Your name:", "name": "userName"}, "name"),
        ({"label": "Create a username"}, "username"),
        ({"label": "Flyer number / Email address"}, "username"),
        ({"label": "Mailing street address"}, "street-address"),
    ],
)
def test_it_understands_plain_words(of: dict[str, str], meaning: str) -> None:
    assert meanings_of([a_control(**of)]) == (meaning,)


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
        {"label": "Name as it appears on your card"},
        {"label": "Full name (as on the credit card)"},
        {"label": "Name", "name": "payment.creditCard.name"},
        {"label": "E-mail", "name": "ssn"},
        {"label": "Zip file", "name": "archive"},
        {"label": "Zubble username"},
        {"label": "Second guest first name"},
        {"label": "City of the event"},
        {"label": "Ville de départ", "language": "fr"},
        {"name": "trip.departureCity.city", "id": "x", "near": "Departure city"},
        {"label": "Website URL (leave blank)", "name": "url"},
        {"name": "birthday", "max_length": "4"},
        {"tag": "textarea", "type": "", "label": "E-mail"},
        {"label": "Country code", "name": "intlPhone1Prefix"},
        {"label": "New password", "name": "email"},
        {"autocomplete": "current-password"},
        {"type": "email", "label": "Which address shall we write to?"},
        {},
    ],
)
def test_it_would_rather_understand_nothing(of: dict[str, str]) -> None:
    assert meanings_of([a_control(**of)]) == (None,)


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
    [meaning] = meanings_of([a_control(label=label, name=name, type=kind)])
    assert meaning is None or meaning in MEANINGS
