"""The files of a site, parsed once, and what they say to one agent or to everybody."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from optout.signals.ai_txt import AiTxt, read_ai_txt
from optout.signals.audit_license import of_licenses
from optout.signals.audit_pages import of_page, tdm_rules
from optout.signals.audit_reading import FileRead, PageRead, SiteRead, State
from optout.signals.audit_robots import of_ai_txt, of_header, of_robots, without_rules
from optout.signals.audit_statement import Said
from optout.signals.page_signals import values
from optout.signals.robots import Decision, Robots, decided, read
from optout.signals.tdmrep import TdmRule

EVERYBODY = "*"
_Groups = tuple[int, ...]
"""The lines at which an agent's groups begin, which tell them from all others."""


@dataclass(frozen=True, slots=True)
class Understood:
    """``site`` as it was read; a file that is not what its name says is unreadable in it.

    ``bare`` is robots.txt without its rules; ``named`` are agents with a group of their own, lower case.
    """

    site: SiteRead
    robots: Robots
    bare: Robots
    tdm: tuple[TdmRule, ...]
    ai: AiTxt | None
    named: frozenset[str]
    _groups: dict[str, _Groups] = field(default_factory=dict)
    _decisions: dict[tuple[_Groups, str], Decision] = field(default_factory=dict)
    _wishes: dict[tuple[_Groups, str], tuple[Said, ...]] = field(default_factory=dict)

    def decision(self, agent: str, url: str) -> Decision:
        """May the agent fetch ``url``, by what robots.txt says?"""
        key = self._groups_for(agent), url
        if key not in self._decisions:
            self._decisions[key] = decided(self.robots, agent, url)
        return self._decisions[key]

    def to_everybody(self, page: PageRead, agents: frozenset[str]) -> Iterator[Said]:
        """What holds of a page for whoever is not named anywhere, and what its header and tags say to
        one of ``agents`` (lower case)."""
        yield from self.to_agent(page.url, EVERYBODY)
        yield from of_page(page, self.tdm, agents)
        if page.state is State.SERVED:
            yield from of_header(values(page.headers, "content-usage"), page.url)
        yield from of_licenses(self.site.licenses, self.site.robots.text, page.url)

    def to_agent(self, url: str, agent: str) -> Iterator[Said]:
        """What robots.txt and ai.txt say about using ``url`` when this agent reads them."""
        yield from self._of_robots(url, agent)
        yield from of_ai_txt(self.ai, url, agent)

    def _of_robots(self, url: str, agent: str) -> tuple[Said, ...]:
        key = self._groups_for(agent), url
        if key not in self._wishes:
            self._wishes[key] = tuple(of_robots(self.bare, self.site.robots.text, url, agent))
        return self._wishes[key]

    def _groups_for(self, agent: str) -> _Groups:
        """Agents share groups, and a file may have very many: each question is decided once."""
        if agent not in self._groups:
            found = self.robots.groups_for(agent)
            self._groups[agent] = tuple(group.line for group in found)
        return self._groups[agent]


def understood(site: SiteRead) -> Understood:
    """Parses the files. Never raises."""
    tdm_file, tdm = tdm_rules(site.tdmrep)
    ai_file, ai = _ai_txt(site.ai_txt)
    robots = read(site.robots.text)
    known = replace(site, tdmrep=tdm_file, ai_txt=ai_file)
    named = frozenset(
        token.decode("ascii", "replace") for group in robots.groups for token in group.tokens
    )
    return Understood(known, robots, without_rules(robots), tdm, ai, named)


def _ai_txt(file: FileRead) -> tuple[FileRead, AiTxt | None]:
    if file.state is not State.SERVED:
        return file, None
    found = read_ai_txt(file.text)
    if found is None:
        return FileRead(
            State.UNREADABLE, why=f"{file.why}, but it is no ai.txt that is understood"
        ), None
    return file, found
