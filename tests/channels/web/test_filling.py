"""Which value goes into which control."""

import pytest

from optout.channels.web.controls import Control, Option
from optout.channels.web.filling import entries
from optout.channels.web.regions import other_form
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure


def a_select(label: str, *options: tuple[str, str]) -> Control:
    return Control(0, "select", label=label, options=tuple(Option(*option) for option in options))


@pytest.mark.parametrize(
    ("label", "meaning", "fact", "options", "chosen"),
    [
        ("State", "address-level1", "CA", [("California", "5"), ("Canada", "CA ")], "CA "),
        ("State", "address-level1", "CA", [("", ""), ("California", "5")], "5"),
        ("State", "address-level1", "California", [("CA", "CA")], "CA"),
        ("Country", "country-name", "US", [("United States", "840")], "840"),
        ("Birth month", "bday-month", "03", [("February", "f"), ("March", "m")], "m"),
        ("Birth month", "bday-month", "3", [("03", "03")], "03"),
        ("Day of birth", "bday-day", "07", [("7", "7")], "7"),
    ],
)
def test_it_finds_the_choice_that_means_the_fact(
    label: str, meaning: str, fact: str, options: list[tuple[str, str]], chosen: str
) -> None:
    (entry,) = entries([a_select(label, *options)], [meaning], Facts({meaning: (fact,)}))
    assert (entry.value, entry.fact) == (chosen, fact)


def test_it_makes_no_entry_for_what_is_hidden_unnamed_or_unknown() -> None:
    controls = [
        Control(0, "input", "text", label="Email", visible=False),
        Control(1, "input", "text", label="First name"),
        Control(2, "input", "password", label="Password"),
    ]
    facts = Facts({"email": ("a@b.example",), "given-name": ("Ada",), "family-name": ("Quill",)})
    assert entries(controls, ["email", "family-name"], facts) == ()


def test_a_repeated_email_is_the_email() -> None:
    control = Control(0, "input", "email", label="Confirm email")
    (entry,) = entries([control], ["x-confirm-email"], Facts({"email": ("a@b.example",)}))
    assert entry.value == "a@b.example"


def test_a_fact_the_form_insists_on_is_asked_of_the_person() -> None:
    control = Control(0, "input", "tel", label="Phone", required=True)
    with pytest.raises(Unanswered) as error:
        entries([control], ["tel"], Facts())
    assert error.value.failure == Failure.FACT_MISSING


def test_a_state_has_two_forms() -> None:
    assert (other_form("ny"), other_form("New York"), other_form("Bavaria")) == ("New York", "NY", None)
