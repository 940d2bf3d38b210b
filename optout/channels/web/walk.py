"""Walks a definition's flow, verb by verb, until an outcome is known."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import chain
from time import monotonic

from optout.catalog.rules_of_flows import MAX_DEPTH, MAX_VERBS
from optout.catalog.steps import Verb, WebStep
from optout.catalog.verbs import VERBS, every_verb
from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.channels.web.answers import failed
from optout.channels.web.challenges import challenged
from optout.channels.web.controls import Seen
from optout.channels.web.entered import Entered
from optout.channels.web.filling import Entry, value_of
from optout.channels.web.gate import Sending
from optout.channels.web.judge import judge
from optout.channels.web.looked import Looked
from optout.channels.web.no_answer import asks_again, no_answer
from optout.channels.web.seeking import Sought
from optout.channels.web.visit import Visit
from optout.http import Unanswered
from optout.people.facts import IMPERSONAL
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

Doing = Callable[["Walk", Verb], Awaitable[Outcome | None]]
"""Does one verb; the outcome where the flow ends with it."""

_RETRYING_S = 60.0
_TURN_S = 1.0
_CERTAINTY = (Sent.NO, Sent.MAYBE, Sent.YES)
_MAY_CHANGE = (Failure.LAYOUT_UNKNOWN, Failure.FORM_CHANGED)


class Walk:
    """One flow on one visit, and all that its verbs share.

    ``at`` is the id of the verb being done. ``seen`` is the last reading while nothing was pressed
    since. ``is_list`` knows the pages of a result list, once one said "found". ``facts`` are the
    attempt's, and what the flow was mailed meanwhile. ``limit`` is the attempt's time, which stands
    still while a mail is awaited. ``note``: what changed in the last form without any effect.
    ``before`` is the page as it was when the last press was made, and answers ``sought_before``.
    """

    def __init__(
        self,
        visit: Visit,
        attempt: Attempt,
        step: WebStep,
        capture: Capture,
        doing: Mapping[str, Doing],
        limit: asyncio.Timeout | None = None,
    ) -> None:
        self.visit = visit
        self.attempt = attempt
        self.provider = attempt.provider
        self.step = step
        self.capture = capture
        self.facts = attempt.facts
        self.seen: Seen | None = None
        self.entered = Entered()
        self.is_list: Callable[[Seen], bool] | None = None
        self.sending = False
        self.before: Seen | None = None
        self.sought_before: Sequence[Sought] = ()
        self.note = ""
        self.at = step.flow[0].id
        self._doing = doing
        self._limit = limit
        self._already = Sent.NO
        self._unpictured = ""
        self._counts = False
        self._effects: int | None = None
        self._has_left = False
        self._opens = False
        self._ahead: list[tuple[Verb, ...]] = []
        self._done = 0

    async def run(self) -> Outcome:
        """The outcome of the flow; never raises for what the site or the network did."""
        try:
            self._require_facts()
        except Unanswered as error:
            return self.failed(error.failure, error.detail)
        outcome = await self.follow(self.step.flow) or await self._ended()
        said = (outcome.detail, self.note, self._unpictured)
        return replace(outcome, detail="; ".join(filter(None, said)))

    async def follow(self, flow: Sequence[Verb]) -> Outcome | None:
        """Do these verbs; the outcome where one of them ends the walk."""
        if len(self._ahead) > MAX_DEPTH:
            return self.failed(Failure.LAYOUT_UNKNOWN, "the flow's branches are too deep")
        self._ahead.append(())
        try:
            for place, verb in enumerate(flow):
                self._ahead[-1] = tuple(flow[place + 1 :])
                self.at = verb.id
                outcome = await self._tried(verb)
                if outcome is not None:
                    return outcome
        finally:
            self._ahead.pop()
        return None

    @property
    def rest(self) -> tuple[Verb, ...]:
        """What follows after this verb, the nearest first; branches are not looked into."""
        return tuple(chain.from_iterable(reversed(self._ahead)))

    async def look(
        self,
        until: Callable[[Looked], bool],
        also: Sequence[Sought] = (),
        patience_s: float | None = None,
    ) -> Looked:
        """See ``Visit.look``. Raises ``Unanswered`` (layout-unknown) for a selector that is none."""

        def is_enough(seen: Seen) -> bool:
            looked = Looked(seen, also)
            return not looked.is_valid or until(looked)

        looked = Looked(await self.visit.look(is_enough, also, patience_s), also)
        if not looked.is_valid:
            raise Unanswered(Failure.LAYOUT_UNKNOWN, "a selector of the definition is none")
        if self.attempt.look_at is not None:
            self.capture.last_seen = looked.seen
        return looked

    async def picture(self, name: str) -> None:
        """Keep one as evidence; that there is none is noted, and changes nothing."""
        if not await self.visit.picture(name):
            self._unpictured = "a picture of the page could not be taken"

    async def answered(self) -> Outcome | None:
        """Wait for the answer to what was sent; the outcome where it is none, or nothing was sent."""
        if not self.sending or self.seen is not None:
            return self._unsent()
        try:
            looked = await self.look(
                lambda one: self.visit.sent() == Sent.YES and not self._no_answer(one.seen)
            )
            if self.attempt.is_trial:
                looked = await self.turned(looked)
        except Unanswered as error:
            return self.failed(error.failure, error.detail)
        self.seen = looked.seen
        wrong = self._no_answer(looked.seen) if self.sent() != Sent.NO else None
        return self.failed(*wrong) if wrong else self._unsent()

    async def turned(self, looked: Looked) -> Looked:
        """The page that comes of the press, where a trial may go on with the one before it."""
        if self.before is None or self.before.document != looked.seen.document:
            return looked
        old = self.before.document
        return await self.look(lambda one: one.seen.document != old, looked.also, _TURN_S)

    def asks_again(self, seen: Seen) -> bool:
        """Whether the page is the form once more, which was sent. In a trial it may stay as it is."""
        same = self.before is not None and self.before.document == seen.document
        stays = same and self.attempt.is_trial
        return self.sent() != Sent.NO and not stays and asks_again(seen, self.entered, self.before)

    def _no_answer(self, seen: Seen) -> tuple[Failure, str] | None:
        entered = self.entered if self.asks_again(seen) else Entered()
        return no_answer(seen, entered, self.before)

    def _unsent(self) -> Outcome | None:
        """A trial is done where everything was done as described, and says that nothing left."""
        is_moot = self.attempt.is_trial or not self.attempt.action.has_effect
        if is_moot or self.sent() != Sent.NO:
            return None
        return self.failed(Failure.FORM_CHANGED, "the press sent nothing")

    def begin(self, *, sends: bool, opens: bool = False) -> None:
        """The visit presses or opens something next, which may have an effect."""
        self._already = self.sent()
        self._has_left = self._has_left or (not self._opens and self.visit.sent() != Sent.NO)
        self._opens = opens
        self.sending = self.sending or sends
        tells = self.attempt.action.has_effect and self.entered.is_any
        self._counts = self._counts or sends or (tells and not opens)
        self._effects = None
        self.seen = None

    def enter(self) -> None:
        """The page's scripts can read and send what is typed next."""
        self._already = self.sent()
        self._effects = self.visit.effects if self.attempt.action.has_effect else None

    def proves(self, seen: Seen, was_shown: Callable[[Seen], bool]) -> bool:
        """Whether a receipt on the page can be the answer to what this flow did.

        Not where a challenge is beside it, where nothing has left, or where this document showed
        it before the press (``was_shown``).
        """
        has_left = self._has_left or self.visit.sent() != Sent.NO
        is_old = (
            self.before is not None and self.before.document == seen.document and was_shown(self.before)
        )
        return (self.attempt.is_trial or (has_left and not is_old)) and not challenged(seen)

    def sent(self) -> Sent:
        """Whether something with an effect has left by now.

        That is what any press sent after something was entered, and what a script of the page sent
        meanwhile: nobody knows what for.
        """
        pressed = self.visit.sent() if self._counts else Sent.NO
        by_page = self._effects is not None and self.visit.effects > self._effects
        sure = (self._already, pressed, Sent.MAYBE if by_page else Sent.NO)
        return max(sure, key=_CERTAINTY.index)

    def tell(self, told: Sequence[Entry], host: str) -> None:
        """Note what ``host`` learns, each fact once."""
        for entry in told:
            known = Disclosed(entry.meaning, host, entry.fact) in self.capture.disclosed
            if entry.meaning not in IMPERSONAL and not known:
                self.disclose(entry.meaning, host, entry.fact)

    def disclose(self, meaning: str, host: str, value: str) -> None:
        self.capture.disclosed.append(Disclosed(meaning, host, value))

    def judged(self, seen: Seen, detail: str = "") -> Outcome:
        """What an unexpected page means; ``detail`` says what was missed on a layout not known."""
        failure, words = judge(seen)
        return self.failed(failure, detail if detail and failure == Failure.LAYOUT_UNKNOWN else words)

    def failed(self, failure: Failure, detail: str) -> Outcome:
        return failed(failure, self.at, detail, self.sent())

    def refused(self, refusal: Outcome) -> Outcome:
        """The gate's refusal, also where an earlier verb (the mailed link) has sent something."""
        return replace(refusal, sent=self.sent())

    def set_aside(self, refusal: Outcome, _sending: Sending) -> Outcome | None:
        """The gate's refusal of typing; None where a person at the browser judges it."""
        return refusal

    @asynccontextmanager
    async def timeless(self) -> AsyncIterator[None]:
        """The attempt's time stands still meanwhile."""
        until = self._limit.when() if self._limit else None
        if self._limit is None or until is None:
            yield
            return
        left = until - asyncio.get_running_loop().time()
        self._limit.reschedule(None)
        try:
            yield
        finally:
            self._limit.reschedule(asyncio.get_running_loop().time() + left)

    async def _tried(self, verb: Verb) -> Outcome | None:
        """What came of the verb, tried again as its definition says while nothing was sent."""
        deadline = monotonic() + _RETRYING_S
        for left in range(verb.retry.times if verb.retry else 0, -1, -1):
            outcome = await self._outcome_of(verb)
            pause = verb.retry.every_s if verb.retry else 0.0
            may_change = outcome is not None and outcome.failure in _MAY_CHANGE
            if not (left and may_change and self.sent() == Sent.NO) or monotonic() + pause > deadline:
                break
            await asyncio.sleep(pause)
            self.seen = None
        return outcome

    async def _outcome_of(self, verb: Verb) -> Outcome | None:
        self._done += 1
        if self._done > MAX_VERBS:
            return self.failed(Failure.LAYOUT_UNKNOWN, "the flow has too many steps")
        name = next(name for name in VERBS if getattr(verb, name) is not None)
        try:
            return await self._doing[name](self, verb)
        except Unanswered as error:
            return self.failed(error.failure, error.detail)

    def _require_facts(self) -> None:
        """A code that the flow itself awaits comes later."""
        mailed = {"x-code"} if any(verb.await_mail for verb in every_verb(self.step.flow)) else set()
        needs = self.step.needs if self.attempt.look_at is None else {}
        for meaning, how in needs.items():
            if how == "required" and meaning not in mailed and value_of(meaning, self.facts) is None:
                raise Unanswered(Failure.FACT_MISSING, f"no {meaning} in the profile")

    async def _ended(self) -> Outcome:
        """What a search has read is its result; everything else needs a sign."""
        if self.is_list is not None:
            return Outcome(Answer.DONE, step=self.at)
        return await self.answered() or self.without_sign()

    def without_sign(self, awaits: str | None = None) -> Outcome:
        """The end of a flow at which no sign was seen: a page that nobody knows is not done.

        A trial is done where every verb was done as described.
        """
        if self.attempt.is_trial:
            return Outcome(Answer.DONE, step=self.at, awaits=awaits, sent=self.sent())
        return self.failed(Failure.LAYOUT_UNKNOWN, "the flow ended without any sign")
