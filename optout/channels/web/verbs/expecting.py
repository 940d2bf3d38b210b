"""Expecting one of several pages, and concluding what it means."""

from collections.abc import Callable, Mapping
from functools import partial

from optout.catalog.pages import Page
from optout.catalog.steps import Verb
from optout.channels.web.challenges import challenged
from optout.channels.web.controls import Seen
from optout.channels.web.judge import proves_absence, shows
from optout.channels.web.walk import Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

DONE_WORDS = ("submitted", "confirmed", "awaits-mail")


async def expect(walk: Walk, verb: Verb) -> Outcome | None:
    """Wait for one of the pages; two that show at once are none."""
    words = {str(word): page for word, page in (verb.expect or {}).items()}
    pages = {word: walk.provider.pages[page] for word, page in words.items()}
    looked = await walk.look(lambda one: bool(_holding(walk, pages, one.seen)))
    if "none" in _holding(walk, pages, looked.seen):
        await walk.visit.settle()  # a page may say "no results" until its script has fetched them
        looked = await walk.look(lambda one: bool(_holding(walk, pages, one.seen)))
    walk.seen = looked.seen
    if walk.sending:
        await walk.picture("after")
    holding = _holding(walk, pages, looked.seen)
    if not holding:
        return walk.judged(looked.seen)
    if len(holding) > 1:
        return walk.failed(Failure.LAYOUT_UNKNOWN, f"the signs of {', '.join(holding)} all hold")
    return concluded(walk, holding[0], partial(_shows, pages[holding[0]]))


def concluded(walk: Walk, word: str, is_list: Callable[[Seen], bool]) -> Outcome | None:
    """What follows from a word whose page shows; ``is_list`` knows that page again."""
    if word == "none":
        return Outcome(Answer.ABSENT, step=walk.at, sent=walk.sent())
    if word not in DONE_WORDS:
        walk.is_list = is_list if word == "found" else walk.is_list
        return None
    mail = walk.provider.mail if word == "awaits-mail" else None
    sent = walk.sent() if walk.attempt.is_trial else Sent.YES
    return Outcome(Answer.DONE, step=walk.at, awaits=mail.expects if mail else None, sent=sent)


def may_prove_absence(seen: Seen) -> bool:
    """Whether a page with this answer can be the provider's own "no results"."""
    return (seen.status < 300 or seen.status == 404) and not challenged(seen)


def _holding(walk: Walk, pages: Mapping[str, Page], seen: Seen) -> list[str]:
    return [word for word, page in pages.items() if _holds(walk, word, page, seen)]


def _holds(walk: Walk, word: str, page: Page, seen: Seen) -> bool:
    if word == "none":
        return _proves(page, seen)
    proven = word not in DONE_WORDS or walk.proves(seen, partial(_shows, page))
    return proven and _shows(page, seen)


def _proves(page: Page, seen: Seen) -> bool:
    """Nothing is proven by a page that nobody can recognise."""
    return page.sign is not None and proves_absence(page.sign, seen)


def _shows(page: Page, seen: Seen) -> bool:
    if page.sign is None:
        return seen.status < 400 and not seen.is_empty
    return shows(page.sign, seen)
