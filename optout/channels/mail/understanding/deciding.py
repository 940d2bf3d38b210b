"""From what a mail's sentences say to what the mail is, with how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from optout.channels.mail.understanding.signals import Said
from optout.channels.mail.understood import SURE, MailClass

_PLAIN = 0.8  # one sentence of the body that says it plainly
_HINT = 0.4
_DOUBT = 0.6
_PLAIN_CODE = 3
_BEYOND_DOUBT = 0.93
_MUCH = 0.1
_TWICE = 0.9  # more than one sentence says it
_WEIGHT_OF_LINK = 1.3

_CLASS_OF: Mapping[str, MailClass] = {
    "code": MailClass.CODE,
    "confirm": MailClass.CONFIRMATION_LINK,
    "identify": MailClass.NEEDS_IDENTIFICATION,
    "form": MailClass.FORM_ONLY,
    "data": MailClass.NEEDS_DATA,
    "away": MailClass.AUTO_REPLY,
    "refused": MailClass.REFUSED,
    "extended": MailClass.EXTENDED,
    "notfound": MailClass.NOT_FOUND,
    "done": MailClass.DONE,
    "received": MailClass.ACKNOWLEDGED,
    "bounced": MailClass.BOUNCE,
    "robot": MailClass.AUTO_REPLY,
    "unrelated": MailClass.UNRELATED,
}
# What asks something of the person goes before what merely informs, a no before a yes.
_ORDER: Sequence[str] = tuple(_CLASS_OF)
# Said beside each other by honest mails of the first class; any other pair is a doubt.
_GOES_WITH: Mapping[str, frozenset[str]] = {
    "code": frozenset({"confirm", "form", "data", "received"}),
    "confirm": frozenset({"code", "form", "received", "data"}),
    "identify": frozenset({"data", "form", "received", "confirm", "refused"}),
    "form": frozenset({"received", "refused", "robot", "away", "data"}),
    "data": frozenset({"received", "notfound"}),
    "away": frozenset({"received", "robot", "bounced"}),
    "refused": frozenset({"received", "partly", "notfound"}),
    "extended": frozenset({"received"}),
    "notfound": frozenset({"received", "refused", "done"}),
    "done": frozenset({"received"}),
    "received": frozenset({"robot", "unrelated"}),
}
_WITHOUT_WORDS = {
    "robot": "a machine wrote it, and it says nothing of the request",
    "confirm": "a link in it looks like one that confirms",
    "code": "what stands in it looks like a code",
}
_INFORMS = ("identify", "form", "data", "refused", "extended", "notfound", "done")


@dataclass(frozen=True, slots=True)
class Decision:
    """A class with its confidence and the reasons, none with personal data."""

    mail_class: MailClass
    confidence: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a mail beside its words."""

    automatic: bool = False
    stranger: bool = False
    code_points: int = 0
    links: int = 0
    confirming: float = 0.0
    names_confirming: bool = False
    answers: bool = False
    unexplained: int = 0
    most_named: str | None = None


def decide(said: Mapping[str, Said], facts: Facts) -> Decision:
    """The class by the mail's words, and what else is known of it."""
    scores = {name: one.score for name, one in said.items()}
    scores = _with_structure(scores, facts)
    name = _chosen(scores, facts)
    if name is None and facts.most_named:
        why = f"no wording is known; single words speak for {facts.most_named!r}"
        return Decision(_CLASS_OF[facts.most_named], 0.35, (why,))
    if name is None:
        return Decision(MailClass.UNRELATED, 0.3, ("nothing in it is known wording",))
    if _is_partly(name, scores):
        return _partly(scores)
    sure = _confidence(name, scores, facts)
    if name == "confirm" and name not in said:
        sure = min(sure, SURE - 0.1)  # by its address alone
    return Decision(_CLASS_OF[name], sure, _reasons(name, said))


def _with_structure(scores: Mapping[str, float], facts: Facts) -> dict[str, float]:
    """The scores with what a link's address, or the place of a code, adds to the words around it."""
    found = dict(scores)
    if facts.confirming and ("confirm" in scores or facts.names_confirming):
        words = max(scores.get("confirm", 0.0), _HINT + 0.05 if facts.names_confirming else 0.0)
        found["confirm"] = 1 - (1 - words) * (1 - min(0.9, _WEIGHT_OF_LINK * facts.confirming))
    if facts.code_points >= _PLAIN_CODE:
        found["code"] = max(scores.get("code", 0.0), _PLAIN + 0.02)
    return found


def doubted(decision: Decision) -> Decision:
    """The same, for a person to look at."""
    return replace(decision, confidence=min(decision.confidence, _DOUBT))


def _chosen(scores: Mapping[str, float], facts: Facts) -> str | None:
    plain = _first(scores, facts, _PLAIN)
    if plain in ("received", "robot") and scores.get("refused", 0.0) >= _DOUBT:
        return "refused"
    if plain or facts.automatic:
        return plain or "robot"
    return "unrelated" if facts.stranger else _first(scores, facts, _HINT)


def _first(scores: Mapping[str, float], facts: Facts, least: float) -> str | None:
    stand = [
        name for name in _ORDER if scores.get(name, 0.0) >= least and _stands(name, scores, facts, least)
    ]
    most = max((scores[name] for name in stand if name in _INFORMS), default=0.0)
    return next((name for name in stand if name not in _INFORMS or scores[name] > most - _MUCH), None)


def _stands(name: str, scores: Mapping[str, float], facts: Facts, least: float) -> bool:
    """Whether nothing else that was said makes this signal mean less than it says."""

    def has(other: str) -> bool:
        return scores.get(other, 0.0) >= max(least, _PLAIN)

    match name:
        case "code":
            other = scores.get("unrelated", 0.0) > 0.95 and scores["code"] < 0.9 and not facts.answers
            return facts.code_points > 0 and least >= _PLAIN and not other
        case "confirm":
            asked = has("identify") or (has("form") and facts.confirming < _HINT)
            informs = any(has(other) for other in ("done", "refused", "notfound", "unrelated"))
            return facts.links > 0 and not asked and not (informs and scores["confirm"] < _BEYOND_DOUBT)
        case "identify":
            return least >= _PLAIN or not (has("confirm") and facts.links > 0)
        case "away":
            return not any(has(other) for other in ("done", "refused", "notfound", "extended"))
        case "refused":
            return not (has("notfound") and scores["notfound"] >= scores["refused"])
        case "notfound":
            return not (has("done") and scores["done"] > scores["notfound"])
        case "unrelated":
            return not facts.automatic
        case "received":
            once = facts.automatic and scores["received"] < _TWICE
            return not once and not (has("unrelated") and not facts.answers)
        case "data":
            return not (has("notfound") and scores["notfound"] >= scores["data"])
        case _:
            return True


def _is_partly(name: str, scores: Mapping[str, float]) -> bool:
    return name == "done" and scores.get("partly", 0.0) >= _HINT


def _partly(scores: Mapping[str, float]) -> Decision:
    refused = scores.get("refused", 0.0) >= _HINT
    mail_class = MailClass.REFUSED if refused else MailClass.ACKNOWLEDGED
    return Decision(mail_class, _DOUBT + 0.1, ("it says that only a part was done",))


def _confidence(name: str, scores: Mapping[str, float], facts: Facts) -> float:
    score = min(0.98, scores.get(name, _PLAIN + 0.02 if name == "robot" else _DOUBT))
    rivals = [
        other
        for other in (*_INFORMS, "confirm", *(["unrelated"] if name == "code" else []))
        if other != name and scores.get(other, 0.0) >= _PLAIN and other not in _GOES_WITH.get(name, ())
    ]
    if name == "received" and score < _TWICE and facts.unexplained:
        return SURE - 0.1  # the rest may say what matters
    if score < _PLAIN:
        return min(score, SURE - 0.15)
    return score if not rivals else max(_DOUBT, SURE - 0.05 * len(rivals))


def _reasons(name: str, said: Mapping[str, Said]) -> tuple[str, ...]:
    found = said.get(name)
    if found is None:
        return (_WITHOUT_WORDS.get(name, "it greets somebody else, and says nothing of the request"),)
    times = len(found.sentences)
    plainly = "says" if found.score >= _PLAIN else "hints at"
    reasons = [f"{times} of its sentences {plainly} {name!r}"]
    others = [other for other in said if other != name and said[other].score >= _PLAIN]
    return (*reasons, *([f"it also says {', '.join(repr(one) for one in others)}"] if others else []))
