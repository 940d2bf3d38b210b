"""Which laws a person can use against a provider, the strongest first.

A law applies because of where the person lives, or where the provider is; never because a definition
names it. The order is that of ``strength``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from optout.people.subject import Subject
from optout.requests.rights import Right
from optout.rights.jurisdictions import Residence, residence_of, within
from optout.rights.law import Law, Mark, Role, Wait
from optout.rights.table import is_valid, rows

_MARKS: tuple[Mark, ...] = ("statute", "official", "secondary", "unverified")
_DAYS_OF_A_MONTH = 30
_NEVER = float("inf")


class Recipient(Protocol):
    """Whom a request goes to, as far as laws look at it; a ``Provider`` is one.

    ``law`` is one that is known to bind it. It protects nobody whom it does not protect.
    """

    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def law(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Company:
    """A recipient that no definition describes."""

    name: str
    country: str | None = None
    kind: str | None = None
    law: str | None = None


@dataclass(frozen=True, slots=True)
class Applies:
    """A law that the person can use, and why, in one sentence.

    ``only_if``: what must be true besides, which only the person can know.
    """

    law: Law
    why: str
    at_home: bool
    only_if: str | None = None


def applicable(
    subject: Subject, provider: Recipient, right: Right, on: date, role: Role = "person"
) -> list[Applies]:
    """The laws that give this person that right against this provider on that day, strongest first.

    ``role`` says who asks: a law that lets no agent ask is none for an agent. Empty: no law of the table
    does, and a request is voluntary. Laws with a condition that only the person can know
    (``Law.only_if``) are not among them: see ``conditional``.
    """
    found = _every(subject, provider, right, on, role)
    return sorted((one for one in found if one.only_if is None), key=strength)


def conditional(
    subject: Subject, provider: Recipient, right: Right, on: date, role: Role = "person"
) -> list[Applies]:
    """The laws that would apply too, were their ``only_if`` true of the person; strongest first."""
    found = _every(subject, provider, right, on, role)
    return sorted((one for one in found if one.only_if is not None), key=strength)


def strength(applies: Applies) -> tuple[object, ...]:
    """What the order goes by; the smaller, the stronger.

    1. It can be used by asking the provider, not only through a mechanism of the state.
    2. It sets a time for the answer, and the shorter one (a month is taken as 30 days, 5 business
       days as a week); then the shorter time with an extension.
    3. It gives an appeal; a regulator hears complaints.
    4. It is the law of where the person lives, whose regulator is theirs.
    5. It is better known: its text was read, rather than words about it. Then by name.
    """
    law = applies.law
    return (
        law.through is not None,
        _length(law.answer),
        _length(law.extended or law.answer),
        law.appeal is None,
        law.regulator is None,
        not applies.at_home,
        _MARKS.index(law.mark),
        law.slug,
    )


def _length(wait: Wait | None) -> float:
    """In days, for comparing only."""
    if wait is None:
        return _NEVER
    if wait.hours is not None:
        return wait.hours / 24
    if wait.months is not None:
        return float(wait.months * _DAYS_OF_A_MONTH)
    return float(wait.days) if wait.days is not None else (wait.business_days or 0) * 7 / 5


def _every(
    subject: Subject, provider: Recipient, right: Right, on: date, role: Role
) -> Iterator[Applies]:
    home = residence_of(subject, on)
    for law in rows():
        if law.right != right or not is_valid(law, on):
            continue
        if not law.allows(role) or not _binds(law, provider):
            continue
        why = _why(law, home, provider)
        if why is not None:
            at_home = home is not None and within(law.jurisdiction, home)
            yield Applies(law, why, at_home, law.only_if)


def _binds(law: Law, provider: Recipient) -> bool:
    return not law.kinds or provider.kind in law.kinds or provider.law == law.slug


def _why(law: Law, home: Residence | None, provider: Recipient) -> str | None:
    """The reason in a sentence; None where the law does not apply."""
    if home is not None and within(law.jurisdiction, home):
        return f"You live in {home.code}, where it is the law; it binds {law.binds}."
    if law.protects == "residents" or provider.country is None:
        return None
    if not within(law.jurisdiction, Residence(provider.country)):
        return None
    where = f"{provider.name} is in {provider.country}, where it is the law for whoever asks"
    return f"{where}; it binds {law.binds}."
