"""What left a window since the person's turn began, and what of it can be the request. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote_plus, urlsplit

from optout.requests.outcome import Sent

_SHORTEST = 3  # "NV" is part of a great many addresses
_FORM = "formSubmissionGet"
_LINK = "anchorClick"


@dataclass(frozen=True, slots=True)
class _Left:
    request: str
    method: str
    url: str
    is_document: bool
    is_main: bool
    carries: bool


class Departures:
    """Of whatever may have told the provider something, a press can only be proven by some of it.

    That is a form's own document, in whatever frame, and a scripted request that carries what was
    entered. A page that is merely visited, and one that polls, prove nothing. Reasons are those of
    the browser's protocol (``ClientNavigationReason``), and come before or after the request itself.
    """

    def __init__(self) -> None:
        self._entered: tuple[str, ...] = ()
        self._left: dict[str, _Left] = {}
        self._answered: set[str] = set()
        self._reasons: dict[str, str] = {}

    def begin(self) -> None:
        self._left.clear()
        self._answered.clear()
        self._reasons.clear()

    def entered(self, values: Iterable[str]) -> None:
        """What the form is filled with: a request that carries one of these is no polling."""
        known = (value.strip().casefold() for value in values)
        self._entered = tuple(value for value in known if len(value) >= _SHORTEST)

    def asked(self, url: str, reason: str) -> None:
        """Why a page goes to ``url``."""
        self._reasons[_bare(url)] = reason

    def document(self, request: str, method: str, url: str, *, is_main: bool) -> None:
        """A page was asked for; a frame's counts where it was sent a form, or what was entered."""
        carries = self._carries(urlsplit(url).query)
        if is_main or method != "GET" or carries:
            self._left.setdefault(request, _Left(request, method, url, True, is_main, carries))

    def scripted(self, request: str, method: str, url: str, body: str) -> None:
        """The page's script, or an image of it, asked for something."""
        carries = self._carries(f"{urlsplit(url).query} {body}")
        if method != "GET" or carries:
            self._left.setdefault(request, _Left(request, method, url, False, False, carries))

    def answered(self, request: str) -> None:
        self._answered |= {request} & self._left.keys()

    def never_left(self, request: str) -> None:
        self._left.pop(request, None)

    @property
    def went_on(self) -> bool:
        """Whether anything was answered: what was to be pressed may have been pressed."""
        return bool(self._answered & self._left.keys())

    def sent(self) -> Sent:
        """YES only where what was answered can be nothing but a form that was sent."""
        if not self._left:
            return Sent.NO
        proven = (one.request in self._answered for one in self._since_link() if self._proves(one))
        return Sent.YES if any(proven) else Sent.MAYBE

    def _since_link(self) -> list[_Left]:
        """A page that the person went to by a link answers nothing that was sent before."""
        left = list(self._left.values())
        links = [place for place, one in enumerate(left) if one.is_main and self._is(one, _LINK)]
        return left[links[-1] :] if links else left

    def _proves(self, one: _Left) -> bool:
        if one.is_document and one.method != "GET":
            return True
        return one.carries and (not one.is_document or self._is(one, _FORM))

    def _is(self, one: _Left, reason: str) -> bool:
        return one.method == "GET" and self._reasons.get(_bare(one.url)) == reason

    def _carries(self, text: str) -> bool:
        plain = unquote_plus(text).casefold()
        return any(value in plain for value in self._entered)


def _bare(url: str) -> str:
    return url.partition("#")[0]
