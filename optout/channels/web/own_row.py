"""Which row of a result list is the person's own."""

import asyncio

from optout.catalog.reading import Rows
from optout.channels.web.rows import read_rows
from optout.channels.web.seeking import Sought
from optout.channels.web.walk import Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome


async def own_row(walk: Walk, rows: Rows) -> int | Outcome:
    """Its number, from 0; the outcome where no row is surely the person's.

    Of several that are, the one that fits best; of equals the first.
    """
    sought = Sought(rows.row)
    looked = await walk.look(lambda one: one.of(sought).count > 0, (sought,))
    if not looked.of(sought).count:
        return walk.judged(looked.seen, "there is no row in which to look")
    source = await walk.visit.source()
    read = await asyncio.to_thread(read_rows, source, looked.seen.url, rows)
    recognise = walk.attempt.recognise
    scores = [recognise(fields) if recognise else None for fields in read]
    fitting = {number: score for number, score in enumerate(scores) if score is not None}
    if not fitting:
        return walk.failed(Failure.POSSIBLE_MATCH, "no row is surely the person's own")
    return max(fitting, key=lambda number: fitting[number])
