"""Opening a page of the definition, or the link from the mail."""

from urllib.parse import urlsplit

from optout.catalog.pages import Page
from optout.catalog.steps import Verb
from optout.channels.web.address import filled, personal_in
from optout.channels.web.controls import Seen
from optout.channels.web.judge import holds, shows
from optout.channels.web.link import may_follow
from optout.channels.web.walk import Walk
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome


async def open_page(walk: Walk, verb: Verb) -> Outcome | None:
    """Open it, and see that it is the page that was meant."""
    walk.entered.leave()
    return await (_follow_link(walk) if verb.open == "link" else _open(walk, verb.open or ""))


async def _open(walk: Walk, name: str) -> Outcome | None:
    page: Page = walk.provider.pages[name]
    if page.url is None:
        return walk.failed(Failure.LAYOUT_UNKNOWN, f"the page {name!r} has no address")
    address = filled(page.url, walk.facts)
    host = urlsplit(address).hostname or ""
    if not walk.provider.speaks_for(host):
        return walk.failed(Failure.OFF_DOMAIN, f"the page {name!r} is not on the provider's domains")
    for meaning in personal_in(page.url):
        if meaning in walk.facts:
            walk.disclose(meaning, host, walk.facts.one(meaning) or "")
    walk.begin(sends=False, opens=True)
    await walk.visit.open(address)
    return await see_opened(walk, page)


async def see_opened(walk: Walk, page: Page) -> Outcome | None:
    """Wait until it is the page that was meant; the outcome where it is another."""
    may_be_absent = _asks_for_absence(walk.rest[:1])
    looked = await walk.look(lambda one: _is_opened(page, one.seen, may_be_absent))
    walk.seen = looked.seen
    return None if _is_opened(page, looked.seen, may_be_absent) else walk.judged(looked.seen)


def _asks_for_absence(following: tuple[Verb, ...]) -> bool:
    return any(
        "none" in (verb.expect or {})
        or (verb.see and verb.see.means == "none")
        or (verb.extract and verb.extract.none)
        for verb in following
    )


def _is_opened(page: Page, seen: Seen, may_be_absent: bool) -> bool:
    """Some providers say "no results" with a 404: it counts where the next verb asks for that."""
    if page.sign is None:
        return (seen.status < 400 or (may_be_absent and seen.status == 404)) and not seen.is_empty
    return shows(page.sign, seen) or (may_be_absent and seen.status == 404 and holds(page.sign, seen))


async def _follow_link(walk: Walk) -> Outcome | None:
    link = walk.facts.one("x-confirm-link")
    if link is None:
        return walk.failed(Failure.FACT_MISSING, "there is no link to open")
    if not may_follow(link, walk.provider):
        return walk.failed(Failure.OFF_DOMAIN, "the mailed link does not lead where it should")
    confirms = walk.attempt.action == Action.CONFIRM
    if confirms and walk.attempt.stop_before_send:
        return Outcome(Answer.DONE, step=walk.at, detail="stopped before sending")
    walk.begin(sends=confirms, opens=True)
    await walk.visit.open(link)
    return None
