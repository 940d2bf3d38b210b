"""What a flow may do at a provider: ask within bounds, tell what it declares, note what it finds."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep
from optout.channels.api.chosen_server import origin_of
from optout.channels.api.judgement import not_proven
from optout.channels.api.reply import Reply
from optout.channels.attempt import Capture, Disclosed, Exchange, LookedUp, Record
from optout.http import HttpClient, Unanswered
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

Pause = Callable[[float], Awaitable[None]]
Telling = Mapping[str, str | Sequence[str]]

WITHHELD = b"[redacted]"
"""What is kept in the place of a body that holds a secret."""
MAX_CALLS = 400
MAX_RECORDS = 200


_NEVER = datetime.min.replace(tzinfo=UTC)


class Visit:
    """One attempt's dealings with one provider.

    ``edition`` is set by a flow that reads an edition of a dataset or crawl; it becomes the
    outcome's revision. ``pause`` is awaited for the step's ``pause_s`` seconds before every further
    call to a host. ``action`` is SEARCH for a first look, also by hand, and RECHECK afterwards.
    ``at`` is the attempt's moment (UTC), ``listing`` the one that a submission is about.
    """

    def __init__(
        self,
        provider: Provider,
        step: ApiStep,
        facts: Facts,
        capture: Capture,
        http: HttpClient,
        secrets: Mapping[str, str],
        pause: Pause = asyncio.sleep,
        action: Action = Action.SEARCH,
        at: datetime = _NEVER,
        listing: Record | None = None,
    ) -> None:
        self.facts = facts
        self.action = action
        self.at = at
        self.listing = listing
        self.edition: str | None = None
        self.posted = False
        self._provider, self._step, self._capture = provider, step, capture
        self._http, self._secrets, self._pause = http, secrets, pause
        self._calls: dict[str, int] = {}
        self._found: set[str] = set()

    def setting(self, name: str) -> str | None:
        """A setting that the step declares, or None where the user gave none. Others: KeyError."""
        if name not in self._step.settings:
            raise KeyError("a setting that the definition does not declare")
        return self._secrets.get(name) or None

    def base(self) -> str | None:
        """The address of the server that the person chose in the setting ``base_setting``, without a
        slash at its end; None where they chose none. ``Unanswered`` for what is no such address.
        """
        chosen = self.setting(self._step.base_setting) if self._step.base_setting else None
        return chosen.rstrip("/") if chosen and origin_of(chosen) else None

    def record(self, key: str, fields: Mapping[str, str]) -> None:
        """Note a listing that is exactly the person's. A key counts once; beyond 200 none is kept."""
        if key not in self._found and len(self._found) < MAX_RECORDS:
            self._found.add(key)
            self._capture.records.append(Record(key, dict(fields)))

    def look_up(
        self,
        meaning: str,
        thing: str,
        verdict: Verdict,
        *,
        edition: str | None = None,
        failure: Failure | None = None,
        **detail: str | int | bool | None,
    ) -> None:
        """Note what one look for one of the person's things came to; several looks may be noted."""
        if thing not in self.facts.every(meaning):
            raise ValueError("a flow may look up only the facts that its step declares")
        self._capture.looked_up.append(LookedUp(meaning, thing, verdict, edition, failure, detail))

    async def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        telling: Telling | None = None,
        private: bool = False,
    ) -> Reply:
        """GET ``url`` with ``params``; ``telling`` names the facts in it, by meaning.

        With headers, which may hold a key, and of a chosen server no redirect leaves scheme, host
        and port. ``private``: the answer tells more than was asked for, so only its status is kept.
        Raises ``Unanswered``; a status is not judged here (see ``judgement.refuse``).
        """
        address = f"{url}?{urlencode(params)}" if params else url
        return await self._exchange("GET", address, headers or {}, b"", telling or {}, private)

    async def post(
        self,
        url: str,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        telling: Telling | None = None,
        private: bool = False,
    ) -> Reply:
        """POST ``body`` as it is; ``telling`` names the facts in it. Raises ``Unanswered``.

        With headers, or ``private``, it is for this address alone: no redirect is followed.
        ``private``: it carries a password or brings a key, so of both bodies nothing is kept.
        """
        self.posted = True
        return await self._exchange("POST", url, headers or {}, body, telling or {}, private)

    def conclude(self, asked: int, doubts: Sequence[Outcome]) -> Outcome:
        """The outcome of a search: found, or the first doubt, or proven absent.

        ``asked`` counts the questions that were put; absence needs at least one, no doubt
        about any of them, and nothing found.
        """
        if self._found:
            detail = f"{len(doubts)} of {asked} questions stayed open" if doubts else ""
            return Outcome(Answer.DONE, revision=self.edition, detail=detail, complete=not doubts)
        if doubts:
            return doubts[0]
        if asked < 1:
            return not_proven(Failure.OWN_FAULT, "nothing was asked, so nothing is proven")
        return Outcome(Answer.ABSENT, revision=self.edition)

    async def _exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        telling: Telling,
        private: bool = False,
    ) -> Reply:
        host = self._checked_host(url)
        await self._keep_pace(host)
        self._disclose(host, telling)
        _, exchange = await self._http.fetch(
            method,
            url,
            allowed=self._same_host(host) if self._is_chosen(url) else self._provider.speaks_for,
            headers=headers,
            body=body,
            bound=private or bool(headers) or self._is_chosen(url),
            seen=self._keep_without_bodies if private else self._capture.exchanges.append,
        )
        return Reply(exchange)

    def _keep_without_bodies(self, exchange: Exchange) -> None:
        kept = replace(exchange, request_body=WITHHELD, response_body=WITHHELD)
        self._capture.exchanges.append(kept)

    def _checked_host(self, url: str) -> str:
        parts = urlsplit(url)
        host = parts.hostname or ""
        ours = parts.scheme == "https" and self._provider.speaks_for(host)
        if not host or not (ours or self._is_chosen(url)):
            raise Unanswered(Failure.OFF_DOMAIN, "an address outside the provider's domains")
        return host

    def _is_chosen(self, url: str) -> bool:
        """Whether ``url`` is below the address that the person chose, on the same port."""
        base = self.base()
        plain = url.partition("?")[0]
        return base is not None and plain.startswith(f"{base}/") and origin_of(plain) == origin_of(base)

    @staticmethod
    def _same_host(host: str) -> Callable[[str], bool]:
        return lambda other: other == host

    async def _keep_pace(self, host: str) -> None:
        if sum(self._calls.values()) >= MAX_CALLS:
            raise Unanswered(Failure.PARTIAL_ANSWER, "more calls than one attempt may make")
        if host in self._calls:
            await self._pause(self._step.pause_s)
        self._calls[host] = self._calls.get(host, 0) + 1

    def _disclose(self, host: str, telling: Telling) -> None:
        """Noted before sending: what may have left counts as told."""
        for meaning, told in telling.items():
            for value in (told,) if isinstance(told, str) else told:
                if value not in self.facts.every(meaning) or meaning in self._step.untold:
                    raise ValueError("a flow may tell only the facts that its step declares")
                self._capture.disclosed.append(Disclosed(meaning, host, value))
