"""The definition of Meta's objection, run by the web and mail channels against its twin."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import httpx
import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.channels.attempt import Attempt, Capture
from optout.channels.mail.reading import read
from optout.channels.web.channel import WebChannel
from optout.clock import VirtualClock
from optout.http import HttpClient
from optout.people.facts import Facts
from optout.people.subject import Subject
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.twin import World, person_key
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class PostOffice:
    mails: list[dict[str, Any]] = field(default_factory=list)

    def send(self, **mail: Any) -> None:
        self.mails.append(mail)


def without_browser(provider: Provider) -> Provider:
    """The same definition over plain HTTP, which these pages allow: a test without a browser."""
    steps = {
        name: getattr(provider, name).model_copy(update={"browser": False})
        for name in ("submit", "confirm")
    }
    return provider.model_copy(update=steps)


class Here:
    """One person, the twin, and the channels that lead to it."""

    def __init__(self, seed: int = 5) -> None:
        self.clock, self.post = VirtualClock(START), PostOffice()
        people = synthetic_people(seed, 2)
        self.subject: Subject = people[0]
        self.provider = without_browser(load_catalog().get("meta_ai_objection"))
        world = World(self.clock, self.post, START, seed, people[:1], people[1:])
        self.twin = load_catalog().twin_of("meta_ai_objection")(world)
        self.facts = Facts({"email": (self.subject.emails[0],), "country-name": ("Ireland",)})

    def run(self, action: Action, facts: Facts | None = None) -> tuple[Outcome, Capture]:
        return asyncio.run(self._run(action, facts or self.facts))

    async def _run(self, action: Action, facts: Facts) -> tuple[Outcome, Capture]:
        http, capture = HttpClient(httpx.ASGITransport(self.twin.app)), Capture()
        attempt = Attempt("a-1", self.provider, action, facts, self.clock.now(), "ref-1")
        try:
            return await WebChannel(None, http).run(attempt, capture), capture
        finally:
            await http.close()

    def confirm(self, code: str) -> tuple[Outcome, Capture]:
        return self.run(Action.CONFIRM, Facts({"email": self.facts.every("email"), "x-code": (code,)}))

    def raw_mail(self, number: int, sender: str | None = None) -> bytes:
        mail, message = self.post.mails[number], EmailMessage()
        message["From"], message["To"] = sender or mail["sender"], mail["to"]
        message["Subject"], message["Message-ID"] = mail["subject"], f"<{number}@facebookmail.com>"
        message.set_content(mail["text"])
        return bytes(message)

    def code(self, number: int = 0) -> str:
        reading = read(self.raw_mail(number), self.provider)
        assert reading is not None
        assert (reading.meaning, reading.link) == ("code", None)
        assert reading.code is not None
        return reading.code


@pytest.fixture
def here() -> Here:
    return Here()


def test_the_objection_is_sent_and_awaits_a_mailed_code(here: Here) -> None:
    outcome, capture = here.run(Action.SUBMIT)
    assert (outcome.answer, outcome.awaits, outcome.sent) == (Answer.DONE, "code", Sent.YES)
    [received] = here.twin.books.received
    assert received.fields == {"email": here.subject.emails[0], "country": "Ireland"}
    assert received.meanings == {"email": "email", "country": "country-name"}
    assert (received.person, received.at) == (person_key(here.subject), START)
    assert (received.honeypots_filled, received.duplicate, received.accepted) == (0, False, True)
    told = {(one.meaning, one.recipient, one.value) for one in capture.disclosed}
    assert {(meaning, value) for meaning, _, value in told} == {
        ("email", here.subject.emails[0]),
        ("country-name", "Ireland"),
    }
    assert all(here.provider.speaks_for(recipient) for _, recipient, _ in told)


def test_the_code_comes_by_mail_some_minutes_later_and_confirms(here: Here) -> None:
    here.run(Action.SUBMIT)
    [mail] = here.post.mails
    assert (mail["sender"], mail["to"]) == ("objections@facebookmail.com", here.subject.emails[0])
    assert timedelta(minutes=2) <= mail["at"] - START <= timedelta(minutes=20)
    here.clock.move_to(mail["at"])
    outcome, _ = here.confirm(here.code())
    assert outcome.answer is Answer.DONE
    assert here.twin.books.received[0].confirmed_at == mail["at"]
    answer = here.post.mails[1]
    assert timedelta(days=2) <= answer["at"] - mail["at"] <= timedelta(days=5)


def test_the_later_answer_is_read_as_the_word_that_it_was_done(here: Here) -> None:
    here.run(Action.SUBMIT)
    here.confirm(here.code())
    reading = read(here.raw_mail(1), here.provider)
    assert reading is not None
    assert reading.meaning == "granted"


@pytest.mark.parametrize("sender", ["objections@facebookmail.com.evil.example", "x@notfacebookmail.com"])
def test_a_code_from_another_domain_is_not_the_providers(here: Here, sender: str) -> None:
    here.run(Action.SUBMIT)
    assert read(here.raw_mail(0, sender), here.provider) is None


def test_a_wrong_code_is_not_a_confirmation(here: Here) -> None:
    here.run(Action.SUBMIT)
    wrong = f"{(int(here.code()) + 1) % 10**6:06}"
    outcome, _ = here.confirm(wrong)
    assert outcome.answer not in (Answer.DONE, Answer.ABSENT)
    assert here.twin.books.received[0].confirmed_at is None
    assert [fault.kind for fault in here.twin.books.faults] == ["wrong-code"]


def test_a_login_wall_is_not_a_submission(here: Here) -> None:
    wall = (
        "<html><body><h1>Log in to continue</h1><form method=post><label>Password"
        "<input type=password name=pass></label><button>Log in</button></form></body></html>"
    )
    here.twin = type("Wall", (), {"app": staticmethod(_page(wall))})()
    outcome, _ = here.run(Action.SUBMIT)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.LOGIN_WALL)
    assert outcome.sent is Sent.NO


def _page(source: str) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": source.encode()})

    return app
