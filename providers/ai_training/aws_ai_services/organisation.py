"""AWS Organizations, one signed call at a time, and what its refusals mean."""

import json
from collections.abc import Mapping

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

from .signing import Keys, Scope, signed

ENDPOINT = "https://organizations.us-east-1.amazonaws.com/"
_TARGET = "AWSOrganizationsV20161128"
_SCOPE = Scope("us-east-1", "organizations")
_KEYS = frozenset(
    {
        "AccessDeniedException",
        "ExpiredTokenException",
        "IncompleteSignature",
        "IncompleteSignatureException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
        "UnrecognizedClientException",
    }
)
_SLOWER = frozenset(
    {"ThrottlingException", "TooManyRequestsException", "ConcurrentModificationException"}
)
_NO_ORGANISATION = "AWSOrganizationsNotInUseException"
Json = dict[str, object]


class Refused(Exception):
    """The service answered with a documented error; ``name`` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    @property
    def outcome(self) -> Outcome:
        if self.name in _KEYS:
            return Outcome(Answer.PERSON, Failure.NOT_AUTHORISED, detail=self.name)
        if self.name in _SLOWER:
            return not_proven(Failure.RATE_LIMITED, self.name)
        if self.name == _NO_ORGANISATION:
            return Outcome(Answer.PERSON, Failure.BY_HAND, detail="the account is in no organisation")
        return not_proven(Failure.BAD_ANSWER, self.name[:60])


class Organisation:
    """The organisation that the person's keys belong to."""

    def __init__(self, visit: Visit, keys: Keys) -> None:
        self._visit, self._keys = visit, keys

    async def read(self, action: str, **asked: object) -> Json:
        """As ``change``, of what changes nothing."""
        try:
            return await self.change(action, **asked)
        except Unanswered as error:
            raise Unanswered(error.failure, error.detail, Sent.NO, error.wait_s) from None

    async def change(self, action: str, **asked: object) -> Json:
        """The answer. Raises ``Refused`` for a documented error, ``Unanswered`` for no answer."""
        body = json.dumps(asked).encode()
        reply = await self._visit.post(ENDPOINT, body, self._headers(action, body))
        if refuse(reply) is None and reply.status == 200:
            return _object(reply)
        raise Refused(name) if (name := _error(reply)) else _unanswered(unexpected(reply))

    def _headers(self, action: str, body: bytes) -> Mapping[str, str]:
        plain = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"{_TARGET}.{action}",
        }
        return signed("POST", ENDPOINT, plain, body, self._keys, _SCOPE, self._visit.at)


def listed(answer: Json, name: str) -> list[Json]:
    """The objects in the list of that name; none where there is no list."""
    found = answer.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _object(reply: Reply) -> Json:
    answer = reply.json() if reply.exchange.response_body else {}
    if not isinstance(answer, dict):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is no object")
    return answer


def _error(reply: Reply) -> str | None:
    """The error's name, as in ``{"__type": "com.amazonaws...#Name"}``; None for any other answer."""
    if reply.status not in (400, 403) or reply.looks_like_html():
        return None
    kind = _object(reply).get("__type")
    return kind.rpartition("#")[2] if isinstance(kind, str) else None


def _unanswered(outcome: Outcome) -> Unanswered:
    failure = outcome.failure or Failure.BAD_ANSWER
    return Unanswered(failure, outcome.detail, Sent.MAYBE, outcome.wait_s)
