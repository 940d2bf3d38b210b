"""A text cut into sentences, each with the weight of the place where it stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from optout.channels.mail.understanding.folding import folded, visible
from optout.channels.mail.understanding.quoting import own_lines

MAX_TEXT = 40_000
_MAX_SENTENCE = 700
_MAX_SENTENCES = 400
_MOST_LED = 8
_MAX_ITEM = 80
_LEAST_LEAD = 4
_ENDS = re.compile(r"(?<=[.!?;…])[\"')\]»]*\s+|[\u2022\u00b7\u2026]|\s[-–—|]\s|\n")
_SHORTENED = re.compile(
    r"\b(?:art|abs|nr|no|num|núm|bzw|z\.\s?b|ggf|ca|inc|ltd|corp|co|mr|mrs|ms|dr|st|e\.g|i\.e|sec"
    r"|evtl|inkl"
    r"|sr|sra|mme|m|vs|approx|gem|i\.\s?d|d\.\s?h|u|usw|etc|str|tel|s|lit|p|pág|av|ud|uds|jr|n|al|par|"
    r"\d{1,2})\.\s+(?=[\w(§])",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–+o]|\d{1,2}[.)]|[a-z][)])\s+")
_FOOTER = re.compile(
    r"^\s*(?:--\s*$|_{5,}|\*{5,}|={5,}|©|copyright\b|\(c\) \d|confidential|disclaimer"
    r"|this (?:e-?mail|message)(?: and any| is (?:intended|confid))"
    r"|diese (?:e-?mail|nachricht) (?:und|enthält|ist (?:vertraulich|ausschließlich))|ce (?:message"
    r"|courriel)(?: électronique)? (?:et|est (?:confid|strictement)|contient|peut contenir)"
    r"|este (?:mensaje|correo)(?: electrónico)? (?:y |es confid|contiene|puede contener|va dirigido)"
    r"|sent from my|gesendet von mein|envoyé de mon|enviado desde mi|get outlook"
    r"|von meinem \w+ gesendet"
    r"|sitz der gesellschaft|handelsregister|geschäftsführ|amtsgericht|registered (?:office"
    r"|in england)|siège social|sarl au capital|rcs |ust-?id"
    r"|you (?:are receiving|received|get) this|sie erhalten diese|vous recevez c|recibe este"
    r"|has recibido este|recibes este"
    r"|think before you print|bitte denken sie an die umwelt|denken sie an die umwelt"
    r"|pensez à l'environnement|antes de imprimir|avis de confidentialité|aviso legal"
    r"|aviso de confidencialidad|vertraulichkeitshinweis"
    r"|unsubscribe|abmelden|se désinscrire|se désabonner|darse de baja|cancelar (?:la )?suscripción"
    r"|manage (?:your )?preferences|view (?:this )?(?:email )?in (?:your )?browser"
    r"|privacy policy|datenschutzerklärung|impressum|mentions légales|politique de confidentialité"
    r"|política de privacidad)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``words`` are folded; ``weight`` is 1 in the body, less in the subject, little in a footer.

    ``lead`` are the first of its words where they are those of the line above a list.
    """

    words: str = field(repr=False)
    weight: float = 1.0
    place: str = "body"
    written: str = field(default="", repr=False)
    lead: str = field(default="", repr=False)


def sentences(subject: str, texts: Iterable[str]) -> list[Sentence]:
    """The distinct sentences of a mail's own words, the subject's first."""
    found: dict[str, Sentence] = {}
    for sentence in (*_of_subject(subject), *(one for text in texts for one in _of_text(text))):
        if len(sentence.words) > 3 and sentence.words not in found:
            found[sentence.words] = sentence
    return list(found.values())[:_MAX_SENTENCES]


def _of_subject(subject: str) -> Iterator[Sentence]:
    """A subject that begins like an answer is for the most part our own: it says nothing."""
    own = visible(subject[:500])
    if not re.match(
        r"\s*(?:\[[^\]]{0,40}\]\s*|\S{0,20}\s?)?(?:re|aw|antw|ré|rép|rv|fwd?|wg|tr|res|sv)\s?:",
        own,
        re.IGNORECASE,
    ):
        for piece in _split(own):
            yield Sentence(folded(piece), 0.95, "subject", piece)


def _of_text(text: str) -> Iterator[Sentence]:
    lines = own_lines(visible(text[:MAX_TEXT]))
    in_footer = False
    lead, led = "", 0
    for paragraph in _paragraphs(lines):
        in_footer = in_footer or bool(_FOOTER.match(paragraph))
        pieces = _split(paragraph)
        for piece in pieces:
            lead = lead if led < _MOST_LED and len(piece) < _MAX_ITEM else ""
            led += 1
            words = folded(f"{lead} {piece}"[:_MAX_SENTENCE])
            if in_footer:
                yield Sentence(words, 0.3, "footer", piece)
            else:
                yield Sentence(words, written=piece, lead=folded(lead) if lead else "")
        if pieces and pieces[-1].endswith(":") and len(pieces[-1].split()) >= _LEAST_LEAD:
            lead, led = pieces[-1][-250:], 0


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Lines that were broken for their length joined again; lists and short lines stay apart."""
    current = ""
    for line in lines:
        stripped = " ".join(line.split())
        if not stripped or _BULLET.match(line) or not _goes_on(current, stripped):
            if current:
                yield current
            current = stripped
        else:
            current = f"{current} {stripped}"
    if current:
        yield current


def _goes_on(before: str, line: str) -> bool:
    if not before or _FOOTER.match(line):
        return False
    last = before[-200:]
    return len(before) >= 45 or line[:1].islower() or (last.endswith(",") and len(before) > 30)


def _split(paragraph: str) -> list[str]:
    kept = _SHORTENED.sub(lambda found: found[0].replace(".", "").rstrip() + " ", paragraph)
    return [piece.strip() for piece in _ENDS.split(kept) if piece and piece.strip()]
