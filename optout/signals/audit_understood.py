"""The files of a site, parsed once, and what they say to one agent or to everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from optout.signals.ai_txt import AiTxt, read_ai_txt
from optout.signals.audit_license import of_licenses
from optout.signals.audit_pages import of_page, tdm_rules
from optout.signals.audit_reading import FileRead, PageRead, SiteRead, State
from optout.signals.audit_robots import of_ai_txt, of_header, of_robots, without_rules
from optout.signals.audit_statement import Said
from optout.signals.page_signals import values
from optout.signals.robots import Robots, read
from optout.signals.tdmrep import TdmRule

EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class Understood:
    """``site`` as it was read; a file that is not what its name says is unreadable in it."""

    site: SiteRead
    robots: Robots
    bare: Robots
    tdm: tuple[TdmRule, ...]
    ai: AiTxt | None
    _wishes: dict[tuple[str, tuple[int, ...]], tuple[Said, ...]] = field(default_factory=dict)

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
        """Agents share groups, and a file may have very many lines: each group is read once."""
        key = url, tuple(group.line for group in self.bare.groups_for(agent))
        if key not in self._wishes:
            self._wishes[key] = tuple(of_robots(self.bare, self.site.robots.text, url, agent))
        return self._wishes[key]

    def named(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Those of the agents that have a group of their own in robots.txt."""
        return tuple(
            token
            for token in tokens
            if any(token.lower().encode() in group.tokens for group in self.robots.groups)
        )


def understood(site: SiteRead) -> Understood:
    """Parses the files. Never raises."""
    tdm_file, tdm = tdm_rules(site.tdmrep)
    ai_file, ai = _ai_txt(site.ai_txt)
    robots = read(site.robots.text)
    known = replace(site, tdmrep=tdm_file, ai_txt=ai_file)
    return Understood(known, robots, without_rules(robots), tdm, ai)


def _ai_txt(file: FileRead) -> tuple[FileRead, AiTxt | None]:
    if file.state is not State.SERVED:
        return file, None
    found = read_ai_txt(file.text)
    if found is None:
        return FileRead(
            State.UNREADABLE, why=f"{file.why}, but it is no ai.txt that is understood"
        ), None
    return file, found
