"""One attempt at a twin whose form has changed, and whether it ended as it should."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import tests.drift.additions
import tests.drift.cosmetic
import tests.drift.meaningful  # noqa: F401 - each lists its kinds
from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider, Tier
from optout.catalog.steps import WebStep, every_verb
from optout.channels.attempt import Capture, Record
from optout.channels.web.bounds import Bounds
from optout.people.facts import Facts
from optout.rehearsal.books import Books
from optout.rehearsal.recording import web_steps
from optout.rehearsal.room import Room
from optout.requests.actions import Action
from optout.requests.outcome import Answer, Outcome, Sent
from tests.drift.changing_site import ChangingSite
from tests.drift.kinds import KINDS, Kind

BOUNDS = Bounds(expect_s=0.8, navigation_s=5.0, attempt_s=20.0)


@dataclass(frozen=True)
class Case:
    slug: str
    kinds: tuple[str, ...]
    seed: int = 1

    @property
    def is_meaningful(self) -> bool:
        return any(KINDS[name].is_meaningful for name in self.kinds)


@dataclass(frozen=True)
class Ran:
    """``applied`` false: one of the kinds has nothing to change on this form."""

    case: Case
    applied: bool
    right: bool
    why: str


@dataclass(frozen=True)
class Usual:
    """What an attempt needs, and what reaches the twin where nothing has changed."""

    provider: Provider
    action: Action
    step: WebStep
    key: str
    facts: Facts
    listing: Record | None
    books: list[dict[str, str]]


class Drift:
    """Trials in one room; the usual run of each twin is made once."""

    def __init__(self, catalog: Catalog, room: Room) -> None:
        self._catalog = catalog
        self._room = room
        self._usual: dict[str, Usual] = {}

    async def run(self, case: Case) -> Ran:
        usual = await self.usual(case.slug)
        site: ChangingSite | None = None

        def change(app: object) -> ChangingSite:
            nonlocal site
            site = ChangingSite(
                app,  # type: ignore[arg-type]
                usual.provider.known_forms[usual.key],
                _in_order(case.kinds),
                f"{case.seed}/{case.slug}/{case.kinds}",
                usual.step.browser,
            )
            return site

        twin = self._room.place(case.slug, change)
        outcome, capture = await self._room.attempt(
            usual.provider, usual.action, usual.facts, usual.listing
        )
        assert site is not None
        right = (_is_stopped if case.is_meaningful else _is_sent)(outcome, capture, twin.books, usual)
        why = f"{outcome.answer} {outcome.failure} at {outcome.step}: {outcome.detail}"
        return Ran(case, site.applied, right, why)

    async def usual(self, slug: str) -> Usual:
        if slug not in self._usual:
            self._usual[slug] = await self._usually(self._catalog.get(slug))
        return self._usual[slug]

    async def _usually(self, provider: Provider) -> Usual:
        action, step, key = form_sent(provider)
        listing = await self._listing(provider) if action == Action.SUBMIT else None
        facts = self._room.facts(step.needs, listing)
        twin = self._room.place(provider.slug)
        outcome, _ = await self._room.attempt(provider, action, facts, listing)
        assert outcome.answer in (Answer.DONE, Answer.ABSENT), (provider.slug, outcome)
        books = reached(twin.books, action)
        assert books, provider.slug
        return Usual(provider, action, step, key, facts, listing, books)

    async def _listing(self, provider: Provider) -> Record | None:
        step = web_steps(provider).get(Action.SEARCH)
        if step is None:
            return None
        self._room.place(provider.slug)
        _, capture = await self._room.attempt(
            provider, Action.SEARCH, self._room.facts(step.needs), None
        )
        return self._room.own(capture.records)


def form_sent(provider: Provider) -> tuple[Action, WebStep, str]:
    """The first recorded form of the submission; of the search where that one needs a human."""
    for action, step in sorted(web_steps(provider).items(), key=lambda item: item[0] != Action.SUBMIT):
        keys = [f"{action}.{verb.id}" for verb in every_verb(step.flow)]
        known = [key for key in keys if key in provider.known_forms]
        needs_human = any(provider.known_forms[key].warnings for key in known)
        if known and not needs_human and action != Action.CONFIRM:
            return action, step, known[0]
    raise LookupError(provider.slug)


def drifting(catalog: Catalog) -> list[str]:
    """The providers with a twin and a recorded form that is sent without a human."""
    return [
        one.slug
        for one in catalog
        if one.tier != Tier.RETIRED and (catalog.folder(one.slug) / "twin").is_dir() and _sends(one)
    ]


def _sends(provider: Provider) -> bool:
    try:
        form_sent(provider)
    except LookupError:
        return False
    return True


def combinations(slugs: Sequence[str], seed: int, count: int, meaningful: bool) -> list[Case]:
    """``count`` cases of two or three kinds that do not take each other's effect away."""
    rng = random.Random(f"{seed}/{meaningful}")
    cosmetic = [kind for kind in KINDS.values() if not kind.is_meaningful]
    stopping = [kind for kind in KINDS.values() if kind.is_meaningful]
    cases: list[Case] = []
    while len(cases) < count:
        kinds = rng.sample(cosmetic, rng.choice((2, 3) if not meaningful else (1, 2)))
        kinds += [rng.choice(stopping)] if meaningful else []
        if not _clash(kinds):
            cases.append(Case(rng.choice(slugs), tuple(one.name for one in kinds), seed))
    return cases


def _clash(kinds: Sequence[Kind]) -> bool:
    names = {kind.name for kind in kinds}
    return any(names & kind.not_with for kind in kinds)


def _in_order(names: Sequence[str]) -> list[Kind]:
    """What changes looks comes first, because the other may take the form away."""
    return sorted((KINDS[name] for name in names), key=lambda kind: kind.is_meaningful)


def reached(books: Books, action: Action) -> list[dict[str, str]]:
    """The fields that reached the twin, submission by submission."""
    entries = books.received if action == Action.SUBMIT else books.searched
    return [one.fields for one in entries]


def _is_sent(outcome: Outcome, capture: Capture, books: Books, usual: Usual) -> bool:
    return outcome.answer in (Answer.DONE, Answer.ABSENT) and reached(books, usual.action) == usual.books


def _is_stopped(outcome: Outcome, capture: Capture, books: Books, usual: Usual) -> bool:
    """A form may show its parts one after the other: then what an unchanged part asked for was typed."""
    unsent = outcome.sent == Sent.NO and not reached(books, usual.action)
    is_later_part = outcome.step != usual.key.partition(".")[2]
    untold = not capture.disclosed or is_later_part
    return unsent and untold and outcome.answer in (Answer.UNRECOGNISED, Answer.PERSON)
