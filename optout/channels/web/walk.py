"""Walks a definition's flow, verb by verb, until an outcome is known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from optout.catalog.pages import Page, Sign
from optout.catalog.steps import Verb, WebStep
from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.channels.web.address import filled, personal_in
from optout.channels.web.answers import failed
from optout.channels.web.controls import Control, Seen
from optout.channels.web.filling import Entry, entries, value_of
from optout.channels.web.gate import form_of, gate, gate_to_fill, pressed, sender
from optout.channels.web.judge import holds, judge, proves_absence, shows
from optout.channels.web.link import may_follow
from optout.channels.web.listing import ListReader
from optout.channels.web.visit import Visit
from optout.http import Unanswered
from optout.people.facts import IMPERSONAL
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

_DONE_WORDS = ("submitted", "confirmed", "awaits-mail")
_ANY = Sign(text=" ")
_CERTAINTY = (Sent.NO, Sent.MAYBE, Sent.YES)


class Walk:
    """One flow on one visit. ``at`` is the id of the verb being done."""

    def __init__(self, visit: Visit, attempt: Attempt, step: WebStep, capture: Capture) -> None:
        self._visit = visit
        self._attempt = attempt
        self._provider = attempt.provider
        self._step = step
        self._capture = capture
        self._seen: Seen | None = None
        self._filled: list[Entry] = []
        self._sending = False
        self._already = Sent.NO
        self._listed: Sign | None = None
        self.at = step.flow[0].id

    async def run(self) -> Outcome:
        """The outcome of the flow; never raises for what the site or the network did."""
        try:
            self._require_facts()
            for verb in self._step.flow:
                self.at = verb.id
                outcome = await self._do(verb)
                if outcome is not None:
                    return outcome
        except Unanswered as error:
            return failed(error.failure, self.at, error.detail, self.sent())
        if self._listed:
            return Outcome(Answer.DONE, step=self.at)
        return self._failed(Failure.LAYOUT_UNKNOWN, "the flow ended without any sign")

    def sent(self) -> Sent:
        """Whether something with an effect has left by now."""
        if not self._sending:
            return Sent.NO
        return max(self._already, self._visit.sent(), key=_CERTAINTY.index)

    def _require_facts(self) -> None:
        for meaning, how in self._step.needs.items():
            if how == "required" and value_of(meaning, self._attempt.facts) is None:
                raise Unanswered(Failure.FACT_MISSING, f"no {meaning} in the profile")

    async def _do(self, verb: Verb) -> Outcome | None:
        if verb.open:
            return await (self._follow_link() if verb.open == "link" else self._open(verb.open))
        if verb.fill:
            return await self._fill(verb)
        if verb.click:
            return await self._click(verb)
        if verb.expect:
            return await self._expect(verb.expect)
        return await self._extract()

    async def _open(self, name: str) -> Outcome | None:
        page: Page = self._provider.pages[name]
        if page.url is None:
            return self._failed(Failure.LAYOUT_UNKNOWN, f"the page {name!r} has no address")
        address = filled(page.url, self._attempt.facts)
        host = urlsplit(address).hostname or ""
        if not self._provider.speaks_for(host):
            return self._failed(
                Failure.OFF_DOMAIN, f"the page {name!r} is not on the provider's domains"
            )
        for meaning in personal_in(page.url):
            self._disclose(meaning, host, self._attempt.facts.one(meaning) or "")
        self._already = self.sent()
        await self._visit.open(address)
        sign = page.sign or _ANY
        self._seen = await self._visit.look(lambda seen: self._is_opened(sign, seen))
        return None if self._is_opened(sign, self._seen) else self._judged(self._seen)

    def _is_opened(self, sign: Sign, seen: Seen) -> bool:
        """Some providers say "no results" with a 404: it counts where the next verb asks for that."""
        at = next(place for place, verb in enumerate(self._step.flow) if verb.id == self.at)
        following = self._step.flow[at + 1 : at + 2]
        may_be_absent = any("none" in (verb.expect or {}) for verb in following)
        return shows(sign, seen) or (may_be_absent and seen.status == 404 and holds(sign, seen))

    async def _follow_link(self) -> Outcome | None:
        link = self._attempt.facts.one("x-confirm-link")
        if link is None:
            return self._failed(Failure.FACT_MISSING, "there is no link to open")
        if not may_follow(link, self._provider):
            return self._failed(Failure.OFF_DOMAIN, "the mailed link does not lead where it should")
        self._sending = self._attempt.action == Action.CONFIRM
        self._seen = None
        await self._visit.open(link)
        return None

    async def _fill(self, verb: Verb) -> Outcome | None:
        click = self._click_after(verb)
        seen = await self._form_seen(click)
        refusal = gate_to_fill(seen, self._step, verb, click, self._provider) if click else None
        if refusal is not None:
            return self._refused(refusal)
        chosen = entries(_form(seen, click), verb.meanings, self._attempt.facts)
        if self._step.browser:
            self._tell(chosen, urlsplit(seen.url).hostname or "")  # its scripts read what is typed
        await self._visit.fill(chosen)
        self._filled += chosen
        return None

    def _click_after(self, verb: Verb) -> Verb | None:
        following = self._step.flow[self._step.flow.index(verb) + 1 :]
        return next((one for one in following if one.click), None)

    async def _form_seen(self, click: Verb | None) -> Seen:
        """The page when it shows what sends the form, which may become usable only by filling."""

        def has_form(seen: Seen) -> bool:
            return click is None or sender(seen.controls, click.pressing) is not None

        if self._seen is not None and has_form(self._seen):
            return self._seen
        return await self._visit.look(has_form)

    async def _click(self, verb: Verb) -> Outcome | None:
        seen = await self._visit.look(lambda page: pressed(page.controls, verb.pressing) is not None)
        refusal = gate(seen, self._step, verb, self._provider)
        if refusal is not None:
            return self._refused(refusal)
        button = pressed(seen.controls, verb.pressing)
        if button is None:
            return self._failed(Failure.LAYOUT_UNKNOWN, "the button vanished")
        self._already = self.sent()
        if self._is_send(verb):
            await self._visit.picture("before")
            self._sending = True
        self._tell(self._filled, urlsplit(button.action or seen.url).hostname or "")
        self._filled.clear()
        self._seen = None
        await self._visit.press(button)
        return None

    def _refused(self, refusal: Outcome) -> Outcome:
        """The gate's refusal, also where an earlier verb (the mailed link) has sent something."""
        return replace(refusal, sent=self.sent())

    def _is_send(self, verb: Verb) -> bool:
        clicks = [one.id for one in self._step.flow if one.click]
        return self._attempt.action in (Action.SUBMIT, Action.CONFIRM) and verb.id == clicks[-1]

    async def _expect(self, words: Mapping[Any, str]) -> Outcome | None:
        signs = {str(word): self._provider.pages[page].sign or _ANY for word, page in words.items()}
        seen = await self._visit.look(lambda page: bool(_holding(signs, page)))
        if "none" in _holding(signs, seen):
            seen = await self._look_again(signs)
        self._seen = seen
        if self._sending:
            await self._visit.picture("after")
        holding = _holding(signs, seen)
        if not holding:
            return self._judged(seen)
        if len({words[word] for word in holding}) > 1 or len(holding) > 1:
            return self._failed(Failure.LAYOUT_UNKNOWN, f"the signs of {', '.join(holding)} all hold")
        return self._concluded(holding[0], signs[holding[0]])

    async def _look_again(self, signs: dict[str, Sign]) -> Seen:
        """A page may say "no results" for a moment, until its script has fetched them."""
        await self._visit.settle()
        return await self._visit.look(lambda page: bool(_holding(signs, page)))

    def _concluded(self, word: str, sign: Sign) -> Outcome | None:
        if word == "none":
            return Outcome(Answer.ABSENT, step=self.at, sent=self.sent())
        if word not in _DONE_WORDS:
            self._listed = sign if word == "found" else self._listed
            return None
        mail = self._provider.mail if word == "awaits-mail" else None
        return Outcome(Answer.DONE, step=self.at, awaits=mail.expects if mail else None, sent=Sent.YES)

    async def _extract(self) -> Outcome | None:
        how = next(verb.extract for verb in self._step.flow if verb.id == self.at)
        seen = self._seen or await self._visit.look(lambda _: True)
        if how is None or self._listed is None:
            return self._failed(Failure.LAYOUT_UNKNOWN, "rows are read only off a page that said found")
        reader = ListReader(self._visit, self._provider, how, partial(shows, self._listed))
        listing = await reader.read(seen)
        self._capture.records.extend(listing.records)
        detail = "; ".join(listing.gaps)
        return Outcome(Answer.DONE, step=self.at, detail=detail, complete=not listing.gaps)

    def _tell(self, told: Sequence[Entry], host: str) -> None:
        for entry in told:
            known = Disclosed(entry.meaning, host, entry.fact) in self._capture.disclosed
            if entry.meaning not in IMPERSONAL and not known:
                self._disclose(entry.meaning, host, entry.fact)

    def _disclose(self, meaning: str, host: str, value: str) -> None:
        self._capture.disclosed.append(Disclosed(meaning, host, value))

    def _judged(self, seen: Seen) -> Outcome:
        return self._failed(*judge(seen))

    def _failed(self, failure: Failure, detail: str) -> Outcome:
        return failed(failure, self.at, detail, self.sent())


def _form(seen: Seen, click: Verb | None) -> Sequence[Control]:
    """The controls of the form that the click will send; all where that is not known."""
    button = sender(seen.controls, click.pressing) if click else None
    return form_of(seen.controls, button) if button else seen.controls


def _holding(signs: dict[str, Sign], seen: Seen) -> list[str]:
    return [
        word
        for word, sign in signs.items()
        if (proves_absence(sign, seen) if word == "none" else shows(sign, seen))
    ]
