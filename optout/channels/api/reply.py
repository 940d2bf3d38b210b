"""One answer of an API, read strictly."""

import json
from dataclasses import dataclass, field

from optout.channels.attempt import Exchange
from optout.http import Unanswered
from optout.requests.failures import Failure


@dataclass(frozen=True, slots=True)
class Reply:
    """A response with its whole body in memory (the HTTP client bounds its size)."""

    exchange: Exchange = field(repr=False)

    @property
    def status(self) -> int:
        return self.exchange.status

    @property
    def authorised(self) -> bool:
        """Whether the request carried a key of ours."""
        return any(name.lower() == "authorization" for name, _ in self.exchange.request_headers)

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        found = (value for key, value in self.exchange.response_headers if key.lower() == name.lower())
        return next(found, None)

    def looks_like_html(self) -> bool:
        kind = (self.header("content-type") or "").lower()
        return "html" in kind or self.exchange.response_body.lstrip()[:1] == b"<"

    def text(self) -> str:
        """The body as UTF-8; anything else raises ``Unanswered`` (BAD_ANSWER)."""
        try:
            return self.exchange.response_body.decode("utf-8")
        except UnicodeDecodeError:
            raise Unanswered(Failure.BAD_ANSWER, "the answer is not UTF-8") from None

    def json(self) -> object:
        """The body as JSON; anything else raises ``Unanswered`` (BAD_ANSWER)."""
        return read_json(self.text())


def read_json(text: str) -> object:
    """Strict JSON: no NaN, no key twice in one object, no bottomless nesting. Raises ``Unanswered``."""
    try:
        value: object = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is not JSON") from None
    return value


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found
