"""Runs one step of a definition on another start page, to see whether the definition fits it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from urllib.parse import quote, urlsplit, urlunsplit

from optout.catalog.definition import Provider
from optout.catalog.known_form import KnownForm
from optout.catalog.pages import Page
from optout.catalog.steps import HandStep, ParentStep, WebStep
from optout.catalog.verbs import every_verb
from optout.channels.attempt import Attempt, Capture
from optout.channels.web.own_machine import is_own_machine
from optout.errors import WrongInput
from optout.matching.listing import Listing
from optout.matching.name_in_facts import may_be_of
from optout.matching.record_listing import listing_of
from optout.people.disclosure import MissingFacts, facts_for
from optout.people.subject import Subject
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.attempting import Runs
from optout.running.recognising import recogniser

_SAFE = ":/?&=#%+@!$,;~'()*[]-._"


@dataclass(frozen=True, slots=True)
class Trial:
    """What is to be tried. ``start`` stands for the step's first page; ``listing`` is its address."""

    provider: Provider
    action: Action
    subject: Subject = field(repr=False)
    start: str = field(repr=False)
    at: datetime
    listing: str | None = field(default=None, repr=False)
    stop_before_send: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it, with what was read, filled and pressed on the way."""

    outcome: Outcome
    capture: Capture
    listings: tuple[Listing, ...] = field(default=(), repr=False)


def refuse_unusable(what: str, url: str) -> None:
    """Raises ``WrongInput`` where ``what`` is not the address of a page."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise WrongInput(
            f"{what} is not a web address.",
            kept="Nothing was opened.",
            todo="Write http://HOST/PATH or https://HOST/PATH.",
        )


def is_on_this_machine(url: str) -> bool:
    """Whether the address of a page leads to this machine itself, so that nothing leaves it."""
    return is_own_machine(urlsplit(url).hostname or "")


def try_step(trial: Trial, runs: Runs) -> Tried:
    """Run the step. Raises ``WrongInput`` for a step that is not done on pages."""
    step = trial.provider.search if trial.action == Action.SEARCH else trial.provider.submit
    if isinstance(step, ParentStep):
        return Tried(Outcome(Answer.DONE, detail="nothing is done here: its parent is asked"), Capture())
    if isinstance(step, HandStep):
        by_hand = Outcome(Answer.PERSON, Failure.BY_HAND, detail=" ".join(step.instructions))
        return Tried(by_hand, Capture())
    if not isinstance(step, WebStep):
        raise WrongInput(f"This step of {trial.provider.slug} is not done on web pages.")
    return _tried(trial, step, runs)


def _tried(trial: Trial, step: WebStep, runs: Runs) -> Tried:
    try:
        facts = facts_for(trial.subject, step.needs, on=trial.at.date(), listing_url=trial.listing)
    except MissingFacts as missing:
        detail = "missing: " + ", ".join(missing.meanings)
        return Tried(Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail), Capture())
    attempt = Attempt(
        id="try",
        provider=relocated(trial.provider, step, trial.start),
        action=trial.action,
        facts=facts,
        at=trial.at,
        reference="try",
        recognise=recogniser(trial.subject, trial.at.date()),
        may_be_of=partial(may_be_of, facts),
        stop_before_send=trial.stop_before_send,
        is_trial=trial.provider.origin is not None,
    )
    capture = Capture()
    outcome = _of_a_page(runs.prepare(step) or runs.run(step, attempt, capture))
    read = (listing_of(one.fields, one.key, trial.at.date()) for one in capture.records)
    return Tried(outcome, capture, tuple(read))


def _of_a_page(outcome: Outcome) -> Outcome:
    """Who tries a definition on a page knows that it is there: an empty one does not fit."""
    empty = outcome.failure == Failure.EMPTY_PAGE
    return replace(outcome, answer=Answer.UNRECOGNISED) if empty else outcome


def relocated(provider: Provider, step: WebStep, start: str) -> Provider:
    """The provider as if the step began at ``start``.

    Where that is not one of its own domains, its other pages are looked for there too, and nothing
    is loaded from elsewhere: nothing of a trial elsewhere reaches the real site.
    """
    parts = urlsplit(start)
    opened = [verb.open for verb in every_verb(step.flow) if verb.open and verb.open != "link"]
    away = not provider.speaks_for(parts.hostname or "")
    pages = {
        name: _moved(page, parts.scheme, parts.netloc) if away else page
        for name, page in provider.pages.items()
    }
    if opened:
        first = pages[opened[0]]
        pages[opened[0]] = first.model_copy(update={"url": quote(start, safe=_SAFE)})
    forms = _led_to(provider.known_forms, parts.scheme, parts.netloc) if away else provider.known_forms
    hosts = {"domains": ((parts.hostname or ""),), "loads_from": ()} if away else {}
    return provider.model_copy(update={"pages": pages, **hosts}).knowing(forms)


def _moved(page: Page, scheme: str, netloc: str) -> Page:
    if page.url is None:
        return page
    parts = urlsplit(page.url)
    return page.model_copy(
        update={"url": urlunsplit((scheme, netloc, parts.path, parts.query, parts.fragment))}
    )


def _led_to(forms: Mapping[str, KnownForm], scheme: str, netloc: str) -> dict[str, KnownForm]:
    """The same forms, as if their targets were on the other host."""
    return {
        press: replace(form, target=_elsewhere(form.target, scheme, netloc))
        for press, form in forms.items()
    }


def _elsewhere(target: str, scheme: str, netloc: str) -> str:
    parts = urlsplit(target)
    return urlunsplit((scheme, netloc, parts.path, "", "")) if parts.netloc else target
