"""How a page asks for a human: widgets, waiting pages, puzzles in a form, unseen ratings. Pure."""

import re

from optout.catalog.definition import Provider
from optout.channels.web.controls import Control, Seen

_HOST = re.compile(
    r"^https?://([a-z0-9-]+\.)*("
    r"hcaptcha\.com|challenges\.cloudflare\.com|recaptcha\.net|arkoselabs\.com|funcaptcha\.com"
    r"|captcha-delivery\.com|geetest\.com|(google|gstatic)\.com/recaptcha|google\.com/sorry)",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"verify (that )?you are (a )?human|are you a robot|i'?m not a robot|confirm you are (a )?human"
    r"|prove (that )?you are (a )?human|checking your browser|press (and|&) hold to confirm"
    r"|unusual traffic from your|complete the security check|performing security verification"
    r"|pardon our interruption|enable javascript and cookies to continue",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^\s*(just a moment|attention required|robot check|access to this page)", re.I)
_PUZZLE = re.compile(
    r"captcha|not a robot|human\b.*(check|test|verif)|(spam|robot|security) (check|question)"
    r"|characters .*(image|picture|see|shown)|(what is|how much is|solve|combien|wie viel|cuanto|quanto)"
    r"\W+\d+\s*[-+x*]|\d+\s*[-+x*×]\s*\d+\s*(=|\?)",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(i am|i'm|i’m) (a human|human|not a (ro)?bot)\b|\bnot a robot\b"
    r"|\bverify (that )?(you are|i am) (a )?human|\b(kein|nicht ein) roboter\b|\bpas un robot\b"
    r"|\bno soy un robot\b|\bnon sono un robot\b|\bnão sou (um )?robô\b|\bgeen robot\b",
    re.IGNORECASE,
)
_RESPONSES = re.compile(r"^(g-recaptcha|h-captcha|cf-turnstile)-response(-\w+)?$")
_RATERS = ("www.google.com", "www.recaptcha.net")


def challenged(seen: Seen) -> bool:
    """Whether the page wants to see a human, and has not seen one yet.

    A widget whose answer is there was passed, by itself or by the person.
    """
    if _TITLE.match(seen.title):
        return True
    frames = (frame for frame in seen.frames if "size=invisible" not in frame)
    shown = any(frame.startswith("marker:") or _HOST.match(frame) for frame in frames)
    return (shown or bool(_TEXT.search(seen.text))) and not _is_passed(seen)


def is_puzzle(control: Control) -> bool:
    """Whether a control asks for what only a human reads or reckons: letters of an image, a sum."""
    said = (control.label, control.placeholder, "" if control.label else control.near)
    return any(_PUZZLE.search(text) for text in (*said, control.name, control.id))


def claims_a_human(text: str) -> bool:
    """Whether pressing what is called so says that a human pressed it; the program never does."""
    return bool(_CLAIM.search(text))


def is_rated(seen: Seen, provider: Provider) -> bool:
    """Whether the page rates its visitors without being seen, by what the definition does not name.

    Without the rating's own host the answer to its form is a silent no (reCAPTCHA v3, whose
    script we block like all that is foreign), so a person has to send it.
    """
    return seen.scored and not _is_passed(seen) and not any(map(provider.may_load, _RATERS))


def _is_passed(seen: Seen) -> bool:
    answers = [one.value for one in seen.controls if _RESPONSES.match(one.name or one.id)]
    return bool(answers) and all(answers)
