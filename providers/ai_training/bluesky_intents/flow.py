"""Bluesky: does the account's own record refuse training and bulk data sets? Read and written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.verdict import Verdict

from .account import Account, account_of
from .declaration import COLLECTION, KEY, declared, refuses

HANDLE = "x-bluesky-handle"
JSON = {"Content-Type": "application/json"}
_NO_PASSWORD = "the setting bluesky_app_password is not set"  # noqa: S105 - a sentence
_NOT_ACCEPTED = "the app password was not accepted"


@dataclass(frozen=True, slots=True)
class Held:
    """The record as its server has it; without ``cid`` there is none."""

    record: Mapping[str, object] = field(default_factory=dict, repr=False)
    cid: str | None = None


class Flow:
    """Found: a handle whose record does not refuse both. Absent: every handle's does."""

    async def search(self, visit: Visit) -> Outcome:
        handles, doubts = visit.facts.every(HANDLE), []
        for handle in handles:
            doubt = await _look(visit, handle)
            doubts += [doubt] if doubt else []
        return visit.conclude(len(handles), doubts)

    async def submit(self, visit: Visit) -> Outcome:
        password = visit.setting("bluesky_app_password")
        if password is None:
            return Outcome(Answer.PERSON, Failure.BY_HAND, detail=_NO_PASSWORD)
        try:
            ready = await _ready(visit, password)
        except Unanswered as error:  # nothing was written yet
            raise Unanswered(error.failure, error.detail, Sent.NO, error.wait_s) from None
        return ready if isinstance(ready, Outcome) else await _write(visit, *ready)


async def _ready(visit: Visit, password: str) -> tuple[Account, str, Held] | Outcome:
    """The account, the key of a session there, and the record as it is; or why one cannot be had."""
    account = await account_of(visit, _wanted(visit))
    if isinstance(account, Outcome):
        return account
    key = await _session(visit, account, password)
    if isinstance(key, Outcome):
        return key
    held = await _held(visit, account)
    return held if isinstance(held, Outcome) else (account, key, held)


def _wanted(visit: Visit) -> str:
    """The handle that the submission is about; where it says none, the first."""
    handles = visit.facts.every(HANDLE)
    named = visit.listing.fields.get(HANDLE) if visit.listing else None
    return named if named is not None and named in handles else handles[0]


async def _look(visit: Visit, handle: str) -> Outcome | None:
    """Note what the handle's record says; the outcome where there is no answer."""
    account = await account_of(visit, handle)
    held = account if isinstance(account, Outcome) else await _held(visit, account)
    if isinstance(held, Outcome):
        blocked = held.answer is Answer.BLOCKED
        visit.look_up(
            HANDLE, handle, Verdict.BLOCKED if blocked else Verdict.ERROR, failure=held.failure
        )
        return held
    refused = refuses(held.record)
    found = Verdict.ABSENT if refused else Verdict.PRESENT
    visit.look_up(HANDLE, handle, found, opted_out=refused, declared=held.cid is not None)
    if not refused:
        visit.record(f"at://{handle}/{COLLECTION}/{KEY}", {HANDLE: handle})
    return None


async def _held(visit: Visit, account: Account) -> Held | Outcome:
    where = {"repo": account.did, "collection": COLLECTION, "rkey": KEY}
    url = f"{account.server}/xrpc/com.atproto.repo.getRecord"
    reply = await visit.get(url, where, telling={HANDLE: account.handle})
    if reply.status == 400 and not refuse(reply) and _error(reply) == "RecordNotFound":
        return Held()
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    answer = reply.json()
    record, cid = (answer.get("value"), answer.get("cid")) if isinstance(answer, dict) else (None, None)
    if not isinstance(record, dict) or not isinstance(cid, str) or record.get("$type") != COLLECTION:
        return not_proven(Failure.BAD_ANSWER, "the answer is no record of this kind")
    if not isinstance(answer, dict) or answer.get("uri") != f"at://{account.did}/{COLLECTION}/{KEY}":
        return not_proven(Failure.BAD_ANSWER, "the record is another account's")
    return Held(record, cid)


async def _session(visit: Visit, account: Account, password: str) -> str | Outcome:
    """The key of a new session; nothing of the exchange but its status is kept."""
    body = json.dumps({"identifier": account.did, "password": password}).encode()
    url = f"{account.server}/xrpc/com.atproto.server.createSession"
    reply = await visit.post(url, body, JSON, telling={HANDLE: account.handle}, private=True)
    if reply.status == 401:
        return Outcome(Answer.PERSON, Failure.NOT_AUTHORISED, detail=_NOT_ACCEPTED)
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    answer = reply.json()
    keys = answer if isinstance(answer, dict) else {}
    key = keys.get("accessJwt")
    if not isinstance(key, str) or not key.isascii() or keys.get("did") != account.did:
        return not_proven(Failure.BAD_ANSWER, "the session is none of this account")
    return key


async def _write(visit: Visit, account: Account, key: str, held: Held) -> Outcome:
    """Over the version that was read and no other: a change that came between is not lost."""
    body = {
        "repo": account.did,
        "collection": COLLECTION,
        "rkey": KEY,
        "record": declared(held.record, visit.at),
        "swapRecord": held.cid,
    }
    url = f"{account.server}/xrpc/com.atproto.repo.putRecord"
    headers = {**JSON, "Authorization": f"Bearer {key}"}
    reply = await visit.post(url, json.dumps(body).encode(), headers, telling={HANDLE: account.handle})
    if reply.status == 400 and not refuse(reply) and _error(reply) == "InvalidSwap":
        return not_proven(Failure.BAD_ANSWER, "the record was changed meanwhile; it is read again")
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    answer = reply.json()
    if not isinstance(answer, dict) or not isinstance(answer.get("cid"), str):
        raise Unanswered(Failure.BAD_ANSWER, "no record came of it", Sent.MAYBE)
    return Outcome(Answer.DONE, sent=Sent.YES)


def _error(reply: Reply) -> object:
    answer = reply.json()
    return answer.get("error") if isinstance(answer, dict) else None
