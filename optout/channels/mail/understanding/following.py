"""Which of a mail's links may be followed: at most the one that confirms, plainly the provider's."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from optout.channels.mail.understanding.addresses import Named
from optout.channels.mail.understanding.folding import folded
from optout.channels.mail.understanding.hosts import is_disguised, is_number, is_within
from optout.channels.mail.understanding.wording import names
from optout.channels.mail.understood import Link
from optout.channels.mail.web_address import hides_signs, split

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_PATH_CONFIRMS = re.compile(
    r"confirm|verif|valid|activ|approv|optin|double|bestaet|bestat|freigab|freischalt|auteur|accept"
    r"|token|best_"
    r"|/c/|/v\b|/v/|/ok|opt-?out|remov|delet|losch|loesch|suppr|baja|borrar|elimin|wider",
    re.IGNORECASE,
)
_PATH_PLAIN = re.compile(
    r"(?:^|[/_.?=&-])(?:confirm\w*|verif\w*|valid\w*|activat\w*|approv\w*|best(?:ae|a|ä)tig\w*"
    r"|freigab\w*|oui|yes|ja|si|accord|visto-bueno|continue|proceed|weiter|accept\w*|aceptar|agree"
    r"|complete|finish|doi|optin|opt-in|double-opt-in|zustimm\w*|authori[sz]e|genehmig\w*)"
    r"(?=$|[/_.?=&-])",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[a-zA-Z])[\w-]{5,}|[=/#][0-9a-f]{4,}|\d{4,}", re.IGNORECASE)
_SHORT_LEAD, _NEAR = 11, 6
_NOT = (0, True)
_OTHER_END = re.compile(
    r"/(?:privacy|privacy-?policy|datenschutz|terms|agb|faq|help|imprint|contact)/?$|impressum"
    r"|reset|passw(?:or|ort)|mot-?de-?passe|contrasen|unsub",
    re.IGNORECASE,
)
_PATH_DENIES = re.compile(
    r"/reset|password|passwort|mot-?de-?passe|contrasen|log-?in\b|sign-?in|unsub|abmeld|desinscri"
    r"|desabon|desuscri|/privacy/?$|/privacy-?policy|policy|datenschutz/?$|impressum|mentions"
    r"|aviso-legal|cancel|deny|reject"
    r"|refus|withdraw|abbrech|ablehn|annul|cancelar|rechaz|not-?me|nicht-?ich|report|melden"
    r"|signaler|/help|/faq|hilfe|aide|ayuda|terms|agb|cgu"
    r"|survey|umfrage|feedback|contact|kontakt|imprint|/docs|how-it|apps?\.|play\.|facebook"
    r"|linkedin|twitter|instagram"
    r"|preferences?/?$|suivi|track|status|progress|/order|/booking|/invoice|facture|rechnung|/rate"
    r"|/shop|(?:news|mailing)letter|\.(?:png|gif|jpe?g|svg|css)$|pixel|denunc|anul|/blog|karriere"
    r"|/jobs|/legal|/about",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Rated:
    named: Named
    refusal: str
    rank: tuple[int, bool]


def followed(links: Sequence[Named], domains: Collection[str], refusal: str) -> list[Link]:
    """Every link with whether it may be followed. ``domains`` are those that are plainly the sender's.

    ``refusal`` says why none may be, whatever the link; "" where one may. Where two different links
    could each be the one that confirms, neither is followed.
    """
    rated = [_rated(one, domains, refusal) for one in links]
    best = max((one.rank for one in rated if not one.refusal), default=_NOT)
    chosen = [one for one in rated if not one.refusal and one.rank == best and best > _NOT]
    return [_link(one, chosen) for one in rated]


def _link(rated: _Rated, chosen: Sequence[_Rated]) -> Link:
    if rated.refusal:
        return Link(rated.named.url, False, rated.refusal)
    if rated not in chosen:
        return Link(rated.named.url, False, "it is not the link that confirms")
    if len(chosen) > 1:
        return Link(rated.named.url, False, "more than one link could be the one that confirms")
    return Link(rated.named.url, True, "it confirms, and leads to a domain of the sender")


def _rated(one: Named, domains: Collection[str], refusal: str) -> _Rated:
    rank = _rank(one)
    single = bool(rank and _TOKEN.search(_way(one.url)))  # one link for one request
    return _Rated(one, refusal or unfit(one.url, domains), (rank, single))


def _way(url: str) -> str:
    parts = split(url)
    return unquote(f"{parts.path}?{parts.query}#{parts.fragment}") if parts else ""


def confirming(one: Named) -> float:
    """How much the link's own words and its address say that it confirms, wherever it leads: 0 to 1."""
    rank = _rank(one)
    if not rank:
        return 0.0
    way = _way(one.url)
    shown = {4: 0.6, 3: 0.4}.get(rank, 0.0)
    named = 0.5 if _PATH_PLAIN.search(way) else 0.0
    single = 0.35 if _TOKEN.search(way) else 0.0
    return 1 - (1 - shown) * (1 - named) * (1 - single)


def unfit(url: str, domains: Collection[str]) -> str:
    """Why the address itself forbids to follow it, without personal data; "" where it does not."""
    parts = split(url)
    if parts is None:
        return "it is no plain web address"
    if hides_signs(url):
        return "it has signs that nobody can see"
    if parts.scheme != "https":
        return "it is not encrypted"
    host = parts.hostname or ""
    if parts.netloc.lower() != host:
        return "it has a user name or a port"
    if is_number(host) or not _HOST.fullmatch(host):
        return "its host is no plain name"
    if not is_within(host, domains):
        return "its host is not one of the sender's domains"
    if is_disguised(host) and host not in domains:
        return "its host is written in look-alike letters"
    return _unfit_rest(f"{unquote(parts.path)}", unquote(unquote(parts.query)))


def _unfit_rest(path: str, query: str) -> str:
    if ".." in path or "//" in path or "\\" in path:
        return "its path is not plain"
    return "it leads on to another address" if re.search(r"(?:^|[=&])(?:https?:)?//", query) else ""


def _nearest(lead: str) -> str:
    """Of the words before a bare address those that introduce it: a long sentence names other things."""
    words = lead.split()
    return lead if len(words) <= _SHORT_LEAD else f" {' '.join(words[-_NEAR:])} "


def _rank(one: Named) -> int:
    """How plainly the link is the one that confirms: 0 where it is another one."""
    parts = split(one.url)
    way = unquote(f"{parts.path}?{parts.query}").rstrip("?") if parts else ""
    shown = folded(one.shown)
    if (
        _OTHER_END.search(way)
        or names("denying", _nearest(shown) if one.bare else shown)
        or (_PATH_DENIES.search(way) and not names("confirming", shown))
    ):
        return 0
    if names("confirming", shown):
        return 4 if not one.bare else 3
    if parts is None or not (parts.path.strip("/") or parts.query):
        return 0
    if _PATH_CONFIRMS.search(way):
        return 2
    return 1 if one.bare or one.around else 0
