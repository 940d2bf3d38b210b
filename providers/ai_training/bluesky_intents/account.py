"""Where an account lies: its permanent name (DID), and the server that holds its records."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from optout.channels.api.judgement import refuse, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

ENTRY = "https://bsky.social"
_DID = re.compile(r"did:plc:[a-z2-7]{24}|did:web:[a-z0-9.-]{3,253}")
_BLUESKYS = re.compile(r"https://(bsky\.social|[a-z0-9-]+(\.[a-z0-9-]+)*\.host\.bsky\.network)")
_ELSEWHERE = Outcome(
    Answer.PERSON,
    Failure.BY_HAND,
    detail="the account lies on a server that is not Bluesky's: name it in the setting bluesky_pds",
)


@dataclass(frozen=True, slots=True)
class Account:
    """``server`` is an origin without a slash: the person's choice, or one of Bluesky's own."""

    handle: str = field(repr=False)
    did: str = field(repr=False)
    server: str


async def account_of(visit: Visit, handle: str) -> Account | Outcome:
    """The account, or why there is no answer. Raises ``Unanswered``.

    The server that the person chose is used only for an account that is said to lie there: it need
    not hear of anybody's other accounts.
    """
    did = await _did_of(visit, handle)
    if isinstance(did, Outcome):
        return did
    server = await _server_of(visit, handle, did)
    return server if isinstance(server, Outcome) else Account(handle, did, server)


async def _did_of(visit: Visit, handle: str) -> str | Outcome:
    url = f"{ENTRY}/xrpc/com.atproto.identity.resolveHandle"
    reply = await visit.get(url, {"handle": handle}, telling={"x-bluesky-handle": handle})
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    did = _object(reply).get("did")
    if not isinstance(did, str) or not _DID.fullmatch(did):
        raise Unanswered(Failure.BAD_ANSWER, "the handle resolves to no DID")
    return did


async def _server_of(visit: Visit, handle: str, did: str) -> str | Outcome:
    """The directory is asked only for names that it keeps; of the others the name says its host."""
    chosen = visit.base()
    if not did.startswith("did:plc:"):
        host = did.removeprefix("did:web:")
        return chosen if chosen and urlsplit(chosen).hostname == host else _ELSEWHERE
    reply = await visit.get(f"https://plc.directory/{did}", telling={"x-bluesky-handle": handle})
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    document = _object(reply)
    if document.get("id") != did:
        raise Unanswered(Failure.BAD_ANSWER, "the directory answers about another account")
    services = document.get("service")
    ends = [_endpoint(one) for one in services] if isinstance(services, list) else []
    server = next((end for end in ends if end), "").rstrip("/")
    if chosen and server == chosen:
        return chosen
    return _origin(server) if _BLUESKYS.fullmatch(server) else _ELSEWHERE


def _endpoint(service: object) -> str | None:
    if not isinstance(service, dict) or service.get("type") != "AtprotoPersonalDataServer":
        return None
    end = service.get("serviceEndpoint")
    return end if isinstance(end, str) else None


def _origin(server: str) -> str:
    return f"https://{urlsplit(server).hostname}"


def _object(reply: Reply) -> dict[str, object]:
    answer = reply.json()
    if not isinstance(answer, dict):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is no object")
    return answer
