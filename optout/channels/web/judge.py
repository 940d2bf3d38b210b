"""Which failure a page means that is not one of the expected pages. Pure."""

import re

from optout.catalog.pages import Sign
from optout.channels.web.challenges import challenged
from optout.channels.web.controls import Seen
from optout.requests.failures import Failure

# A letter or digit goes on with the word, except where a script writes no spaces between words.
_INSIDE = r"(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])[^\W_]"
_CLOSED = re.compile(
    r"\b(we('ll| will) be|be right) back\b|\bback (soon|shortly|online)\b|\b(under|down for|undergoing)"
    r" (\w+ )?maintenance\b|\btemporarily (unavailable|closed|offline|suspended|disabled|out of service)"
    r"|\bcurrently (unavailable|offline|closed|not available|not accepting)"
    r"|\bwartungsarbeiten\b|\bvorübergehend (nicht|geschlossen)"
    r"|\ben maintenance\b|\btemporairement (indisponible|ferm)|\ben mantenimiento\b"
    r"|\btemporalmente (no disponible|fuera)|\bin manutenzione\b|\btemporaneamente non\b"
    r"|\bem manutenção\b|\btemporariamente (indispon|fora)|\btijdelijk niet\b|\bin onderhoud\b"
)
_SIGN_IN = re.compile(r"\b(sign in|log ?in|sign on)\b", re.IGNORECASE)


def holds(sign: Sign, seen: Seen) -> bool:
    """Whether everything the sign says is on the page. The status is not looked at here."""
    if sign.heading and not any(_within(sign.heading, heading) for heading in seen.headings):
        return False
    if sign.text and not _within(sign.text, seen.text):
        return False
    return not sign.path or _path_of(seen.url).startswith(sign.path)


def shows(sign: Sign, seen: Seen) -> bool:
    """Whether the page is the one of the sign: the sign holds and the answer was no error."""
    return seen.status < 400 and holds(sign, seen)


def proves_absence(sign: Sign, seen: Seen) -> bool:
    """Whether the page is the provider's own "no results": status 2xx or 404, no challenge on it."""
    return (seen.status < 300 or seen.status == 404) and holds(sign, seen) and not challenged(seen)


def judge(seen: Seen) -> tuple[Failure, str]:
    """The failure an unexpected page means, and one sentence without personal data.

    A challenge comes before the status it was sent with, because it asks for other help; only a
    page that is none of the others is an unknown layout.
    """
    if challenged(seen):
        return Failure.CHALLENGE, "the page shows a challenge"
    if is_login_wall(seen):
        return Failure.LOGIN_WALL, "the page asks to sign in"
    failure = _by_status(seen.status)
    if failure is not None:
        return failure, f"the page came with status {seen.status}"
    if seen.is_empty:
        return Failure.EMPTY_PAGE, "the page shows no text"
    return Failure.LAYOUT_UNKNOWN, f"no expected sign on the page (status {seen.status})"


def is_closed(seen: Seen) -> bool:
    """Whether the page says that its service is shut for now."""
    return bool(_CLOSED.search(_folded(" ".join((seen.title, seen.text)))))


def is_login_wall(seen: Seen) -> bool:
    """Whether the page shows a place for a password and speaks of signing in."""
    asked = any(control.type == "password" and control.visible for control in seen.controls)
    return asked and bool(_SIGN_IN.search(" ".join((seen.title, *seen.headings, seen.text))))


def _by_status(status: int) -> Failure | None:
    if status == 429:
        return Failure.RATE_LIMITED
    if status in (401, 403, 451):
        return Failure.FORBIDDEN
    return Failure.SERVER_ERROR if status >= 500 else None


def _within(part: str, whole: str) -> bool:
    """Whether ``part`` is in ``whole`` as words of its own: "0 results" is not in "10 results"."""
    wanted = re.escape(_folded(part))
    return bool(re.search(rf"(?<!{_INSIDE})(?<![0-9][.,]){wanted}(?!{_INSIDE})", _folded(whole)))


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _path_of(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]
