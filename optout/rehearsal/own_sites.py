"""The people's own web sites in a rehearsal: served on their own domains, from folders on this machine.

What the site channel writes there is what is served, so a wish is really published or it is not. As
real sites do, these break now and then, also before anything was published; and a redeploy puts the old
files back, the first time with a day on which the site is broken: an error is no wish.
"""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from optout.clock import Clock
from optout.people.subject import Subject
from optout.rehearsal.own_site_pages import answering

Texts = Mapping[str, str]
Says = Callable[[Texts], bool]
Told = Callable[[str, bool, datetime], None]

FILES = ("robots.txt", "ai.txt", ".well-known/tdmrep.json")
BY_HAND_EVERY = 3
"""Of so many people one keeps their site elsewhere, and changes it by hand."""
_SETTLED = _BROKEN_AFTERWARDS = timedelta(days=1)
_PLAIN = "User-agent: *\nDisallow: /drafts/\n\nSitemap: https://{domain}/sitemap.xml\n"


@dataclass(slots=True)
class OwnSite:
    """One person's site. ``first`` is what a redeploy puts there again; the next one may break it."""

    person: str
    domain: str
    first: Texts
    redeploys: list[datetime]
    breaks: list[tuple[datetime, datetime, str]]
    folder: Path | None = None
    known: Texts = field(default_factory=dict)
    changed_at: datetime | None = None
    breaks_at_redeploy: bool = True

    def texts(self) -> Texts:
        if self.folder is None:
            return self.first
        found = ((name, self.folder / name) for name in FILES)
        return {name: path.read_text("utf-8") for name, path in found if path.is_file()}

    def put_up(self) -> None:
        """Leave exactly the first files in the folder."""
        for name in FILES:
            path = (self.folder or Path()) / name
            path.unlink(missing_ok=True)
            if name in self.first:
                path.write_text(self.first[name], "utf-8")

    def redeploy(self, now: datetime) -> None:
        """The next one that is due."""
        self.redeploys.pop(0)
        self.put_up()
        self.known = self.texts()
        if self.breaks_at_redeploy:
            self.breaks.append((now, now + _BROKEN_AFTERWARDS, "error page"))
            self.breaks_at_redeploy = False

    def fault(self, now: datetime) -> str | None:
        return next((kind for since, until, kind in self.breaks if since <= now < until), None)


class OwnSites:
    """All of them. ``listen`` is for twins whose robot reads them; ``folders`` is for the settings."""

    def __init__(
        self, people: Sequence[Subject] = (), clock: Clock | None = None, seed: int = 0
    ) -> None:
        self._clock = clock
        self._sites = {site.domain: site for site in self._built(people, random.Random(seed))}
        self._listeners: list[tuple[Says, Told, dict[str, bool]]] = []
        self._looking = threading.Lock()

    @property
    def apps(self) -> dict[str, ASGIApp]:
        """By domain."""
        return {domain: answering(partial(self._serve, site)) for domain, site in self._sites.items()}

    def open(self, folder: Path) -> None:
        """Lay every site's files below ``folder``."""
        for number, site in enumerate(self._sites.values()):
            site.folder = folder / f"site-{number}"
            (site.folder / ".well-known").mkdir(parents=True)
            site.put_up()
            site.known = site.texts()

    def folders(self) -> dict[str, Path]:
        """Of those whose files lie on this machine; the others' people write by hand."""
        kept = enumerate(self._sites.values(), start=BY_HAND_EVERY - 1)
        return {
            site.domain: site.folder for number, site in kept if site.folder and number % BY_HAND_EVERY
        }

    def listen(self, says: Says, told: Told) -> None:
        """``told(person, whether, when)`` when what is published begins or ceases to say it."""
        self._listeners.append((says, told, {}))

    def write_by_hand(self, person: str, file: str, lines: Sequence[str]) -> None:
        """The person adds lines at the end of a file of their own site."""
        for site in (one for one in self._sites.values() if one.person == person and one.folder):
            path = (site.folder or Path()) / file
            before = path.read_text("utf-8") if path.is_file() else ""
            path.write_text("\n".join([before, *lines, ""]), "utf-8")
            self._look(site)

    def _serve(self, site: OwnSite) -> tuple[Texts, str | None]:
        self._look(site)
        return site.known, site.fault(self._now())

    def _look(self, site: OwnSite) -> None:
        """Notice what was written; a redeploy that is due comes when nobody has just written."""
        with self._looking:
            now, texts = self._now(), site.texts()
            if texts != site.known:
                site.known, site.changed_at = texts, now
            elif site.redeploys and site.redeploys[0] <= now and _is_settled(site, now):
                site.redeploy(now)
            self._tell(site, now)

    def _tell(self, site: OwnSite, now: datetime) -> None:
        for says, told, before in self._listeners:
            said = says(site.known)
            if said != before.get(site.person, False):
                before[site.person] = said
                told(site.person, said, now)

    def _now(self) -> datetime:
        if self._clock is None:
            raise RuntimeError("there are no sites on this stage")
        return self._clock.now()

    def _built(self, people: Sequence[Subject], rng: random.Random) -> list[OwnSite]:
        return [_built(one, rng, self._now()) for one in people if one.sites]


def _built(subject: Subject, rng: random.Random, start: datetime) -> OwnSite:
    """Every other site has a robots.txt from the beginning."""
    domain = (urlsplit(subject.sites[0]).hostname or "").removeprefix("www.")

    def day(number: float) -> datetime:
        return start + timedelta(days=number)

    return OwnSite(
        person=subject.emails[0],
        domain=domain,
        first={"robots.txt": _PLAIN.format(domain=domain)} if rng.random() < 0.5 else {},
        redeploys=[day(rng.uniform(18, 24)), day(rng.uniform(66, 74))],
        breaks=[(day(0 if rng.random() < 0.5 else 1), day(3), "500"), (day(31), day(33), "error page")],
    )


def _is_settled(site: OwnSite, now: datetime) -> bool:
    return site.changed_at is None or now - site.changed_at >= _SETTLED
