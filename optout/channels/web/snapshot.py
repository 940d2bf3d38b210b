"""A form as a page shows it now, in the words in which a definition keeps it. Pure."""

import re
from collections.abc import Container, Iterator, Sequence
from urllib.parse import urlsplit

from optout.catalog.known_form import KnownControl, KnownForm
from optout.channels.web.challenges import challenged, is_puzzle
from optout.channels.web.consent_texts import consent_texts
from optout.channels.web.controls import Control, Seen
from optout.channels.web.forms.sense import sense_of_attribute, sense_of_label
from optout.channels.web.judge import is_closed, is_login_wall
from optout.channels.web.understanding import meanings_of
from optout.people.facts import IMPERSONAL

SECRET, CHALLENGE, PASSWORD, DOCUMENT = "!secret", "!challenge", "!password", "!document"
_ROLES = {"checkbox": "tick", "password": "password", "file": "file"}
_TYPES = {"password": PASSWORD, "file": DOCUMENT}
_PAYMENT = re.compile(r"\bcc-(number|csc|exp|type|name)")
_STARS = re.compile(r"\*|\((required|optional|pflichtfeld|obligatoire|obligatorio|facultatif)\)", re.I)
_CHANGING = re.compile(r"(?=.*\d)[\w.~%-]{8,}|[0-9a-f]{8,}|\d+", re.IGNORECASE)
_TYPED = ("", "text", "email", "tel", "url", "number", "search", "date")
_FILLED_IN = "some text"
_UNCHOSEN = re.compile(
    r"\W*((please |bitte )?(select|choose|pick|(aus)?wählen)( one| an? \w+| (the|your) \w+)?"
    r"|(veuillez )?(choisir|choisissez|sélectionnez)( une? \w+)?|selecci[oó]n[ae]|elija|selezionare"
    r"|seleziona|scegli|selecione|escolha|selecteer|kies)?\W*",
    re.IGNORECASE,
)
_MOST_OFFERS = 30
_MOST_TEXTS = 60
_LONGEST = 200


def snapshot(
    seen: Seen, button: Control, controls: Sequence[Control], ours: Container[int] = ()
) -> KnownForm:
    """What pressing ``button`` sends; ``controls`` are those of its form.

    ``ours`` are those, by index, that the flow fills: what stands in any other is the page's choice.

    Values are not in it, but the page's words are: they may speak of the person. See ``Masking``.
    """
    shown = [one for one in controls if one.visible]
    return KnownForm(
        button=_words(button.label),
        method="none" if _is_scripted(button) else button.method,
        target="script" if _is_scripted(button) else _address(button.action or seen.url),
        controls=tuple(sorted(_controls(shown, ours))),
        consents=tuple(sorted(consent_texts(seen, ours))),
        headings=tuple(sorted({_words(one) for one in seen.headings if one.strip()}))[:_MOST_TEXTS],
        frames=tuple(sorted({_address(one) for one in seen.frames})),
        warnings=tuple(_warnings(seen)),
    )


def _warnings(seen: Seen) -> Iterator[str]:
    if challenged(seen):
        yield "challenge"
    if is_closed(seen):
        yield "closed"
    if is_login_wall(seen):
        yield "sign-in"


def _controls(shown: Sequence[Control], ours: Container[int]) -> Iterator[KnownControl]:
    """Radio buttons of one name are one control."""
    groups: dict[str, list[tuple[Control, str | None]]] = {}
    for control, meaning in zip(shown, meanings_of(shown), strict=True):
        if control.type == "radio":
            groups.setdefault(control.name, []).append((control, meaning))
        else:
            yield _single(control, meaning, control.index in ours)
    for members in groups.values():
        yield _group(members, any(one.index in ours for one, _ in members))


def _single(control: Control, meaning: str | None, is_ours: bool) -> KnownControl:
    offers = [_words(one.text) for one in control.options if one.value]
    asks = _asks(control, meaning)
    return KnownControl(
        role="choice" if control.tag == "select" else _ROLES.get(control.type, "textbox"),
        name=_name(control),
        asks=asks,
        wire=control.name[:_LONGEST],
        required=control.required,
        ticked=control.checked and not meaning,
        preset="" if is_ours or _is_personal(asks) else _preset(control),
        choices=len(offers),
        offers=_kept(offers, asks),
    )


def _group(members: Sequence[tuple[Control, str | None]], is_ours: bool) -> KnownControl:
    first = members[0][0]
    offers = [_offer(one) for one, _ in members]
    chosen = [one for one, _ in members if one.checked]
    asks = next((meaning for _, meaning in members if meaning), "")
    return KnownControl(
        role="choice",
        name=_words(first.group or first.section),
        asks=asks,
        wire=first.name[:_LONGEST],
        required=any(one.required for one, _ in members),
        preset="" if is_ours or _is_personal(asks) else next((_offer(one) for one in chosen), ""),
        choices=len(offers),
        offers=_kept(offers, asks),
    )


def _kept(offers: Sequence[str], asks: str) -> tuple[str, ...]:
    """Which choices there are says something about the person only where they are personal."""
    return () if _is_personal(asks) or len(offers) > _MOST_OFFERS else tuple(sorted(offers))


def _is_personal(asks: str) -> bool:
    return bool(asks) and asks not in IMPERSONAL


def _preset(control: Control) -> str:
    """The choice that a list stands at; of text only that there is any, for it may be anybody's."""
    if control.tag == "select":
        chosen = (one.text for one in control.options if one.value and one.value == control.value)
        return next((_words(one) for one in chosen if not _UNCHOSEN.fullmatch(one.strip())), "")
    typed = control.tag == "textarea" or control.type in _TYPED
    return _FILLED_IN if typed and control.value.strip() else ""


def _offer(control: Control) -> str:
    return _words(control.label or control.value)


def _asks(control: Control, meaning: str | None) -> str:
    if meaning or control.type in _TYPES:
        return meaning or _TYPES[control.type]
    if is_puzzle(control):
        return CHALLENGE
    said = (control.label, control.placeholder, "" if control.label else control.near)
    senses = [sense_of_label(text, control.language) for text in said if text]
    senses += [sense_of_attribute(text, control.language) for text in (control.name, control.id) if text]
    is_secret = any(one.refused == SECRET for one in senses) or _PAYMENT.search(control.autocomplete)
    return SECRET if is_secret else ""


def _name(control: Control) -> str:
    return _words(control.label or control.placeholder or control.near)


def _words(text: str) -> str:
    return " ".join(_STARS.sub(" ", text).split())[:_LONGEST]


def _is_scripted(button: Control) -> bool:
    scripted = button.action.lower().startswith("javascript:")
    return scripted or (button.tag != "a" and button.form < 0)


def _address(url: str) -> str:
    """Scheme, host and path; what changes from visit to visit is an asterisk."""
    if url.startswith("marker:"):
        return url
    parts = urlsplit(url)
    pieces = ("*" if _CHANGING.fullmatch(piece) else piece for piece in parts.path.split("/"))
    address = f"{parts.scheme}://{parts.netloc.lower()}{'/'.join(pieces) or '/'}"
    return "".join(address.split())[:_LONGEST]
