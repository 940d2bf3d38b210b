"""Reading a result list, or the provider's own proof that there is none."""

from functools import partial

from optout.catalog.reading import Extract
from optout.catalog.steps import Verb
from optout.channels.attempt import Record
from optout.channels.web.controls import Seen
from optout.channels.web.listing import ListReader
from optout.channels.web.looked import Looked
from optout.channels.web.seeking import Sought
from optout.channels.web.verbs.expecting import may_prove_absence
from optout.channels.web.walk import Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome


async def read_list(walk: Walk, verb: Verb) -> Outcome | None:
    """Rows count on a page that said "found", or where the definition knows an empty list too."""
    how = verb.extract
    if how is None or not (walk.is_list or how.none or walk.provider.origin):
        return walk.failed(Failure.LAYOUT_UNKNOWN, "rows are read only off a page that said found")
    if walk.is_list is not None:
        return await _read(walk, how, walk.seen or (await walk.look(lambda _: True)).seen)
    looked = await _list_or_none(walk, how)
    if looked.seen.status >= 400 and not (how.none and _says_none(looked, how)):
        return walk.judged(looked.seen)
    if not _has_rows(looked, how) and not _says_none(looked, how):
        return walk.judged(looked.seen, "there are neither rows nor the sign that there are none")
    return await _read(walk, how, looked.seen)


async def _list_or_none(walk: Walk, how: Extract) -> Looked:
    also = tuple(Sought(selector) for selector in (how.row, how.none) if selector)

    def is_drawn(looked: Looked) -> bool:
        return _shows_rows(looked, how) or _says_none(looked, how)

    looked = await walk.look(is_drawn, also)
    if not _shows_rows(looked, how) and _says_none(looked, how):
        await walk.visit.settle()  # a page may say "no results" until its script has fetched them
        looked = await walk.look(is_drawn, also)
    return looked


async def _read(walk: Walk, how: Extract, seen: Seen) -> Outcome:
    is_list = walk.is_list or _is_answered
    reader = ListReader(walk.visit, walk.provider, how, is_list, partial(_may_fit, walk))
    listing = await reader.read(seen)
    if not listing.records:
        return await _none_read(walk, how, listing.proves_none and may_prove_absence(seen))
    walk.capture.records.extend(listing.records)
    detail = "; ".join(listing.gaps)
    return Outcome(Answer.DONE, step=walk.at, detail=detail, complete=not listing.gaps)


async def _none_read(walk: Walk, how: Extract, is_proven: bool) -> Outcome:
    """Rows in a frame or in a shadow tree show, and are not in the page's source."""
    looked = await walk.look(lambda _: True, (Sought(how.row),))
    if _shows_rows(looked, how):
        return walk.judged(looked.seen, "rows show that cannot be read")
    if not is_proven:
        return walk.judged(looked.seen, "no row, and no proof that there is none")
    return Outcome(Answer.ABSENT, step=walk.at)


def _may_fit(walk: Walk, record: Record) -> bool:
    may_be_of = walk.attempt.may_be_of
    return may_be_of is None or may_be_of(record.fields)


def _is_answered(seen: Seen) -> bool:
    return seen.status < 400


def _has_rows(looked: Looked, how: Extract) -> bool:
    return looked.of(Sought(how.row)).count > 0


def _shows_rows(looked: Looked, how: Extract) -> bool:
    return looked.of(Sought(how.row)).shown


def _says_none(looked: Looked, how: Extract) -> bool:
    return bool(how.none) and looked.of(Sought(how.none or "")).shown
