"""Asks a person for their profile, one short question at a time. Input and output are injected."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from optout.clock import Clock, SystemClock
from optout.errors import WrongInput
from optout.people.faults import sentence_of
from optout.people.profile import birth_date_fault
from optout.people.subject import (
    Account,
    Country,
    Email,
    Host,
    PersonName,
    PostalAddress,
    Subject,
    Text,
    Url,
    Video,
)

ATTEMPTS = 5
MOST_ENTRIES = 20
Ask = Callable[[str, str | None], str]
Tell = Callable[[str], None]

_WELCOME = (
    "Only your name and one e-mail address are needed. Press Enter to skip any other question. "
    "Nothing is sent to anybody now; each provider later gets only what 'optout plan' shows."
)


def ask_for_profile(ask: Ask, tell: Tell, *, clock: Clock | None = None) -> Subject:
    """The subject that the person describes.

    ``ask(question, default)`` returns the answer, "" for none; the default is given where Enter
    means something. ``tell`` shows one sentence. ``WrongInput`` after five unusable answers to one
    question; what ``ask`` raises passes through.
    """
    tell(_WELCOME)
    return _Questions(ask, tell, (clock or SystemClock()).now().date()).subject()


class _Questions:
    def __init__(self, ask: Ask, tell: Tell, today: date) -> None:
        self._ask, self._tell, self._today = ask, tell, today

    def subject(self) -> Subject:
        return Subject(
            names=(self._name("First name"), *self._other_names()),
            birth_date=self._birth_date(),
            emails=(
                self._needed("E-mail address that providers may write to", Email),
                *self._entries("Another e-mail address that listings may show", Email),
            ),
            phones=self._entries("Telephone number, with country code", Text),
            addresses=(*self._addresses("Street and number where you live"), *self._past_addresses()),
            usernames=self._entries("User name that you go by", Text),
            sites=self._entries("Own web site or page (https://...)", Url),
            images=self._entries("Address of an image that shows you (https://...)", Url),
            accounts=self._entries(
                "Domain of a service where you have an account, such as linkedin.com", Host
            ),
            **self._on_platforms(),
        )

    def _on_platforms(self) -> dict[str, tuple[str, ...]]:
        return {
            "profiles": self._entries("Public profile of yours on a platform (https://...)", Url),
            "github_accounts": self._entries("GitHub account", Account),
            "bluesky_handles": self._entries("Bluesky handle, without the @", Host),
            "videos": self._entries("YouTube video of yours: its id, after watch?v=", Video),
        }

    def _name(self, question: str) -> PersonName:
        return self._rest_of_name(self._needed(question, Text))

    def _rest_of_name(self, given: str) -> PersonName:
        additional = self._optional("Middle name", Text)
        return PersonName(given=given, additional=additional, family=self._needed("Last name", Text))

    def _other_names(self) -> Iterator[PersonName]:
        for _ in range(MOST_ENTRIES):
            given = self._optional("Former or other name: its first name", Text)
            if given is None:
                return
            yield self._rest_of_name(given)

    def _birth_date(self) -> date | None:
        for _ in range(ATTEMPTS):
            born: date | None = self._optional("Birth date (YYYY-MM-DD)", date)
            fault = birth_date_fault(born, self._today) if born else None
            if fault is None:
                return born
            self._tell(f"That {fault}.")
        raise _given_up()

    def _addresses(self, question: str) -> Iterator[PostalAddress]:
        street = self._optional(f"{question} (Enter to give the city only)", Text)
        locality = self._optional("City (Enter for no address)", Text)
        if locality is not None:
            yield self._address(street, locality, None)
        elif street is not None:
            self._tell("An address needs its city, so this one is left out.")

    def _past_addresses(self) -> Iterator[PostalAddress]:
        for _ in range(MOST_ENTRIES):
            locality = self._optional("A past address: its city", Text)
            if locality is None:
                return
            street = self._optional("Street and number there", Text)
            yield self._address(street, locality, self._needed("Until when (YYYY-MM-DD)", date))

    def _address(self, street: str | None, locality: str, until: date | None) -> PostalAddress:
        return PostalAddress(
            street=street,
            locality=locality,
            region=self._optional("State or region (two letters in the US)", Text),
            postal_code=self._optional("Postal code", Text),
            country=self._country(),
            until=until,
        )

    def _country(self) -> str:
        return str(self._needed("Country, two letters such as DE or US", Country, str.upper))

    def _entries(self, question: str, kind: Any) -> tuple[Any, ...]:
        found: dict[Any, None] = {}
        for _ in range(MOST_ENTRIES):
            entry = self._optional(question, kind)
            if entry is None:
                break
            found[entry] = None
        return tuple(found)

    def _needed(self, question: str, kind: Any, tidy: Callable[[str], str] = str) -> Any:
        for _ in range(ATTEMPTS):
            answer = tidy(self._ask(question, None).strip())
            if answer and (value := self._understood(answer, kind)) is not None:
                return value
            if not answer:
                self._tell("This one is needed.")
        raise _given_up()

    def _optional(self, question: str, kind: Any) -> Any:
        for _ in range(ATTEMPTS):
            answer = self._ask(question, "").strip()
            if not answer:
                return None
            if (value := self._understood(answer, kind)) is not None:
                return value
        raise _given_up()

    def _understood(self, answer: str, kind: Any) -> Any:
        """The answer as a value; None, after an explanation, when it cannot be used."""
        try:
            return TypeAdapter(kind).validate_json(json.dumps(answer), strict=True)
        except ValidationError as error:
            self._tell(f"That {sentence_of(error)}.")
            return None


def _given_up() -> WrongInput:
    return WrongInput(
        f"No answer to this question could be used in {ATTEMPTS} attempts.",
        kept="Nothing was stored.",
        todo="Start again, or write a profile file and use 'optout init --from profile.yaml'.",
    )
