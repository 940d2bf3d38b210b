"""A twin that is searched by address: whom one looks for stands in the path or the query."""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from optout.rehearsal.broker import Broker
from optout.rehearsal.forms import Filled
from optout.rehearsal.results import ResultList

_BETWEEN = re.compile(r"[-+ ]")
Parts = Mapping[str, str]


def parts(**meanings: str) -> Parts:
    """What each part of the address means: ``state="address-level1"``.

    A part may hold two facts: ``"given-name family-name"`` with a hyphen, plus sign or space between
    them, ``"address-level2,address-level1"`` with a comma.
    """
    return meanings


class PeopleSearch(Broker):
    """``asks``: what the address of a search says; ``shows``: what comes of it."""

    asks: Parts
    shows: ResultList

    async def results(self, request: Request) -> Response:
        return self.shows.page(self.site, self.search(self.asked(request)))

    def asked(self, request: Request) -> Filled:
        """The parts of the address as if each had been a control of a form."""
        given = {**request.query_params, **request.path_params}
        told = [
            (part, meaning, value.strip())
            for part, meant in self.asks.items()
            for meaning, value in _parted(meant, str(given.get(part, "")))
        ]
        fields = {f"{part} {meaning}": value for part, meaning, value in told if value}
        meanings = {f"{part} {meaning}": meaning for part, meaning, value in told if value}
        return Filled(fields, meanings, honeypots=0, token="", problems=())


def _parted(meant: str, value: str) -> list[tuple[str, str]]:
    if "," in meant:
        return list(zip(meant.split(","), value.rsplit(",", 1), strict=False))
    meanings = meant.split()
    return list(zip(meanings, _split(value, len(meanings)), strict=False))


def _split(value: str, most: int) -> list[str]:
    return [value] if most == 1 else _BETWEEN.split(value, maxsplit=most - 1)
