"""The twin of a provider whose robot reads own sites: its books say who refused it from when on."""

import re
from collections.abc import Sequence
from datetime import datetime

from starlette.applications import Starlette

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Listed
from optout.rehearsal.own_sites import Texts
from optout.rehearsal.twin import World, person_key


class SiteTwin:
    """Lists a person while their own site does not refuse it.

    ``file`` and ``wanted`` are what a person writes by hand; ``says`` reads what is published, by rules
    of its own and simpler than those of the code that it checks.
    """

    file = "robots.txt"
    wanted: Sequence[str] = ()

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._own_sites = world.own_sites
        self.books.listed += [Listed(person_key(one), world.start) for one in world.people]
        world.own_sites.listen(self.says, self._published)
        self.app = Starlette()

    def says(self, texts: Texts) -> bool:
        """Whether these files refuse this provider's robot."""
        return all(re.search(pattern, texts.get(self.file, ""), re.M | re.I) for pattern in self.signs)

    @property
    def signs(self) -> tuple[str, ...]:
        """For each ``User-agent`` line that is wanted: it is there, and its group says so."""
        agents = [line for line in self.wanted if line.lower().startswith("user-agent")]
        return tuple(
            rf"^{re.escape(line)}$\n(?:(?!\n)(?!allow:)[^\n]*\n)*?disallow: /$" for line in agents
        )

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("a robot is not written to")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person wrote the lines into their own site."""
        self._own_sites.write_by_hand(person_key(subject), self.file, self.wanted)

    def _published(self, person: str, said: bool, at: datetime) -> None:
        ends, begins = self.books.listed, self.books.published
        if not said:
            ends, begins = begins, ends
        for period in ends:
            if period.person == person and period.until is None:
                period.until = at
        begins.append(Listed(person, at))


def refusing(*agents: str) -> tuple[str, ...]:
    """The lines that refuse these robots everything."""
    return tuple(line for agent in agents for line in (f"User-agent: {agent}", "Disallow: /"))
