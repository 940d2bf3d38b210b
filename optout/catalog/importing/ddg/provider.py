"""A broker of the format as a provider of ours."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from math import ceil

from optout.catalog.definition import (
    CadenceHints,
    ExpectedMail,
    Kind,
    Mirror,
    Origin,
    Provider,
    Source,
    Tier,
)
from optout.catalog.importing.ddg.actions import Action, EmailConfirmation
from optout.catalog.importing.ddg.addresses import host_of
from optout.catalog.importing.ddg.broker import Broker, MirrorSite
from optout.catalog.importing.ddg.flow import Writing, flow_of
from optout.catalog.importing.ddg.needs import needs_of
from optout.catalog.importing.ddg.notes import notes_on
from optout.catalog.importing.ddg.seeing import shown
from optout.catalog.importing.faults import Unusable, at
from optout.catalog.importing.slugs import slug_of
from optout.catalog.pages import Page
from optout.catalog.steps import HandStep, ParentStep, Step, WebStep
from optout.catalog.verbs import Sight, Verb, Word, every_verb
from optout.requests.rights import Right

CATALOG = "DuckDuckGo broker definitions"
LICENCE = "Apache-2.0"
NEVER_SEEN_LIVE = "Imported, never run here; those who wrote it may have seen it work."

_CODE = r"(?i)(?:\b(?:code|pin|passcode)\b\D{0,80}|\b(?=\d{4,8} is your\b))(?<!\d)(\d{4,8})(?!\d)"

Parents = Callable[[str], str | None]
"""From a domain to the slug of the provider that has it; None where there is none."""


def provider_of(broker: Broker, file: str, parents: Parents, today: date) -> Provider:
    """The whole definition. Raises ``Unusable`` with the place of what cannot be said in one."""
    return Translation(broker, parents).provider(file, today)


class Translation:
    """The parts of one broker's definition, which share its pages."""

    def __init__(self, broker: Broker, parents: Parents) -> None:
        self._broker = broker
        self._parent = parents(broker.parent) if broker.parent else None
        self._pages: dict[str, Page] = {}
        self._confirm: Step | None = None

    def provider(self, file: str, today: date) -> Provider:
        broker = self._broker
        search, submit = self._search(), self._submit()
        with at(""):
            return Provider(
                slug=slug_of(broker.url),
                name=broker.name,
                kind=Kind.DATA_BROKER,
                country="US",
                domains=self._domains(),
                parent=self._parent,
                mirrors=tuple(_mirror(site) for site in broker.mirror_sites),
                origin=_origin(broker, file),
                tier=Tier.IMPORTED if broker.removed_at is None else Tier.RETIRED,
                retired_because=_retired(broker),
                right=Right.DELETE,
                tracks="listing",
                pages=self._pages,
                search=search,
                submit=submit,
                mail=self._mailed(),
                confirm=self._confirm,
                codes=self._codes(search, submit),
                cadence=_cadence(broker),
                sources=(_source(broker, file, today),),
                never_seen_live=NEVER_SEEN_LIVE,
                notes=notes_on(broker, (search, submit, self._confirm), self._parent, self._domains()),
            )

    def _mailed(self) -> ExpectedMail | None:
        """The format does not say from where; a link elsewhere than to these domains is not followed."""
        if self._confirm is None:
            return None
        return ExpectedMail(senders=self._domains(), expects="link", link_path="/")

    def _codes(self, *steps: Step) -> ExpectedMail | None:
        """Nor does it say what a code looks like: the digits that a mail calls one."""
        steps = (*steps, self._confirm) if self._confirm else steps
        flows = (step.flow for step in steps if isinstance(step, WebStep))
        if not any(verb.await_mail == "code" for flow in flows for verb in every_verb(flow)):
            return None
        return ExpectedMail(senders=self._domains(), expects="code", code=_CODE)

    def _search(self) -> Step:
        place = _place(self._broker, "scan")
        step = self._web_step("search", place, self._broker.scan.actions)
        if not any(verb.extract for verb in every_verb(step.flow)):
            raise Unusable(place, "a scan without extract finds nobody")
        return step

    def _submit(self) -> Step:
        step = self._broker.opt_out
        if step.opt_out_type == "parentSiteOptOut":
            return ParentStep(channel="parent") if self._parent else _by_hand(self._broker)
        place = _place(self._broker, "optOut")
        mailed = [n for n, one in enumerate(step.actions) if isinstance(one, EmailConfirmation)]
        if not mailed:
            return self._web_step("opt-out", place, step.actions, "submitted")
        cut = mailed[0]
        submit = self._web_step("opt-out", place, step.actions[:cut], "awaits-mail")
        rest = step.actions[cut + 1 :]
        self._confirm = self._web_step("confirmation", place, rest, "confirmed", first=cut + 1)
        return submit

    def _web_step(
        self,
        page: str,
        place: str,
        actions: Sequence[Action],
        means: Word | None = None,
        first: int = 0,
    ) -> WebStep:
        """A flow of its own, which for ``means`` says so at its end. ``first``: the actions' place."""
        writing = Writing(page)
        opened = (writing.verb("open", place, open="link"),) if means == "confirmed" else ()
        flow = _ending((*opened, *flow_of(actions, writing, place, first)), means)
        if means == "awaits-mail":
            flow = (*flow, writing.verb("await_mail", place, await_mail="link"))
        self._pages |= writing.pages
        with at(place):
            return WebStep(channel="web", needs=needs_of(flow, self._pages), flow=flow)

    def _domains(self) -> tuple[str, ...]:
        """The broker's own, and every other that its pages are on."""
        hosts = (host_of(page.url, "") for page in self._pages.values() if page.url)
        own = self._broker.url
        others = {host for host in hosts if host != own and not host.endswith("." + own)}
        return (own, *sorted(others))


def _ending(flow: tuple[Verb, ...], means: Word | None) -> tuple[Verb, ...]:
    """The last thing that must be seen is the sign that it worked."""
    if means is None or not flow or flow[-1].see is None:
        return flow
    seen = Sight(every=shown(flow[-1].see.every), means=means)
    return (*flow[:-1], flow[-1].model_copy(update={"see": seen}))


def _by_hand(broker: Broker) -> HandStep:
    """The parent is in no catalog here, so only the person can ask there."""
    return HandStep(
        channel="hand",
        url=broker.opt_out_url,
        instructions=(
            f"{broker.name} takes down what {broker.parent} takes down: ask there.",
            f"There is no definition of {broker.parent} here, so nobody else can do it for you.",
        ),
        minutes=10,
    )


def _mirror(site: MirrorSite) -> Mirror:
    return Mirror(
        name=site.name,
        domain=site.url,
        opt_out_url=site.opt_out_url,
        added_on=_day(site.added_at) if site.added_at is not None else None,
        removed_on=_day(site.removed_at) if site.removed_at is not None else None,
    )


def _origin(broker: Broker, file: str) -> Origin:
    return Origin(
        catalog=CATALOG,
        licence=LICENCE,
        file=file,
        version=broker.version,
        added_on=_day(broker.added_datetime),
        opt_out_url=broker.opt_out_url,
    )


def _cadence(broker: Broker) -> CadenceHints:
    hours = broker.scheduling_config
    return CadenceHints(
        first_recheck_days=ceil(hours.confirm_opt_out_scan / 24),
        recheck_days=ceil(hours.maintenance_scan / 24),
        retry_hours=hours.retry_error,
        max_attempts=None if hours.max_attempts == -1 else hours.max_attempts,
    )


def _source(broker: Broker, file: str, today: date) -> Source:
    return Source(
        what=f"{CATALOG}: {file}, version {broker.version}", url=broker.opt_out_url, as_of=today
    )


def _retired(broker: Broker) -> str | None:
    if broker.removed_at is None:
        return None
    return f"The {CATALOG} removed it on {_day(broker.removed_at)}."


def _day(millis: int) -> date:
    return datetime.fromtimestamp(millis / 1000, UTC).date()


def _place(broker: Broker, kind: str) -> str:
    number = next(n for n, step in enumerate(broker.steps) if step.step_type == kind)
    return f"steps.{number}.actions"
