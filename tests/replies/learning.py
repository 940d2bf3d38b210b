"""Learns the weights that the package carries: ``python -m tests.replies.learning`` writes them anew.

Only sentences and the mails to build on and to train on are read, never those to judge by.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import optout.channels.mail.understanding.learned as learned
from optout.channels.mail.understanding.apart import facts_of, take_apart, trapped
from optout.channels.mail.understanding.bounces import read_bounce
from optout.channels.mail.understanding.combining import standing_of
from optout.channels.mail.understanding.deciding import decide
from optout.channels.mail.understanding.learned.evidence import evidence, spoken
from optout.channels.mail.understanding.learned.features import features
from optout.channels.mail.understanding.learned.model import Model
from optout.channels.mail.understanding.learned.weights import WEIGHTS
from optout.channels.mail.understanding.sentences import sentences
from optout.channels.mail.understood import MailClass
from tests.replies.corpus import Reply, replies
from tests.replies.fitting import Example, Fit, fitted

OF_SENTENCES = Fit(rounds=5, most=20_000)
OF_MAILS = Fit(rounds=12, least=3, most=8_000, rate=0.15)
PRECISION = 0.97
STANDINGS = ("unanimous", "agreed", "doubted", "alone")
_FOLDS = 4
_LEAST = 15
_NEVER = 1.5
_LOOKS = ("concepts.yaml", "concepts.py", "features.py", "evidence.py")
_HERE = Path(__file__).parent
_LEARNED = Path(learned.__file__).parent


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail as an example, and what the rules alone say of it."""

    example: Example
    standings: dict[str, str] = field(repr=False)
    known: bool = False


def main() -> None:
    """Learn, and write the weights into the package."""
    model = fitted(list(of_sentences()), OF_SENTENCES)
    seen = [*mails("development", model), *mails("training", model)]
    data = {
        "inputs": digest(),
        "sure": thresholds(seen),
        "sentence": _written(model),
        "mail": _written(fitted([one.example for one in seen], OF_MAILS)),
    }
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    (_LEARNED / WEIGHTS).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def digest() -> str:
    """A digest of all that the weights are learned from, and of how a sentence is looked at."""
    read = [
        path
        for name in ("development", "training", "sentences")
        for path in (_HERE / name).glob("*.yaml")
    ]
    read += [_LEARNED / name for name in _LOOKS]
    found = hashlib.sha256()
    for path in sorted(read):
        found.update(f"{path.parent.name}/{path.name}".encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def of_sentences() -> Iterator[Example]:
    """The sentences of all languages with what they say."""
    for path in sorted((_HERE / "sentences").glob("*.yaml")):
        bank = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for name, said in bank.items():
            for one in said:
                words = " ".join(each.words for each in sentences("", [one]))
                if words:
                    yield Example(features(words), name)


def mails(split: str, model: Model) -> Iterator[Seen]:
    """The mails that are neither traps nor reports of a mail server."""
    for reply in replies(split):
        found = None if reply.mail_class == MailClass.SUSPICIOUS else _seen(reply, model)
        if found:
            yield found


def _seen(reply: Reply, model: Model) -> Seen | None:
    apart = take_apart(reply.raw, reply.senders)
    if read_bounce(reply.raw) or trapped(apart):
        return None
    facts = facts_of(apart)
    by_rules = decide(apart.scene.said, facts)
    heard = spoken(apart.found, model)
    example = Example(evidence(apart.found, heard, facts, apart.scene.said), reply.mail_class.value)
    standings = {one.value: standing_of(by_rules, one, heard) for one in MailClass}
    return Seen(example, standings, known="-dev-" in reply.id)


def thresholds(seen: Sequence[Seen]) -> dict[str, float]:
    """From which probability on the class was right in ``PRECISION`` of mails that were held out.

    The rules were made with the known mails: those are learned from, and never held out.
    """
    known = [one for one in seen if one.known]
    unseen = [one for one in seen if not one.known]
    found: dict[str, list[tuple[float, bool]]] = {name: [] for name in STANDINGS}
    for fold in range(_FOLDS):
        rest = [one for at, one in enumerate(unseen) if at % _FOLDS != fold]
        model = fitted([one.example for one in (*known, *rest)], OF_MAILS)
        for one in unseen[fold::_FOLDS]:
            standing, likely, right = _judged(one, model)
            found[standing].append((likely, right))
    return {standing: _threshold(judged) for standing, judged in found.items()}


def _judged(one: Seen, model: Model) -> tuple[str, float, bool]:
    likely = model.probabilities(one.example.features)
    best = max(range(len(likely)), key=likely.__getitem__)
    name = model.classes[best]
    return one.standings[name], likely[best], name == one.example.name


def _threshold(judged: Sequence[tuple[float, bool]]) -> float:
    ordered = sorted(judged, reverse=True)
    best, right = _NEVER, 0
    for number, (likely, was_right) in enumerate(ordered, start=1):
        right += was_right
        if number >= _LEAST and right >= PRECISION * number:
            best = round(likely, 3)
    return best


def _written(model: Model) -> dict[str, object]:
    return {
        "classes": list(model.classes),
        "rows": {name: list(row) for name, row in model.rows.items()},
    }


if __name__ == "__main__":
    main()
