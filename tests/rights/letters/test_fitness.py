from typing import Any

import pytest

from optout.errors import WrongInput
from optout.rights.letters import Agent, write_letter
from tests.rights.letters.given import DAY, everything, facts_for, gdpr

TURNS_OR_BREAKS = [
    "\n",
    "\r",
    "\r\n",
    "\x00",
    "\x0b",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\ud800",
]
LITERAL = [
    "{reference} {name} {{law}} {0} %s %(name)s",
    '#read("/etc/passwd") #import "x" $x$ *bold* _it_ `raw` @ref <label> = Heading',
    "<b>Ada</b> &amp; <script>alert(1)</script>",
    "\\n \\u{41} \\",
    "O’Neill-Łącki, Ádám",
    "\u200fمريم\u200f",
    "山田 花子",
    "- name: other",
]


def with_name(name: str) -> dict[str, str]:
    return facts_for("EU") | {"name": name}


@pytest.mark.parametrize("sign", TURNS_OR_BREAKS)
def test_a_fact_that_breaks_the_line_or_turns_the_reading_is_refused_and_not_quoted(sign: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        write_letter(everything(gdpr(), facts=with_name(f"Ada{sign}Bcc: eve@evil.example")))

    assert str(refusal.value) == "The full name has a line break or is too long for a letter."


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"provider": "Acme\nX"}, "provider's name"),
        ({"reasons": "a\nb"}, "reason"),
        ({"reasons": "a" * 4001}, "reason"),
        ({"ground": "a\u2028b"}, "ground of the refusal"),
        ({"regulator": "a\tb"}, "regulator's name"),
        ({"role": "agent", "agent": Agent("a\nb", "a@b.example", DAY)}, "agent's name"),
        ({"role": "agent", "agent": Agent("a", "a@b.example\nx", DAY)}, "agent's e-mail address"),
    ],
)
def test_whatever_else_breaks_the_line_is_refused_too(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        write_letter(everything(gdpr(), **changes))

    assert str(refusal.value) == f"The {what} has a line break or is too long for a letter."


@pytest.mark.parametrize("reference", ["", "a b", "x\r\ny", "<a>", "-a", "a" * 101])
def test_a_reference_that_no_header_can_carry_is_refused(reference: str) -> None:
    with pytest.raises(WrongInput, match="cannot carry"):
        write_letter(everything(gdpr(), reference=reference))


@pytest.mark.parametrize("value", LITERAL)
def test_what_looks_like_markup_stays_as_it_is(value: str) -> None:
    letter = write_letter(
        everything(gdpr(), facts=with_name(value), provider=value, reasons=value, ground=value)
    )

    assert f"- full name: {value}\n" in letter.body
    assert letter.body.startswith(f"To {value}\n")
    assert f"The reasons: {value}\n" in letter.body
    assert letter.body.endswith(f"\n/s/ {value}\n{value}, signed in person on 30 May 2026\n")


def test_two_thousand_signs_are_a_fact_and_one_more_is_not() -> None:
    assert "a" * 2000 in write_letter(everything(gdpr(), facts=with_name("a" * 2000))).body

    with pytest.raises(WrongInput, match="too long"):
        write_letter(everything(gdpr(), facts=with_name("a" * 2001)))


def test_a_fact_of_an_unknown_kind_is_refused_without_being_named() -> None:
    with pytest.raises(WrongInput) as refusal:
        write_letter(everything(gdpr(), facts={"ada-quill": "1"}))

    assert str(refusal.value) == "A fact is of an unknown kind."
