"""What the sentences of a mail say, each for itself: signals, with how plainly they are said."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from optout.channels.mail.understanding.sentences import Sentence
from optout.channels.mail.understanding.wording import LANGUAGES, Wording, wording

SAID, HINTED = 0.86, 0.45
_LEAST_SHARE = 0.45
_LEAST_WORDS = 3
_LONGER = 9
_LEAST_KEYWORDS = 1

# By what else in the sentence a signal is undone. A condition anywhere before it counts ("once we have
# deleted"), the others only within its own part of the sentence.
_UNDONE_BY = {
    "done": ("condition", "future", "negation"),
    "received": ("condition",),
    "refused": ("if",),
    "extended": ("if",),
    "partly": ("if",),
    "notfound": ("if",),
}
# What a sentence does not say where it says one of these: "without your passport we cannot comply".
_VOIDED_BY = {
    "refused": ("extended", "identify", "form", "notfound", "confirm", "code"),
    "data": ("identify", "form", "code", "confirm", "extended"),
    "notfound": ("done", "data"),
    "done": ("partly",),
    "confirm": ("code",),
    "received": ("away",),
}
# What a question does not say.
_STATEMENTS = frozenset({"done", "received", "refused", "extended", "notfound", "partly"})
_PART_ENDS = re.compile(r" (?:,|but|and|aber|und|sondern|mais|et|pero|sino|y|e) ")


@dataclass(slots=True)
class Said:
    """One signal over the whole mail; ``score`` is from 0 to 1, ``plainest`` that of one sentence."""

    score: float = 0.0
    plainest: float = 0.0
    sentences: list[Sentence] = field(default_factory=list, repr=False)

    def add(self, strength: float, sentence: Sentence) -> None:
        self.score = 1 - (1 - self.score) * (1 - strength * min(1.0, sentence.weight))
        self.plainest = max(self.plainest, strength * min(1.0, sentence.weight))
        self.sentences.append(sentence)


def languages_of(sentences: Iterable[Sentence]) -> list[str]:
    """The languages of the sentences, the one with most words first; all where none is plain."""
    words = [word for one in sentences for word in one.words.split()]
    counts = {name: sum(word in wording(name).common for word in words) for name in LANGUAGES}
    most = max(counts.values(), default=0)
    if most < _LEAST_WORDS:
        return list(LANGUAGES)
    known = [name for name in LANGUAGES if counts[name] and counts[name] >= _LEAST_SHARE * most]
    return sorted(known, key=lambda name: -counts[name])


def signals_in(sentences: Sequence[Sentence], languages: Sequence[str]) -> dict[str, Said]:
    """Every signal that at least one sentence gives, in any of the languages."""
    found: dict[str, Said] = {}
    for sentence in sentences:
        known = _signals_of(Sentence(sentence.lead), languages) if sentence.lead else {}
        for name, strength in _signals_of(sentence, languages).items():
            if strength > known.get(name, 0.0):
                found.setdefault(name, Said()).add(strength, sentence)
    return found


def most_named(sentences: Iterable[Sentence], languages: Sequence[str]) -> str | None:
    """The signal for which most single words of the mail speak; None where hardly any does."""
    text = " ".join(one.words for one in sentences if one.place != "footer")
    counts: dict[str, int] = {}
    for language in languages:
        for name, words in wording(language).keywords.items():
            found = {match[0] for match in words.finditer(text)}
            counts[name] = max(counts.get(name, 0), len(found))
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best and counts[best] >= _LEAST_KEYWORDS else None


def unexplained(sentences: Iterable[Sentence], said: Mapping[str, Said]) -> int:
    """How many longer sentences of the body say nothing that is known."""
    known = {one.words for signal in said.values() for one in signal.sentences}
    return sum(
        one.place == "body" and one.words not in known and len(one.words.split()) >= _LONGER
        for one in sentences
    )


def _signals_of(sentence: Sentence, languages: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for language in languages:
        known = wording(language)
        for name in known.signals:
            strength = _strength(name, known, sentence.words)
            if strength:
                found[name] = max(found.get(name, 0.0), strength)
    asks = sentence.words.rstrip().endswith("?")
    return {
        name: value
        for name, value in found.items()
        if not _is_voided(name, found) and not (asks and name in _STATEMENTS)
    }


def _is_voided(name: str, found: Mapping[str, float]) -> bool:
    return any(found.get(other, 0.0) >= SAID for other in _VOIDED_BY.get(name, ()))


def _strength(name: str, known: Wording, words: str) -> float:
    signal = known.signals[name]
    if not (signal.says.search(words) or signal.hints.search(words)) or signal.unless.search(words):
        return 0.0
    if any(not _is_undone(name, known, words, found) for found in signal.says.finditer(words)):
        return SAID
    doubtful = name in _UNDONE_BY and known.guards["if"].search(words)
    return HINTED if signal.hints.search(words) and not doubtful else 0.0


def _is_undone(name: str, known: Wording, words: str, found: re.Match[str]) -> bool:
    before = words[: found.start()]
    for guard in _UNDONE_BY.get(name, ()):
        scope = _part(before) + found[0] if guard in ("future", "negation") else words[: found.end()]
        if guard == "negation":
            scope = known.guards["ended"].sub("", scope)  # "no longer" is what was asked for
        if known.guards[guard].search(scope):
            return True
    return False


def _part(before: str) -> str:
    """The part of the sentence that leads up to a signal."""
    return " " + _PART_ENDS.split(before)[-1]
