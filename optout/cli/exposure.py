"""``optout exposure``: where photos of the person are public, and how to have fewer of them."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress

if TYPE_CHECKING:
    from optout.catalog.catalog import Catalog
    from optout.exposure.exposure import Asked, Exposed, Exposure, Step
    from optout.people.subject import Subject
    from optout.running.installation import Installation
    from optout.running.own_addresses import OwnLooks
    from optout.running.roster import Enrolled
    from optout.storage.requests import RequestRow

_STATES = ("found", "reappeared", "submitted", "awaiting confirmation", "acknowledged", "verifying",
           "overdue", "escalated", "refused")  # fmt: skip
"""States of a request whose listing was seen and is not yet proven gone."""


_REMEMBERED = (
    "A step with a request is remembered there. Of the others nothing is kept but what a look shows "
    "(--look): whether you set something on a platform optout cannot see, and does not ask again."
)


@dataclass(frozen=True, slots=True)
class Whose:
    """``enrolled`` and ``opened``: their consent is there, so that their addresses may be looked at."""

    subject: "Subject" = field(repr=False)
    rows: tuple["RequestRow", ...] = ()
    enrolled: "Enrolled | None" = field(default=None, repr=False)
    opened: "Installation | None" = field(default=None, repr=False)


@click.command()
@click.option("--subject", "whose", metavar="FILE|ID", help="A profile, or an enrolled subject's id.")
@click.option("--look", is_flag=True, help="Look at each address now; only for who is enrolled.")
@json_option
def exposure(whose: str | None, look: bool, as_json: bool) -> None:
    """Say where photos of a subject are public, why that matters, and what makes them fewer.

    Without --look nobody is contacted. What was looked at is kept, as `optout find --past` tells.
    """
    from optout.catalog.catalog import load_catalog
    from optout.cli.session import settings
    from optout.exposure.exposure import exposure_of

    chosen = settings()
    catalog = load_catalog(chosen.providers, chosen.imported)
    with ExitStack() as closing:
        known = _whose(closing, whose)
        found = _looks(known) if look else None
    looks, evidence = (found.looks, found.evidence) if found else ({}, None)
    slugs = frozenset(one.slug for one in catalog)
    listed = _listed(known.rows, catalog)
    seen = exposure_of(known.subject, listed, looks, slugs, _asked(known.rows))
    emit(_value(seen, evidence), as_json, lambda: _words(seen, evidence, looked=bool(looks)))


def _whose(closing: ExitStack, whose: str | None) -> Whose:
    from optout.cli.session import installation, settings
    from optout.people.profile import read_profile
    from optout.running.finding_person import enrolled_as, is_set_up, only_one

    file = Path(whose) if whose and not (whose.startswith("s-") and not Path(whose).exists()) else None
    subject = read_profile(file) if file else None
    if subject is not None and not is_set_up(settings()):
        return Whose(subject)
    opened = closing.enter_context(installation())
    if subject is not None:
        person = enrolled_as(opened, subject)
        if person is None:
            return Whose(subject)
    else:
        person = opened.roster.get(whose) if whose else only_one(opened)
    return Whose(person.subject, _rows(opened, person.id), person, opened)


def _rows(opened: "Installation", subject_id: str) -> tuple["RequestRow", ...]:
    from optout.storage.requests import find_requests

    with opened.database.transaction(write=False) as tx:
        return tuple(find_requests(tx, subject_id=subject_id))


def _listed(rows: Sequence["RequestRow"], catalog: "Catalog") -> tuple[str, ...]:
    from optout.catalog.definition import Kind

    brokers = {one.slug for one in catalog if one.kind == Kind.DATA_BROKER}
    return tuple(row.provider for row in rows if row.state in _STATES and row.provider in brokers)


def _asked(rows: Sequence["RequestRow"]) -> dict[str, "Asked"]:
    """The last request to each provider."""
    from optout.exposure.exposure import Asked
    from optout.requests.state import State

    ordered = sorted(rows, key=lambda row: row.opened_at)
    return {row.provider: Asked(row.id, State(row.state)) for row in ordered}


def _looks(known: Whose) -> "OwnLooks | None":
    from optout.exposure.exposure import addresses_of
    from optout.running.own_addresses import look_at_own
    from optout.sites.photos import MOST

    if known.enrolled is None or known.opened is None:
        progress("Nobody was looked at: only the addresses of who is enrolled are (optout init).")
        return None
    progress(f"Looking at {min(MOST, len(addresses_of(known.subject)))} addresses of yours.")
    found = look_at_own(known.opened, known.enrolled)
    if found is None:
        progress("Nobody was looked at: the person's permission does not cover this day.")
    return found


def _value(seen: "Exposure", evidence: str | None) -> dict[str, object]:
    from optout.exposure.exposure import ENOUGH, WHY

    return {
        "public": seen.public,
        "unknown": seen.unknown,
        "enough": list(ENOUGH),
        "why": WHY,
        "places": [_place(one) for one in seen.places],
        "steps": list(seen.steps),
        "evidence": evidence,
    }


def _place(one: "Exposed") -> dict[str, object]:
    return {
        "place": one.place,
        "address": one.address,
        "platform": one.platform,
        "provider": one.provider,
        "shown": one.looked.shown,
        "photos": one.looked.photos,
        "refuses_training": one.looked.refuses,
        "why": one.looked.why,
    }


def _words(seen: "Exposure", evidence: str | None, looked: bool) -> str:
    from optout.exposure.exposure import WHY

    if not seen.places:
        return (
            "Your profile names no image, site or profile: add them (optout person set), then ask again."
        )
    lines = [f"{one.looked.shown.value:8} {_named(one)}" for one in seen.places]
    counted = (
        f"{seen.public} photos known to be public; {seen.unknown} places of which nothing is known."
    )
    lines += [counted if looked else "Nobody looked yet: optout exposure --look", "", WHY, ""]
    lines += [_step(number, step) for number, step in enumerate(seen.steps, 1)]
    if any(step.from_memory for step in seen.steps):
        lines.append("* from memory: nobody has looked whether the setting is still there.")
    lines.append(_REMEMBERED)
    lines += [f"Kept as evidence {evidence}."] if evidence else []
    return "\n".join(lines)


def _named(one: "Exposed") -> str:
    where = one.platform or one.place.value
    return f"{one.address or one.provider} ({where}; {one.looked.why})"


def _step(number: int, step: "Step") -> str:
    if step.request:
        done = f" Your request {step.request}: {step.state}."
    else:
        done = " Done, as seen." if step.done else ""
    command = f" {step.command}" if step.command else ""
    return f"{number}. {step.place}: {step.what}{'*' if step.from_memory else ''}{done}{command}"
