"""The twin of Meta's objection form by itself: what it takes, what it refuses, what it books."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from lxml import html

from optout.catalog.catalog import load_catalog
from optout.clock import VirtualClock
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.twin import World

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORM = "https://www.facebook.com/help/contact/6359191084165019"
CODE_PAGE = f"{FORM}/confirm"


@dataclass
class PostOffice:
    mails: list[dict[str, Any]] = field(default_factory=list)

    def send(self, **mail: Any) -> None:
        self.mails.append(mail)


class Person:
    """Somebody with a browser, as far as forms go."""

    def __init__(self) -> None:
        self.clock, self.post = VirtualClock(START), PostOffice()
        people = synthetic_people(5, 2)
        self.email = people[0].emails[0]
        world = World(self.clock, self.post, START, 5, people[:1], people[1:])
        self.twin = load_catalog().twin_of("meta_ai_objection")(world)

    def get(self, url: str) -> html.HtmlElement:
        return html.fromstring(self._call("GET", url).text)

    def post_form(self, url: str, **fields: str) -> str:
        """Fill the form at ``url``, send it, and return the heading of the page that follows."""
        [form] = self.get(url).forms
        data = {**dict(form.form_values()), **fields}
        return self.post_raw(url, data)

    def post_raw(self, url: str, data: dict[str, str]) -> str:
        answer: Any = html.fromstring(self._call("POST", url, data).text)
        return " | ".join(answer.xpath("//h1/text()|//*[@role='alert']/text()"))

    def _call(self, method: str, url: str, data: dict[str, str] | None = None) -> httpx.Response:
        async def call() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.twin.app)) as client:
                return await client.request(method, url, data=data)

        return asyncio.run(call())

    def object(self) -> str:
        return self.post_form(FORM, email=self.email, country="Ireland")

    def code(self, number: int = -1) -> str:
        [found] = re.findall(r"\b\d{6}\b", self.post.mails[number]["text"])
        return str(found)

    def confirm(self, code: str) -> str:
        return self.post_form(CODE_PAGE, email=self.email, code=code)


CHECK, RECEIVED = "Check your e-mail", "We have received your objection"
WRONG = "Confirm your e-mail address | That code is not right."


@pytest.fixture
def person() -> Person:
    return Person()


def test_every_control_has_a_label_and_the_trap_is_out_of_sight(person: Person) -> None:
    for url in (FORM, CODE_PAGE):
        page = person.get(url)
        labelled = set(page.xpath("//label/@for"))
        assert set(page.xpath("//input[@type!='hidden' or not(@type)]/@id")) <= labelled
    assert person.get(FORM).xpath("//*[@aria-hidden='true']//input/@name") == ["website"]


def test_a_filled_trap_is_booked(person: Person) -> None:
    person.post_form(FORM, email=person.email, country="Ireland", website="https://spam.example/")
    assert person.twin.books.received[0].honeypots_filled == 1


def test_a_second_objection_while_the_first_is_processed_is_a_duplicate(person: Person) -> None:
    assert [person.object(), person.object()] == [CHECK, CHECK]
    assert [one.duplicate for one in person.twin.books.received] == [False, True]
    assert person.confirm(person.code()) == RECEIVED
    person.object()
    assert person.twin.books.received[2].duplicate


def test_an_objection_after_the_answer_is_no_duplicate(person: Person) -> None:
    person.object()
    person.confirm(person.code())
    person.clock.move_to(person.post.mails[-1]["at"])
    person.object()
    assert [one.duplicate for one in person.twin.books.received] == [False, False]


def test_an_objection_without_a_country_comes_back_and_is_booked_as_not_accepted(person: Person) -> None:
    shown = person.post_form(FORM, email=person.email)
    assert shown.endswith("Please fill in every required field.")
    [received] = person.twin.books.received
    assert (received.fields, received.accepted, received.duplicate) == (
        {"email": person.email},
        False,
        False,
    )
    assert person.post.mails == []


@pytest.mark.parametrize("token", ["", "0123456789abcdef"])
def test_a_form_without_the_pages_own_token_is_refused(person: Person, token: str) -> None:
    data = {"email": person.email, "country": "Ireland", "token": token}
    assert person.post_raw(FORM, data) == "Sorry, something went wrong"
    assert person.post_raw(CODE_PAGE, {**data, "code": "1"}) == "Sorry, something went wrong"
    assert person.twin.books.received == []


def test_a_token_serves_once(person: Person) -> None:
    [form] = person.get(FORM).forms
    data = {**dict(form.form_values()), "email": person.email, "country": "Ireland"}
    assert [person.post_raw(FORM, data), person.post_raw(FORM, data)] == [
        CHECK,
        "Sorry, something went wrong",
    ]


def test_only_the_newest_code_confirms_and_only_once(person: Person) -> None:
    person.object()
    person.object()
    assert person.code(0) != person.code(1)
    assert person.confirm(person.code(0)) == WRONG
    assert person.confirm(person.code(1)) == RECEIVED
    assert person.confirm(person.code(1)) == WRONG


def test_a_code_expires_after_three_days(person: Person) -> None:
    person.object()
    person.clock.move_to(START + timedelta(days=3))
    assert person.confirm(person.code()) == WRONG


def test_five_wrong_codes_close_the_door(person: Person) -> None:
    person.object()
    right = person.code()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    assert [person.confirm(wrong) for _ in range(5)] == [WRONG] * 5
    assert person.confirm(right) == WRONG
    assert [fault.kind for fault in person.twin.books.faults] == ["wrong-code"] * 6


def test_a_code_for_nobody_is_refused(person: Person) -> None:
    assert person.confirm("000000") == WRONG
