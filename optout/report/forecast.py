"""Before anything leaves: who would be asked for what, and field by field who would learn what."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.learning import learning, untold
from optout.catalog.steps import AttestStep, HandStep, MailStep, SiteStep, Step, WebStep, hand_step
from optout.catalog.verbs import every_verb
from optout.people.accounts import has_account
from optout.people.disclosure import MissingFacts, facts_for
from optout.people.facts import IMPERSONAL, MEANINGS
from optout.people.subject import Subject
from optout.requests.events import VOLUNTARY
from optout.rights.law import Role
from optout.running.deadlines import choose_law
from optout.running.reading_back import unread_words

SENDER = "e-mail address of your mailbox (sender)"
"""What every letter tells its recipient, whatever its text says."""


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of fact that a step tells one recipient. ``have`` is whether the profile has it.

    ``if_opened``: only the person does the step; it is told where they open its page in our window.
    """

    step: str
    meaning: str
    words: str
    recipient: str
    required: bool
    have: bool
    if_opened: bool = False

    @property
    def line(self) -> str:
        optional = "" if self.required else " (optional)"
        opened = ", only if you open it" if self.if_opened else ""
        absent = "" if self.have else "  [not in your profile]"
        return f"{self.step}: {self.words}{optional} -> {self.recipient}{opened}{absent}"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a request to one provider would mean. No values appear, only kinds of facts.

    ``recipients`` are the domains that consent covers; each that ``told`` names is among them or
    below one.
    """

    provider: str
    name: str
    kind: str
    right: str
    law: str | None
    tier: str
    never_seen_live: str | None
    channel: str
    recipients: tuple[str, ...]
    also_loads_from: tuple[str, ...]
    told: tuple[Told, ...]
    missing: tuple[str, ...]
    exposes: str | None = None  # what the person would show there, such as a face
    look_first: date | None = None  # the day that its facts are of, where they have expired
    not_read_back: str | None = None  # what a read-back of it lacks, where it is done without one

    def as_json(self) -> dict[str, object]:
        """JSON values; for thousands ``dataclasses.asdict`` would take as long as all the rest."""
        plain: dict[str, object] = {name: getattr(self, name) for name in _FORECAST}
        told = [{name: getattr(one, name) for name in _TOLD} for one in self.told]
        return plain | {"told": told}


_FORECAST = tuple(one.name for one in fields(Forecast))
_TOLD = tuple(one.name for one in fields(Told))


class Having:
    """Which kinds of facts the profile has on a day; each is looked for once."""

    def __init__(
        self, subject: Subject, on: date, role: Role = "person", named: str | None = None
    ) -> None:
        self._subject = subject
        self._role = role
        self._named = named
        self._on = on
        self._known = {"x-listing-url": True}  # a search finds it
        self._laws: dict[tuple[object, ...], str] = {}

    def law(self, provider: Provider) -> str | None:
        """The law that was named, else the strongest that protects the person there, by slug.

        Found once for providers alike.
        """
        if self._named is not None:
            return None if self._named == VOLUNTARY else self._named
        alike = (provider.country, provider.kind, provider.law, provider.right)
        if alike not in self._laws:
            self._laws[alike] = choose_law(self._subject, provider, self._on, role=self._role)
        return None if self._laws[alike] == VOLUNTARY else self._laws[alike]

    @property
    def on(self) -> date:
        """The day."""
        return self._on

    @property
    def accounts(self) -> tuple[str, ...]:
        """The domains that the profile names accounts by."""
        return self._subject.accounts

    def account_at(self, domains: Collection[str]) -> bool:
        """Whether the profile shows an account at one of these domains."""
        return has_account(self._subject, domains)

    def __contains__(self, meaning: object) -> bool:
        name = str(meaning)
        if name not in self._known:
            self._known[name] = _has(self._subject, name, self._on)
        return self._known[name]


def forecast(
    subject: Subject,
    providers: Iterable[Provider],
    on: date,
    role: Role = "person",
    law: str | None = None,
    given: Collection[str] = (),
) -> list[Forecast]:
    """One forecast per provider, in the order given. ``role``: who would write.

    ``law``: the slug of the law that was chosen for all of them, or ``VOLUNTARY``; else the strongest.
    ``given``: the names of the settings that somebody gave.
    """
    having = Having(subject, on, role, law)
    told = ((_of(having, one), unread_words(one, subject, given, on)) for one in providers)
    return [replace(one, not_read_back=words) if words else one for one, words in told]


def _of(having: Having, provider: Provider) -> Forecast:
    told = tuple(_told(having, provider))
    return Forecast(
        provider=provider.slug,
        name=provider.name,
        kind=provider.kind.value,
        right=provider.right.value,
        law=having.law(provider),
        tier=provider.tier.value,
        never_seen_live=provider.never_seen_live,
        channel=provider.submit.channel,
        recipients=learning(provider).recipients,
        also_loads_from=provider.loads_from,
        told=told,
        missing=tuple(dict.fromkeys(one.meaning for one in told if one.required and not one.have)),
        exposes=provider.exposes,
        look_first=provider.as_of if provider.expires <= having.on else None,
    )


def _told(having: Having, provider: Provider) -> Iterator[Told]:
    steps = (("search", provider.search), ("submit", provider.submit), ("confirm", provider.confirm))
    for name, step in steps:
        if step is not None and not isinstance(step, HandStep | AttestStep | SiteStep):
            for recipient in _recipients(provider, step):
                yield from _told_to(recipient, having, name, step)
        yield from _told_with_them(having, provider, name, hand_step(step))


def _told_with_them(
    having: Having, provider: Provider, name: str, step: HandStep | None
) -> Iterator[Told]:
    """What a window of ours tells that the person opens: the page's host, and what its form loads."""
    if step is None or not step.tells:
        return
    loaded = provider.loads_from if step.fills else ()
    for recipient in dict.fromkeys((urlsplit(step.url).hostname or provider.domains[0], *loaded)):
        for told in _told_to(recipient, having, name, step):
            yield replace(told, if_opened=True)


def _told_to(recipient: str, having: Having, name: str, step: Step) -> Iterator[Told]:
    for meaning, need in step.needs.items():
        if meaning not in IMPERSONAL and meaning not in untold(step):
            required = need == "required"
            yield Told(name, meaning, MEANINGS[meaning], recipient, required, meaning in having)
    if isinstance(step, MailStep):
        yield Told(name, "email", SENDER, recipient, required=True, have=True)


def _has(subject: Subject, meaning: str, on: date) -> bool:
    try:
        return meaning in facts_for(subject, {meaning: "required"}, on=on)
    except MissingFacts:
        return False


def _recipients(provider: Provider, step: Step) -> tuple[str, ...]:
    """Every host that the step may tell something, by its definition; the provider's own first."""
    if isinstance(step, MailStep):
        return (step.to.rpartition("@")[2].lower(),)
    if not isinstance(step, WebStep):
        return provider.domains
    named = [_host(provider, page) for page in _pages(step)]
    followed = provider.domains if any(verb.open == "link" for verb in every_verb(step.flow)) else ()
    loaded = provider.loads_from if step.browser else ()
    return tuple(dict.fromkeys([*filter(None, named), *followed, *loaded])) or provider.domains


def _pages(step: WebStep) -> Iterator[str]:
    """The pages that the step opens or expects, in the order of its flow."""
    for verb in every_verb(step.flow):
        if verb.open and verb.open != "link":
            yield verb.open
        yield from (verb.expect or {}).values()


def _host(provider: Provider, page: str) -> str | None:
    return urlsplit(provider.pages[page].url or "").hostname
