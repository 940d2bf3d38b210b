"""What a site is to say to AI: training refused, and what the person chose about the rest. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from optout.channels.site.ai_txt_wish import AiTxtWish
from optout.channels.site.marked_part import preferences_in, tokens_in
from optout.channels.site.tdm_wish import TdmWish
from optout.signals.agents import Agent, Purpose
from optout.signals.audit_agents import COLLECTING
from optout.signals.robots_writing import with_groups
from optout.signals.snippets import headers
from optout.sites.changes import Written

_ANSWERING = frozenset((Purpose.SEARCH, Purpose.USER))
_USAGE: Mapping[bool | None, str] = {
    None: "train-ai=n",
    True: "train-ai=n, search=y",
    False: "train-ai=n",
}
_SIGNAL: Mapping[bool | None, str] = {
    None: "ai-train=no",
    True: "ai-train=no, search=yes, ai-input=yes",
    False: "ai-train=no, ai-input=no",
}
"""To refuse AI search is no ``search=no``: that would be said to every search engine."""


@dataclass(frozen=True, slots=True)
class Choices:
    """``search``: whether AI search and answers may use the site; None leaves it as it is.

    ``reserves_mining``: TDMRep reserves all text and data mining. ``licence``: the address of an RSL
    licence to name; without one a licence that was named before stays.
    """

    search: bool | None = None
    reserves_mining: bool = True
    licence: str = ""

    def wishes(self, agents: Sequence[Agent]) -> tuple[Written, ...]:
        """One for each file."""
        mining = (TdmWish(),) if self.reserves_mining else ()
        return (_Robots(self.search, tuple(agents), self.licence), AiTxtWish(), *mining)

    def headers(self) -> dict[str, str]:
        """The header lines that every answer should have."""
        return headers(content_usage=_USAGE[self.search], reserves_mining=self.reserves_mining)


@dataclass(frozen=True, slots=True)
class _Robots:
    """The marked part of a robots.txt for a choice; what other wishes wrote there stays."""

    search: bool | None
    agents: tuple[Agent, ...]
    licence: str = ""
    file: str = "robots.txt"

    def added_to(self, text: str) -> str:
        said = preferences_in(text)
        wanted = replace(
            said,
            content_usage=_chosen(said.content_usage, _USAGE[self.search], self.search),
            content_signal=_chosen(said.content_signal, _SIGNAL[self.search], self.search),
            license_url=self.licence or said.license_url,
        )
        return with_groups(text, self._refused(tokens_in(text)), wanted)

    def _refused(self, known: Sequence[str]) -> tuple[str, ...]:
        """What was refused before stays so; but a choice for AI search lets its crawlers in."""
        answering = {one.token.lower() for one in self.agents if one.purpose in _ANSWERING}
        kept = [one for one in known if not (self.search and one.lower() in answering)]
        refused = COLLECTING | _ANSWERING if self.search is False else COLLECTING
        return tuple(
            dict.fromkeys([*kept, *(one.token for one in self.agents if one.purpose in refused)])
        )


def _chosen(said: str, wanted: str, search: bool | None) -> str:
    """The labels wanted; of those said before, the others, unless the choice is about them."""
    replaced = {_name(part) for part in wanted.split(",")}
    if search is not None:
        replaced |= {"search", "ai-input"}
    others = [part.strip() for part in said.split(",") if part.strip() and _name(part) not in replaced]
    return ", ".join([*others, *(part.strip() for part in wanted.split(","))])


def _name(part: str) -> str:
    return re.split(r"[=;\s]", part.strip(), maxsplit=1)[0].lower()
