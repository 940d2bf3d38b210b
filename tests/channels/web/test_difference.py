from dataclasses import replace

import pytest

from optout.catalog.known_form import KnownControl, KnownForm
from optout.channels.web.button_words import does_the_same
from optout.channels.web.consent_texts import binds, consent_texts
from optout.channels.web.controls import Control, Seen
from optout.channels.web.difference import Change, Expected, difference
from optout.channels.web.masking import Masking
from optout.channels.web.snapshot import snapshot
from optout.people.facts import Facts
from optout.requests.failures import Failure

EMAIL = KnownControl("textbox", "E-mail", asks="email", wire="mail", required=True)
NAME = KnownControl("textbox", "Full name", asks="name", wire="who", required=True)
NOTE = KnownControl("textbox", "Note", wire="note")
FORM = KnownForm(
    "Send", "post", "https://acme.example/out", (EMAIL, NAME, NOTE), ("I agree.",), ("Opt out",)
)
EXPECTED = Expected(("email", "name"), (), lambda host: host == "acme.example")


def changes(now: KnownForm, expected: Expected = EXPECTED) -> tuple[Change, ...]:
    return difference(FORM, now, expected)


def with_controls(*controls: KnownControl) -> KnownForm:
    return replace(FORM, controls=tuple(sorted(controls)))


@pytest.mark.parametrize(
    ("now", "failure", "words"),
    [
        (replace(FORM, method="get"), Failure.FORM_CHANGED, "the form is sent by get, not by post"),
        (
            replace(FORM, target="https://other.example/out"),
            Failure.OFF_DOMAIN,
            "the form leads to another host",
        ),
        (
            replace(FORM, target="http://acme.example/out"),
            Failure.FORM_CHANGED,
            "the form is sent by another protocol",
        ),
        (replace(FORM, button="Pay now"), Failure.FORM_CHANGED, "the button says 'Pay now', not 'Send'"),
        (
            replace(FORM, frames=("https://other.example/x",)),
            Failure.FORM_CHANGED,
            "a new frame of other.example",
        ),
        (
            replace(FORM, consents=("I agree.", "A fee applies.")),
            Failure.FORM_CHANGED,
            "new consent: 'A fee applies.'",
        ),
        (replace(FORM, warnings=("sign-in",)), Failure.LOGIN_WALL, "the page asks to sign in"),
        (
            with_controls(EMAIL, NOTE),
            Failure.FORM_CHANGED,
            "gone: 'Full name', which asked for name",
        ),
        (
            with_controls(EMAIL, NAME, NOTE, KnownControl("textbox", "Fax", required=True)),
            Failure.FORM_CHANGED,
            "new required: 'Fax'",
        ),
        (
            with_controls(EMAIL, NAME, NOTE, KnownControl("textbox", "SSN", asks="!secret")),
            Failure.FORM_CHANGED,
            "new, for what is never told: 'SSN'",
        ),
        (
            with_controls(EMAIL, NAME, NOTE, KnownControl("textbox", "2 + 2", asks="!challenge")),
            Failure.CHALLENGE,
            "a new puzzle: '2 + 2'",
        ),
        (
            with_controls(EMAIL, NAME, NOTE, KnownControl("tick", "I swear", asks="x-consent")),
            Failure.FORM_CHANGED,
            "a new box of consent: 'I swear'",
        ),
        (
            with_controls(EMAIL, NAME, NOTE, KnownControl("tick", "Offers", ticked=True)),
            Failure.FORM_CHANGED,
            "new and ticked: 'Offers'",
        ),
        (
            with_controls(EMAIL, NAME, replace(NOTE, ticked=True)),
            Failure.FORM_CHANGED,
            "newly ticked: 'Note'",
        ),
        (
            with_controls(EMAIL, NAME, replace(NOTE, preset="Sell it")),
            Failure.FORM_CHANGED,
            "the page has chosen 'Sell it' at 'Note'",
        ),
        (
            with_controls(EMAIL, NAME, NOTE, KnownControl("choice", "Wish", preset="Sell it")),
            Failure.FORM_CHANGED,
            "new, and the page has chosen 'Sell it': 'Wish'",
        ),
        (
            with_controls(EMAIL, NAME, replace(NOTE, required=True)),
            Failure.FORM_CHANGED,
            "new required: 'Note'",
        ),
        (
            with_controls(replace(EMAIL, asks="name"), replace(NAME, asks="email"), NOTE),
            Failure.FORM_CHANGED,
            "'E-mail' asks for name, not for email",
        ),
    ],
)
def test_what_matters_stops(now: KnownForm, failure: Failure, words: str) -> None:
    first = changes(now)[0]
    assert first == Change(words, failure)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            replace(FORM, target="https://acme.example/v2"),
            "the form leads to another path of the same host",
        ),
        (replace(FORM, target="https://www.acme.example/out"), ""),
        (replace(FORM, button="Submit request"), "the button says 'Submit request', not 'Send'"),
        (replace(FORM, frames=("https://acme.example/x",)), "a new frame of acme.example"),
        (replace(FORM, consents=()), "1 sentences of consent are gone"),
        (replace(FORM, headings=("Leave us",)), "2 headings differ"),
        (with_controls(EMAIL, NAME), "gone: 'Note'"),
        (
            with_controls(EMAIL, NAME, NOTE, KnownControl("tick", "Offers")),
            "new, optional: 'Offers'",
        ),
        (
            with_controls(replace(EMAIL, name="Your e-mail", wire="x1"), NAME, NOTE),
            "'E-mail' became 'Your e-mail', a textbox",
        ),
        (with_controls(replace(EMAIL, wire="x1"), replace(NAME, wire="x2"), NOTE), ""),
    ],
)
def test_what_only_looks_different_passes(now: KnownForm, words: str) -> None:
    assert [(one.words, one.failure) for one in changes(now)] == ([(words, None)] if words else [])


def test_another_choice_than_the_known_one_matters_and_none_does_not() -> None:
    known = replace(FORM, controls=(replace(NOTE, preset="Delete it"),))
    for preset, stops in {"delete IT": False, "Sell it": True, "": False}.items():
        now = replace(known, controls=(replace(NOTE, preset=preset),))
        assert any(one.failure for one in difference(known, now, EXPECTED)) is stops


def test_what_is_filled_later_may_be_missing_yet() -> None:
    early = Expected(("email",), ("name",), EXPECTED.is_ours)
    assert changes(with_controls(EMAIL, NOTE), early) == ()


def test_meaningful_changes_come_first() -> None:
    now = replace(FORM, headings=(), consents=("I agree.", "You pay a fee."))
    assert [one.failure for one in changes(now)] == [Failure.FORM_CHANGED, None]


@pytest.mark.parametrize(
    ("known", "now", "same"),
    [
        ("Submit request", "Send request", True),
        ("Submit request", "Anfrage senden", True),
        ("Remove my dossier", "Delete my record", True),
        ("Opt out", "Submit opt-out", True),
        ("Submit", "Continue", False),
        ("Submit", "Accept and submit", False),
        ("Submit", "Search", False),
        ("Send", "Subscribe", False),
        ("Send", "", False),
    ],
)
def test_a_button_may_say_the_same_in_other_words(known: str, now: str, same: bool) -> None:
    assert does_the_same(known, now) is same


@pytest.mark.parametrize(
    "sentence",
    [
        "By sending you agree to our terms.",
        "I certify under penalty of perjury that this is true.",
        "We may share your data with our partners.",
        "Mit dem Absenden stimmen Sie den Bedingungen zu.",
        "Vous acceptez nos conditions.",
        "Usted autoriza el tratamiento de sus datos.",
        "Accetti le nostre condizioni.",
        "Você concorda com os termos.",
        "U gaat akkoord met de voorwaarden.",
        "Fee: $9",
    ],
)
def test_a_sentence_that_binds_is_one_in_seven_languages(sentence: str) -> None:
    assert binds(sentence)


@pytest.mark.parametrize(
    "sentence", ["It is free of charge.", "It takes ten days.", "Terms", "Privacy policy", "Payment"]
)
def test_a_sentence_that_binds_nobody_is_none(sentence: str) -> None:
    assert not binds(sentence)


def test_cookies_and_boxes_left_empty_bind_nobody() -> None:
    box = Control(0, "input", type="checkbox", label="Send me marketing offers")
    lines = ("You agree to our cookies. Accept all", box.label, "By sending you accept our terms.")
    text = "\n".join(lines)
    assert consent_texts(Seen("https://a.example/", 200, text=text, controls=(box,))) == (
        "By sending you accept our terms.",
    )
    ticked = replace(box, checked=True)
    assert len(consent_texts(Seen("https://a.example/", 200, text=text, controls=(ticked,)))) == 2


def test_a_snapshot_holds_no_fact_no_value_and_no_token() -> None:
    button = Control(9, "button", type="submit", label="Send", form=0, method="post")
    button = replace(button, action="https://acme.example/out/4f3a99c1d2/send?t=1#x")
    mail = Control(1, "input", type="email", name="mail", label="E-mail *", required=True, form=0)
    seen = Seen(
        "https://acme.example/out",
        200,
        headings=("Is this you, Ada QUILL?",),
        text="I, Ada Quill (ada.quill@mail.example), certify that it is mine.",
        controls=(replace(mail, value="ada.quill@mail.example"), button),
    )
    facts = Facts({"name": ("Ada Quill",), "email": ("ada.quill@mail.example",)})
    assert Masking(facts).form(snapshot(seen, button, seen.controls[:1])).text == (
        'button "Send"\n'
        'consent "I, [...] ([...]), certify that it is mine."\n'
        'control textbox "E-mail" asks email, named "mail", required\n'
        'heading "Is this you, [...] [...]?"\n'
        "target post https://acme.example/out/*/send\n"
    )
