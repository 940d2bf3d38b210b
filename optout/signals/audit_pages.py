"""What a page says in its headers and tags, and what tdmrep.json says of it."""

from collections.abc import Iterable, Iterator

from optout.signals.audit_reading import FileRead, PageRead, State
from optout.signals.audit_statement import Place, Said, Signal, Statement, Unclear, Use, shortened
from optout.signals.page_signals import refusals, tdm_of_headers, tdm_of_metas, values
from optout.signals.tdmrep import NotTdmrep, TdmRule, TdmSaid, resolved, rule_for, rules

_TDM = "tdm-reservation"
_BY_PLACE = {"header": Signal.X_ROBOTS_TAG, "meta": Signal.META_ROBOTS}


def tdm_rules(file: FileRead) -> tuple[FileRead, tuple[TdmRule, ...]]:
    """The file and its rules; a file that is no TDMRep is unreadable, and says why."""
    if file.state is not State.SERVED:
        return file, ()
    try:
        return file, rules(file.text)
    except NotTdmrep as error:
        return FileRead(State.UNREADABLE, why=f"{file.why}, but {error}"), ()


def of_page(page: PageRead, tdm: tuple[TdmRule, ...], agents: frozenset[str]) -> Iterator[Said]:
    """All that headers, tags and TDMRep say of a page. ``agents`` are names of crawlers, lower case."""
    yield from _tdm_of_file(page.url, tdm)
    if page.state is State.SERVED:
        yield from _refusals(page, agents)
        yield from _tdm_of_page(page)


def tdm_holding(said: Iterable[Statement], url: str) -> TdmSaid | None:
    """What TDMRep says of a page when file, header and page are weighed; None where it says nothing."""
    found = {
        one.place: int(not one.allows) for one in said if one.signal is Signal.TDM and one.url == url
    }
    return resolved(found.get(Place.FILE), found.get(Place.HEADER), found.get(Place.META))


def _refusals(page: PageRead, agents: frozenset[str]) -> Iterator[Statement]:
    """``noimageai`` is about images alone, so on a page it does not speak for the text."""
    for one in refusals(page.headers, page.metas, agents):
        if one.name == "noai" or page.is_image:
            place = Place(one.place)
            where = f"the {one.place} of {page.url}"
            signal = _BY_PLACE[one.place]
            words = shortened(one.words)
            yield Statement(signal, place, Use.TRAIN, False, where, words, page.url, one.agent)


def _tdm_of_file(url: str, tdm: tuple[TdmRule, ...]) -> Iterator[Said]:
    rule = rule_for(tdm, url)
    if rule is not None:
        where = f"tdmrep.json, rule {rule.number}"
        yield _tdm(
            Place.FILE, rule.reservation, where, f"{rule.location}: {_TDM} {rule.reservation}", url
        )


def _tdm_of_page(page: PageRead) -> Iterator[Said]:
    found = (
        (Place.HEADER, values(page.headers, _TDM), tdm_of_headers(page.headers)),
        (Place.META, values(page.metas, _TDM), tdm_of_metas(page.metas)),
    )
    for place, said, value in found:
        if said:
            where = f"the {place} of {page.url}"
            yield _tdm(place, value, where, shortened(f"{_TDM}: {', '.join(said)}"), page.url)


def _tdm(place: Place, value: int | None, where: str, words: str, url: str) -> Said:
    if value is None:
        return Unclear(Signal.TDM, where, words, url)
    return Statement(Signal.TDM, place, Use.TRAIN, value == 0, where, words, url)
