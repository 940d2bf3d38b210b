"""Seeing that everything shows that has to show by now."""

from functools import partial

from optout.catalog.selectors import Check
from optout.catalog.steps import Verb
from optout.catalog.verbs import Sight
from optout.channels.web.controls import Seen
from optout.channels.web.looked import Looked
from optout.channels.web.seeking import Sought
from optout.channels.web.sights import binding, described, missing, show_without_selectors, sought_by
from optout.channels.web.verbs.expecting import DONE_WORDS, concluded, may_prove_absence
from optout.channels.web.walk import Walk
from optout.requests.outcome import Outcome


async def see(walk: Walk, verb: Verb) -> Outcome | None:
    """Wait for it, and conclude what it means."""
    sight = verb.see or Sight(every=(Check(text=" "),))
    checks = binding(sight.every)
    looked = await _looked(walk, checks, sight)
    if sight.means == "none" and _fits(walk, checks, sight, looked):
        await walk.visit.settle()  # a page may say "no results" until its script has fetched them
        looked = await _looked(walk, checks, sight)
    if walk.attempt.is_trial and walk.sending and walk.seen is None:
        await walk.turned(looked)
        looked = await _looked(walk, checks, sight)
    walk.seen = looked.seen
    if walk.sending:
        await walk.picture("after")
    if not _fits(walk, checks, sight, looked):
        return walk.judged(looked.seen, _missed(checks, looked))
    if sight.means is None:
        return None
    return concluded(walk, sight.means, partial(show_without_selectors, checks))


async def _looked(walk: Walk, checks: tuple[Check, ...], sight: Sight) -> Looked:
    for check in checks:
        if check.within:
            await walk.visit.reveal(Sought(check.within))
    return await walk.look(lambda looked: _fits(walk, checks, sight, looked), sought_by(checks))


def _fits(walk: Walk, checks: tuple[Check, ...], sight: Sight, looked: Looked) -> bool:
    seen = looked.seen
    allowed = may_prove_absence(seen) if sight.means == "none" else seen.status < 400
    proven = sight.means not in DONE_WORDS or _proves(walk, checks, seen)
    return allowed and proven and missing(checks, looked) is None


def _proves(walk: Walk, checks: tuple[Check, ...], seen: Seen) -> bool:
    """The form shown once more is proven to be received by words that it did not show before."""
    was_shown = partial(_was_shown, walk, checks)
    if walk.asks_again(seen):
        words = tuple(check for check in checks if check.at or check.text)
        old = walk.before is not None and _was_shown(walk, words, walk.before)
        return bool(words) and not old and walk.proves(seen, was_shown)
    return walk.proves(seen, was_shown)


def _was_shown(walk: Walk, checks: tuple[Check, ...], seen: Seen) -> bool:
    """What only selectors can tell, and was not looked for, counts as new."""
    also = walk.sought_before if seen is walk.before else ()
    return seen.status < 400 and missing(checks, Looked(seen, also)) is None


def _missed(checks: tuple[Check, ...], looked: Looked) -> str:
    check = missing(checks, looked)
    return f"the page does not show {described(check)}" if check else ""
