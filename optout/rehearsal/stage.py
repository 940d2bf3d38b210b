"""The stage of a rehearsal: twins on a local web, local mail, synthetic people, a virtual clock."""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.types import ASGIApp

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep, MailStep, SiteStep, WebStep
from optout.channels.mail.alias import alias_key
from optout.clock import VirtualClock
from optout.network import Mailbox, Network
from optout.people.subject import Subject
from optout.rehearsal.building import built
from optout.rehearsal.cast import Cast
from optout.rehearsal.closed_addresses import ClosedAddresses
from optout.rehearsal.lures import Lures
from optout.rehearsal.mail.local_mail import LocalMail
from optout.rehearsal.own_sites import OwnSites
from optout.rehearsal.people import namesakes, synthetic_people
from optout.rehearsal.takedowns import Takedowns
from optout.rehearsal.twin import Twin, World, person_key
from optout.rehearsal.web import LocalWeb

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMESAKES = (2, 5)
"""How many namesakes a person has, at least and at most."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Which providers, how many people, and the seed that decides names, timing and namesakes.

    With ``drafts``, a folder, letters are left there for the person to send; with ``plus_addresses``
    each provider is written to from an address of its own. ``people`` are on stage in the place of
    invented ones, whose namesakes stay; sites of their own they have none there.
    """

    subjects: int = 1
    seed: int = 1
    prefer_dovecot: bool = True
    drafts: Path | None = None
    plus_addresses: bool = False
    cast: Cast = field(default_factory=Cast)
    people: tuple[Subject, ...] = field(default=(), repr=False)


class Stage:
    """Builds the local world and takes it down again."""

    def __init__(self, catalog: Catalog, scene: Scene) -> None:
        self._scene = scene
        self.clock = VirtualClock(START)
        invented = synthetic_people(scene.seed, scene.subjects)
        self.people = list(scene.people) or invented
        self._strangers = _strangers(invented, scene.seed)
        self._closed, self._lures = ClosedAddresses(), Lures()
        owners = () if scene.people else self.people
        self._own_sites = OwnSites(owners, self.clock, _own_seed(scene.seed, "own sites"))
        self._folder: TemporaryDirectory[str] | None = None
        self.mail = LocalMail(
            on_letter=self._letter, refuses=self._closed.refuses, prefer_dovecot=scene.prefer_dovecot
        )
        self.providers = scene.cast.of(catalog)
        self._set_by_people: dict[str, str] = {}
        self.twins = self._twins(catalog, scene.seed)
        self.web = LocalWeb({**self._lures.sites, **self._own_sites.apps, **self._apps()})

    def start(self) -> Network:
        """Start everything; the network that leads here and nowhere else."""
        self.mail.start()
        self._folder = TemporaryDirectory(prefix="optout-sites-")
        self._own_sites.open(Path(self._folder.name))
        self.web.start()
        return Network(
            transport=self.web.transport,
            browser_args=self.web.browser_args,
            ignore_tls_errors=True,
            mailbox=self.mailbox,
            secrets={**dict(_settings(self.providers)), **self._set_by_people},
            sites=self._own_sites.folders(),
        )

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox of all subjects, with the scene's settings; of use while started."""
        drafts = self._scene.drafts
        return replace(
            self.mail.mailbox,
            send="smtp" if drafts is None else "drafts",
            drafts=drafts,
            plus_addresses=self._scene.plus_addresses,
            alias_key=alias_key(self._scene.seed.to_bytes(8, "big")),
        )

    def stop(self) -> None:
        self.web.stop()
        self.mail.stop()
        if self._folder is not None:
            self._folder.cleanup()

    def _apps(self) -> dict[str, ASGIApp]:
        """By domain. One that several providers share is answered by the one that is asked there."""
        silent_last = sorted(self.providers, key=_is_asked)
        return {domain: self.twins[p.slug].app for p in silent_last for domain in p.domains}

    def _twins(self, catalog: Catalog, seed: int) -> Mapping[str, Twin]:
        takedowns = Takedowns()
        twins: dict[str, Twin] = {}
        for provider in self.providers:
            world = World(
                clock=self.clock,
                post=self.mail.post,
                start=START,
                seed=_own_seed(seed, provider.slug),
                people=self.people,
                strangers=self._strangers,
                takedowns=takedowns,
                closed=self._closed,
                lures=self._lures,
                own_sites=self._own_sites,
                settings=self._set_by_people,
            )
            twins[provider.slug] = built(catalog, provider.slug, world)
        return twins

    def _letter(self, raw: bytes, recipient: str) -> None:
        """A letter reached a provider's address: its twin reads it."""
        host = recipient.rpartition("@")[2]
        there = [provider for provider in self.providers if provider.speaks_for(host)]
        for provider in sorted(there, key=lambda one: not isinstance(one.submit, MailStep)):
            self.twins[provider.slug].receive_mail(raw, self.clock.now())
            return
        raise LookupError("no provider has this address")


def _is_asked(provider: Provider) -> bool:
    """Whether anybody ever asks its own domains: not where only the people's own sites are read."""
    if isinstance(provider.submit, SiteStep):
        return provider.search is not None and not isinstance(provider.search, SiteStep)
    steps = (provider.search, provider.submit, provider.confirm)
    return any(isinstance(step, WebStep | ApiStep | SiteStep) for step in steps)


def _settings(providers: Sequence[Provider]) -> Iterator[tuple[str, str]]:
    """A key for every setting that a definition names; where it is an address, the provider's own."""
    for provider in providers:
        steps = (provider.search, provider.submit, provider.confirm)
        for step in (one for one in steps if isinstance(one, ApiStep)):
            yield from dict.fromkeys(step.settings, "rehearsal-key").items()
            if step.base_setting:
                yield step.base_setting, f"https://{provider.domains[0]}"


def _strangers(people: Sequence[Subject], seed: int) -> list[Subject]:
    """Namesakes of everybody, none of whom shares an address with anybody on stage."""
    rng = random.Random(_own_seed(seed, "strangers"))
    known = {person_key(person) for person in people}
    strangers: list[Subject] = []
    for person in people:
        for namesake in namesakes(person, rng, rng.randint(*NAMESAKES)):
            if person_key(namesake) not in known:
                known.add(person_key(namesake))
                strangers.append(namesake)
    return strangers


def _own_seed(seed: int, slug: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{slug}".encode()).digest()[:4], "big")
