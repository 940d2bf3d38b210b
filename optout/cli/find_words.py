"""What ``optout find`` says: the values of its JSON, and a table for each place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from optout.catalog.catalog import Catalog
from optout.cli.find_choice import Choice
from optout.clock import SystemClock
from optout.people.facts import MEANINGS
from optout.people.subject import Subject
from optout.requests.verdict import Verdict
from optout.running.finding_places import lacking, recipients, things_for
from optout.running.finding_shards import things_in_shards
from optout.running.finding_verdicts import Found, Thing

_SAID: Mapping[Verdict, str] = {
    Verdict.PRESENT: "is there",
    Verdict.ABSENT: "is not there (proven)",
    Verdict.UNPROVEN: "was not seen (not proven)",
    Verdict.BLOCKED: "the place refused to answer",
    Verdict.ERROR: "no answer",
}
_OPTED = {False: "is not opted out there", True: "is opted out there (read back)"}


def value(found: Found) -> dict[str, object]:
    """One entry of the JSON list."""
    return {
        "provider": found.provider,
        "thing": found.thing,
        "verdict": found.verdict.value,
        "evidence": found.evidence,
        "detail": dict(found.detail),
    }


def words(found: Sequence[Found], catalog: Catalog, enrolled: bool) -> str:
    """A table for each place, then what to do next."""
    lines: list[str] = []
    for (provider, place), group in groupby(found, key=lambda one: (one.provider, one.detail["place"])):
        name = catalog.get(provider).name if provider in catalog else "Local files"
        lines += ["", f"{name} ({place})", *_rows(group)]
    if any(one.detail.get("simulated") for one in found):
        lines += ["", "Simulated: stand-ins on this machine answered, and nothing left it."]
    todo = dict.fromkeys(str(one.detail["todo"]) for one in found if "todo" in one.detail)
    lines += ["", "What to do next:", *(f"  {each}" for each in todo)] if todo else []
    if not enrolled:
        lines += ["", "Nothing was kept as evidence: that is done for enrolled subjects only."]
    return "\n".join(lines).strip()


def _rows(place: Iterable[Found]) -> Iterator[str]:
    """Thing by thing; what several have in common stands once, below the last of them."""
    for told, group in groupby(place, key=_told):
        yield from (f"  {_thing(one)}" for one in group)
        yield from (f"    {line}" for line in told)


def _thing(found: Found) -> str:
    return found.thing if found.thing is not None else "nothing of yours to look for"


def _told(found: Found) -> tuple[str, ...]:
    why = found.detail.get("words") if found.verdict != Verdict.PRESENT else None
    lines = (
        f"{_verdict(found)}{_editions(found)}",
        why,
        found.evidence and f"evidence {found.evidence}",
    )
    return tuple(str(line) for line in lines if line)


def _verdict(found: Found) -> str:
    opted = [one["opted_out"] for one in _looks(found) if "opted_out" in one]
    known = found.verdict in (Verdict.PRESENT, Verdict.ABSENT) and bool(opted)
    if found.thing is None and found.verdict == Verdict.ERROR:
        return "was not asked"
    return _OPTED[all(opted)] if known else _SAID[found.verdict]


def _editions(found: Found) -> str:
    named = [
        str(one["edition"])
        for one in _looks(found)
        if one.get("edition") and one.get("verdict") == found.verdict.value
    ]
    return f": {', '.join(dict.fromkeys(named))}" if named else ""


def _looks(found: Found) -> Sequence[Mapping[str, Any]]:
    looks = found.detail.get("editions", [])
    return looks if isinstance(looks, list) else []


def plan(subject: Subject, choice: Choice, secrets: Mapping[str, str]) -> list[dict[str, object]]:
    """Of each place whom it would tell what, at most. Nobody is asked."""
    today = SystemClock().now().date()
    places: list[dict[str, object]] = [
        {
            "provider": one.slug,
            "place": one.find,
            "recipients": list(recipients(one, secrets)),
            "tells": _tells(things_for(subject, one, today)),
            "lacks": dict(lacking(one, secrets)),
        }
        for one in choice.places
    ]
    local: list[dict[str, object]] = [
        {
            "provider": one.provider,
            "place": f"{one.kind}:{one.path}",
            "recipients": [],
            "tells": [],
            "lacks": {},
            "looks_for": _tells(things_in_shards(subject, today)),
        }
        for one in choice.shards
    ]
    return [*places, *local]


def _tells(things: Sequence[Thing]) -> list[dict[str, str]]:
    return [{"meaning": one.meaning, "thing": one.value} for one in things]


def planned(plan: Sequence[Mapping[str, Any]]) -> str:
    """The dry run in words."""
    lines = ["Nobody was asked. At most this would be told:"]
    for one in plan:
        whom = ", ".join(one["recipients"]) or "nobody: these files are on this machine"
        lines += ["", f"{one['place']}, to {whom}"]
        lines += [f"  {MEANINGS[each['meaning']]}: {each['thing']}" for each in one["tells"]]
        lines += [f"  lacks the setting {name}: {words}" for name, words in one["lacks"].items()]
        if one["recipients"] and not one["tells"]:
            lines.append("  nothing: your profile has nothing that is looked for there")
    return "\n".join(lines)
