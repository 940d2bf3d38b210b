"""The wizard asks little, explains what it could not use, and asks again, but not for ever."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from optout.cli.wizard import ATTEMPTS, MOST_ENTRIES, ask_for_profile
from optout.clock import VirtualClock
from optout.errors import WrongInput
from optout.people.subject import PersonName, PostalAddress, Subject

CLOCK = VirtualClock(datetime(2026, 3, 1, tzinfo=UTC))


class Script:
    """Answers by the words of the question; unscripted questions get Enter."""

    def __init__(self, **answers: Sequence[str]) -> None:
        self._left = {words.replace("_", " "): list(given) for words, given in answers.items()}
        self.asked: list[tuple[str, str | None]] = []
        self.told: list[str] = []

    def ask(self, question: str, default: str | None) -> str:
        self.asked.append((question, default))
        for words, answers in self._left.items():
            if words in question and answers:
                return answers.pop(0)
        return ""

    def profile(self) -> Subject:
        subject = ask_for_profile(self.ask, self.told.append, clock=CLOCK)
        assert not any(self._left.values()), "every scripted answer was asked for"
        return subject


NEEDED: dict[str, Sequence[str]] = {
    "First_name": ["Marisol"],
    "Last_name": ["Tarkington"],
    "providers_may_write": ["m@mail.example"],
}
BARE = Subject(names=(PersonName(given="Marisol", family="Tarkington"),), emails=("m@mail.example",))


def test_a_name_and_an_address_are_enough() -> None:
    script = Script(**NEEDED)
    assert script.profile() == BARE
    assert len(script.told) == 1
    assert len(script.asked) <= 20


def test_only_the_needed_questions_have_no_default() -> None:
    script = Script(**NEEDED)
    script.profile()
    assert [question for question, default in script.asked if default is None] == [
        "First name",
        "Last name",
        "E-mail address that providers may write to",
    ]


def test_everything_that_is_told_is_kept() -> None:
    script = Script(
        First_name=[" Marisol "],
        Middle_name=["Quenby", ""],
        Last_name=["Tarkington", "Oduya"],
        its_first_name=["Mari"],
        Birth_date=["1984-02-29"],
        providers_may_write=["m@mail.example"],
        Another_e_mail=["old@mail.example"],
        Telephone=["+1 505 555 0142", "+1 505 555 0143"],
        where_you_live=["12 Juniper Lane"],
        no_address=["Taos"],
        State_or_region=["NM", ""],
        Postal_code=["08757", ""],
        Country=["us", "NO"],
        past_address=["Oslo"],
        Until_when=["2011-06-30"],
        User_name=["quenbyt"],
        Own_web_site=["https://tarkington.example/"],
        image=["https://img.example/1"],
        have_an_account=["linkedin.com", "chatgpt.com"],
        on_a_platform=["https://social.example/quenbyt"],
        GitHub=["quenbyt"],
        Bluesky=["quenbyt.social.example"],
        YouTube=["abcdefghi_1"],
    )
    script._left["Another e-mail"] = script._left.pop("Another e mail")
    assert script.profile() == Subject(
        names=(
            PersonName(given="Marisol", additional="Quenby", family="Tarkington"),
            PersonName(given="Mari", family="Oduya"),
        ),
        birth_date=date(1984, 2, 29),
        emails=("m@mail.example", "old@mail.example"),
        phones=("+1 505 555 0142", "+1 505 555 0143"),
        addresses=(
            PostalAddress(
                street="12 Juniper Lane", locality="Taos", region="NM", postal_code="08757", country="US"
            ),
            PostalAddress(locality="Oslo", country="NO", until=date(2011, 6, 30)),
        ),
        usernames=("quenbyt",),
        sites=("https://tarkington.example/",),
        images=("https://img.example/1",),
        accounts=("linkedin.com", "chatgpt.com"),
        profiles=("https://social.example/quenbyt",),
        github_accounts=("quenbyt",),
        bluesky_handles=("quenbyt.social.example",),
        videos=("abcdefghi_1",),
    )


@pytest.mark.parametrize(
    ("question", "answers", "explanation"),
    [
        ("providers_may_write", ["m", "m@mail.example"], "That is not an e-mail address"),
        ("providers_may_write", ["", "m@mail.example"], "This one is needed."),
        ("Birth_date", ["1984-02-31"], "That is not a date that exists"),
        ("Birth_date", ["2026-03-02"], "That lies in the future"),
        ("Own_web_site", ["tarkington.example"], "That is not a web address"),
        ("have_an_account", ["Google"], "That must be a domain alone, in small letters, such as"),
        ("Telephone", ["01\x0742"], "That contains a control character"),
        ("First_name", ["x" * 201, "Marisol"], "That is longer than 200 characters"),
    ],
)
def test_an_unusable_answer_is_explained_and_asked_again(
    question: str, answers: Sequence[str], explanation: str
) -> None:
    script = Script(**{**NEEDED, question: answers})
    assert script.profile() == BARE
    assert script.told[1].startswith(explanation)
    words = question.replace("_", " ")
    assert len([asked for asked, _ in script.asked if words in asked]) == 2


def test_a_country_that_does_not_exist_is_asked_again() -> None:
    script = Script(**NEEDED, no_address=["Leeds"], Country=["England", "UK", "gb"])
    assert script.profile().addresses == (PostalAddress(locality="Leeds", country="GB"),)
    assert [words.split(":")[0] for words in script.told[1:]] == [
        "That must be two capital letters, such as DE or US.",
        "That is no country's code",
    ]


def test_a_street_without_a_city_is_left_out_and_said_so() -> None:
    script = Script(**NEEDED, where_you_live=["12 Juniper Lane"])
    assert script.profile() == BARE
    assert script.told[1:] == ["An address needs its city, so this one is left out."]


def test_the_same_entry_twice_counts_once() -> None:
    script = Script(**NEEDED, User_name=["quenbyt", "quenbyt"])
    assert script.profile().usernames == ("quenbyt",)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("providers_may_write", "marisol"),
        ("First_name", ""),
        ("Birth_date", "29.2.1984"),
        ("Birth_date", "2027-01-01"),
    ],
)
def test_it_gives_up_after_five_unusable_answers(question: str, answer: str) -> None:
    script = Script(**{**NEEDED, question: [answer] * (ATTEMPTS + 3)})
    with pytest.raises(WrongInput, match="5 attempts") as caught:
        script.profile()
    words = question.replace("_", " ")
    assert len([asked for asked, _ in script.asked if words in asked]) == 5
    assert "marisol" not in str(caught.value)


def test_lists_end_by_themselves() -> None:
    script = Script(
        **NEEDED,
        User_name=[f"user{number}" for number in range(MOST_ENTRIES)],
        past_address=["Oslo"] * MOST_ENTRIES,
    )
    script._left["Country"] = ["NO"] * MOST_ENTRIES
    script._left["Until when"] = ["2011-06-30"] * MOST_ENTRIES
    subject = script.profile()
    assert (len(subject.usernames), len(subject.addresses)) == (MOST_ENTRIES, MOST_ENTRIES)


def test_an_interruption_passes_through() -> None:
    def interrupted(question: str, default: str | None) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask_for_profile(interrupted, lambda sentence: None, clock=CLOCK)


def test_no_explanation_repeats_an_answer() -> None:
    script = Script(**{**NEEDED, "providers_may_write": ["marisol at mail", "m@mail.example"]})
    script.profile()
    assert not any("marisol" in sentence for sentence in script.told)
