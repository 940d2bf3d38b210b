"""Walks a flow with a person at the window: what only they can do is theirs, and so is every press."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from playwright.async_api import Error as PlaywrightError

from optout.catalog.steps import Verb
from optout.channels.web.answers import failed
from optout.channels.web.challenges import challenged
from optout.channels.web.controls import Seen
from optout.channels.web.gate import Sending, leads_astray
from optout.channels.web.handed_words import by_hand, handed
from optout.channels.web.verbs.opening import see_opened
from optout.channels.web.walk import Walk
from optout.channels.web.watching import Over, Watch
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

_FOR_A_PERSON = frozenset(
    {
        Failure.CHALLENGE,
        Failure.LOGIN_WALL,
        Failure.BY_HAND,
        Failure.FORM_CHANGED,
        Failure.LAYOUT_UNKNOWN,
        Failure.FACT_MISSING,
        Failure.POSSIBLE_MATCH,
    }
)
_IN_THE_WAY = frozenset({Failure.CHALLENGE, Failure.LOGIN_WALL})
_MARGIN_S = 60.0
Step = Callable[[], Awaitable[Outcome | None]]


class AssistedWalk(Walk):
    """The program goes as far as it may. Then it only reads, and types what the definition names.

    ``why`` is what the person was asked for: it is asked again where they leave it undone.
    """

    def __init__(self, watch: Watch, why: Failure, *given: Any) -> None:
        super().__init__(*given)
        self.attempt = replace(self.attempt, stop_before_send=True)
        self._watch = watch
        self._why = why
        self._handed: Outcome | None = None
        self._awaits_press = False
        self._by_hand: list[str] = []
        self._says_so = False
        every = (value for meaning in self.facts for value in self.facts.every(meaning))
        watch.wire.departures.entered(every)

    async def run(self) -> Outcome:
        """See ``Walk``; also when the window is closed, at whatever moment."""
        try:
            outcome = await super().run()
            if outcome.failure == Failure.OWN_FAULT and await self._watch.is_closed():
                raise Over("the window was closed")
        except Over as over:
            outcome = self._unfinished(over)
        except asyncio.CancelledError:
            outcome = self._stopped()
        except PlaywrightError:
            if not await self._watch.is_closed():
                raise
            outcome = self._unfinished(Over("the window was closed"))
        self._tell_what_was_typed(outcome)
        return replace(outcome, detail="; ".join(filter(None, (outcome.detail, self._account()))))

    def set_aside(self, refusal: Outcome, sending: Sending) -> Outcome | None:
        """A check, or a changed form, is for the person to judge; not one that leads elsewhere."""
        judged = refusal.failure in (Failure.CHALLENGE, Failure.FORM_CHANGED)
        return leads_astray(sending) if judged else refusal

    async def _tried(self, verb: Verb) -> Outcome | None:
        if self._handed is not None:
            return await self._with_the_person(verb)
        outcome = await self._by_program(verb)
        if self._handed is not None or outcome is None or not self._is_for_the_person(verb, outcome):
            return outcome
        await self._hand_over(verb, outcome)
        return await self._taken_up(verb, outcome)

    async def _by_program(self, verb: Verb) -> Outcome | None:
        """Opening the mailed link is not the press that sends: it is done, as it would be alone."""
        attempt = self.attempt
        if verb.open == "link":
            self.attempt = replace(attempt, stop_before_send=False)
        try:
            outcome = await super()._tried(verb)
        finally:
            self.attempt = attempt
            self.tell(self.entered.typed, self._watch.wire.host)
        if outcome is None and verb.fill:
            self._leave_to_hand(verb, self._left_out(verb))
        return outcome

    def _left_out(self, verb: Verb) -> list[str]:
        """What the form should ask for and, changed as it is, was not understood to."""
        typed = {one.meaning for one in self.capture.filled}
        needed = [one for one in verb.meanings if self.step.needs.get(one) == "required"]
        return [one for one in needed if one not in typed]

    def _is_for_the_person(self, verb: Verb, outcome: Outcome) -> bool:
        stopped = outcome.answer == Answer.DONE and bool(verb.targets)
        return stopped or (outcome.sent == Sent.NO and outcome.failure in _FOR_A_PERSON)

    async def _hand_over(self, verb: Verb, outcome: Outcome) -> None:
        self._handed = outcome
        if self._limit is not None:
            left = self._watch.seconds + _MARGIN_S
            self._limit.reschedule(asyncio.get_running_loop().time() + left)
        await self.picture("before")
        await self._anew()
        changed = self.capture.forms[-1] if self.capture.forms else None
        for line in handed(outcome, verb, self.rest, changed):
            self._watch.tell(line)

    async def _anew(self) -> None:
        """What the person does from here on may be what sends; what shows by now answers nothing."""
        self.before = await self._as_it_shows()
        self.begin(sends=self.attempt.action.has_effect)
        self._watch.begin()

    async def _as_it_shows(self) -> Seen | None:
        """None where nothing can be read: then no receipt can be known to be new."""
        try:
            return (await self.look(lambda _: True)).seen
        except Unanswered:
            return None

    def proves(self, seen: Seen, was_shown: Callable[[Seen], bool]) -> bool:
        """See ``Walk``. In a window the sign is new, and a form was sent since the turn began."""
        if self._handed is None or not self.attempt.action.has_effect:
            return super().proves(seen, was_shown)
        is_new = self.before is not None and not was_shown(self.before)
        shows_now = is_new and was_shown(seen) and not challenged(seen)
        self._says_so = self._says_so or shows_now
        return shows_now and self.visit.sent() == Sent.YES

    async def _taken_up(self, verb: Verb, outcome: Outcome) -> Outcome | None:
        """The verb that was stopped, now that the person is there."""
        if verb.open:
            return await self._opened(verb) if outcome.failure in _IN_THE_WAY else None
        if verb.fill or verb.choose:
            self._leave_to_hand(verb, verb.meanings)
            return None
        return await self._with_the_person(verb)

    async def _opened(self, verb: Verb) -> Outcome | None:
        """Whatever stood before the page is passed once the page shows; nothing was sent so far."""
        page = self.provider.pages.get(verb.open or "")
        outcome = await self._until(lambda: see_opened(self, page)) if page else None
        if outcome is None:
            await self._anew()
        return outcome

    async def _with_the_person(self, verb: Verb) -> Outcome | None:
        if verb.click:
            self._awaits_press = True
            self._watch.tell(f"Then press {verb.pressing!r}." if verb.pressing else "Then send it.")
            return None
        if verb.hand_over:
            if verb.hand_over.say:
                self._watch.tell(verb.hand_over.say)
            return None
        if verb.expect or verb.see or verb.extract or verb.await_mail == "link":
            return await self._until(lambda: Walk._tried(self, verb))
        await self._pressed()
        if verb.await_mail:
            self._watch.tell(f"Look for the mail with the {verb.await_mail}, and enter it yourself.")
            return None
        return await self._gone_on(verb)

    async def _gone_on(self, verb: Verb) -> Outcome | None:
        """What does not fit is the person's to do; what the flow concludes stays concluded."""
        outcome = await self._by_program(verb)
        if outcome is None and verb.fill and self._watch.wire.departures.went_on:
            await self._anew()  # what left before this form was filled does not prove that it was sent
        if outcome is None or outcome.failure not in _FOR_A_PERSON:
            return outcome
        if verb.open and outcome.failure in _IN_THE_WAY:
            return await self._opened(verb)
        if verb.fill or verb.choose:
            self._leave_to_hand(verb, verb.meanings)
        return None

    async def _pressed(self) -> None:
        """Wait until the person has sent what was to be sent before this."""
        while self._awaits_press and not self._watch.wire.departures.went_on:
            await self._watch.pause()
        self._awaits_press = False
        self.seen = None

    def _leave_to_hand(self, verb: Verb, meanings: Sequence[str]) -> None:
        self._by_hand += [one for one in meanings if one in self.facts]
        for line in by_hand(verb, meanings, self.facts):
            self._watch.tell(line)

    async def _until(self, doing: Step) -> Outcome | None:
        """Again and again, until the page shows what is expected. Of the tries only the last is kept."""
        while True:
            pictures, forms, done = len(self.capture.screenshots), len(self.capture.forms), self._done
            outcome = await doing()
            if self._is_an_end(outcome):
                return outcome
            if self._watch.is_lost:
                return self._lost(outcome)
            del self.capture.screenshots[pictures:], self.capture.forms[forms:]
            self._done = done
            self.seen = None
            await self._watch.pause()

    def _is_an_end(self, outcome: Outcome | None) -> bool:
        """A page that says "submitted" says it of something: nothing counts before a form was sent."""
        if outcome is None:
            return True
        if outcome.answer == Answer.DONE:
            return not self.attempt.action.has_effect or self.visit.sent() == Sent.YES
        return outcome.answer == Answer.ABSENT

    def _lost(self, outcome: Outcome | None) -> Outcome | None:
        """The page must be given up; what it said last, unless that is done without a proof."""
        done = outcome is not None and outcome.answer == Answer.DONE
        return self._unfinished(Over("the page was lost")) if done else outcome

    async def _ended(self) -> Outcome:
        if self._handed is None:
            return await super()._ended()
        return await self._until(self._ended_alone) or self._unfinished(Over("the flow ended"))

    async def _ended_alone(self) -> Outcome:
        return await super()._ended()

    def _stopped(self) -> Outcome:
        """Ctrl-C in the terminal ends the watch as closing the window does; the time's end does not."""
        task = asyncio.current_task()
        if task is None or (self._limit is not None and self._limit.expired()):
            raise asyncio.CancelledError
        task.uncancel()
        return self._unfinished(Over("you stopped it"))

    def _unfinished(self, over: Over) -> Outcome:
        """Left undone, it is asked again; what left is in doubt, for no known page answered it."""
        if self.sent() == Sent.NO and not (self._says_so and self._watch.wire.anything_left):
            return failed(self._why, self.at, f"{over}, and nothing was sent")
        words = f"{over}, after something was sent that no known page answered"
        return Outcome(Answer.PERSON, Failure.UNSURE, self.at, words, sent=Sent.MAYBE)

    def _tell_what_was_typed(self, outcome: Outcome) -> None:
        """What the definition names and the program could not type, the person did before they sent."""
        if outcome.sent == Sent.NO and outcome.answer != Answer.DONE:
            return
        told = {(one.meaning, one.recipient) for one in self.capture.disclosed}
        for meaning in dict.fromkeys(self._by_hand):
            if (meaning, self._watch.wire.host) not in told:
                self.disclose(meaning, self._watch.wire.host, self.facts.one(meaning) or "")

    def _account(self) -> str:
        """For the history: that a person acted, and which checks the page brought."""
        checks = ", ".join(sorted(self._watch.wire.checks))
        said: Sequence[str] = ("a person was at the window",) if self._handed is not None else ()
        return "; ".join((*said, *((f"checks loaded from {checks}",) if checks else ())))
