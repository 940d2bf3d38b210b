"""Which law a request rests on, and when it makes the provider answer."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from optout.catalog.definition import Provider
from optout.errors import WrongInput
from optout.people.subject import Subject
from optout.requests.events import VOLUNTARY
from optout.rights.choosing import Applies, applicable, conditional
from optout.rights.deadline import Deadlines, deadlines, late_from
from optout.rights.law import Law, Role, Wait
from optout.rights.table import is_valid, rows_of, slugs

_NONE = Deadlines(None, None, None, None)
_A_MOMENT = timedelta(microseconds=1)


def choose_law(
    subject: Subject, provider: Provider, on: date, wanted: str | None = None, role: Role = "person"
) -> str:
    """The slug of the law for a request: the one ``wanted``, else the strongest; ``VOLUNTARY`` for none.

    ``role``: who asks. Raises ``WrongInput`` for a wanted law that does not give this person this right
    here, or hears no agent: whatever a definition names, a law that does not protect is never used.
    """
    if wanted == VOLUNTARY:
        return VOLUNTARY
    usable = _by_letter(applicable(subject, provider, provider.right, on, role))
    if wanted is None:
        return usable[0].slug if usable else VOLUNTARY
    usable += _by_letter(conditional(subject, provider, provider.right, on, role))
    if wanted in {law.slug for law in usable}:
        return wanted
    known = ", ".join([*(law.slug for law in usable), VOLUNTARY])
    raise WrongInput(
        f"The law {wanted!r} gives the person no right to {provider.right.value} at {provider.slug}.",
        todo=f"Usable here: {known}",
    )


def law_of(
    chosen: str | None, subject: Subject, provider: Provider, on: date, role: Role = "person"
) -> Law | None:
    """The row of the law that was chosen, as it is on that day; None where it is none, or not valid.

    Whom it protects was judged when it was chosen: a request keeps its law when the person moves.
    ``chosen`` is None for a request that was planned before laws were chosen: the strongest then.
    """
    if chosen == VOLUNTARY:
        return None
    if chosen is None:
        usable = _by_letter(applicable(subject, provider, provider.right, on, role))
        return usable[0] if usable else None
    kept = rows_of(chosen) if chosen in slugs() else ()
    found = (one for one in kept if one.right == provider.right)
    return next((one for one in found if one.through is None and is_valid(one, on)), None)


def still_protects(law: str, subject: Subject, provider: Provider, on: date, role: Role) -> bool:
    """Whether the law could be chosen on that day: not where the person has moved away from it."""
    try:
        return choose_law(subject, provider, on, law, role) == law
    except WrongInput:
        return False


def deadlines_of(law: Law | None, provider: Provider, received: datetime) -> Deadlines:
    """The last moments in which the provider is in time; all None without a law.

    A wait in days ends with the end of its last day (UTC). The appeal's is counted as if the appeal
    arrived at ``received``.
    """
    if law is None:
        return _NONE
    found = deadlines(law, received, country=provider.country)
    return Deadlines(
        acknowledge_by=_to_the_end(found.acknowledge_by, law.acknowledge),
        answer_by=_to_the_end(found.answer_by, law.answer),
        extended_to=_to_the_end(found.extended_to, law.extended),
        appeal_answer_by=_to_the_end(found.appeal_answer_by, law.appeal),
    )


def _to_the_end(moment: datetime | None, wait: Wait | None) -> datetime | None:
    if moment is None or wait is None:
        return None
    return moment if wait.hours is not None else late_from(moment) - _A_MOMENT


def _by_letter(found: Iterable[Applies]) -> list[Law]:
    """Those that can be used by asking the provider itself."""
    return [one.law for one in found if one.law.through is None]
