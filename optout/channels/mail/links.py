"""Which link in a mail may be followed: one, encrypted, plainly the provider's, as defined."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from optout.catalog.definition import Provider
from optout.channels.mail.parts import Anchor, Readable
from optout.channels.mail.web_address import hides_signs, split

_URL = re.compile(r"https?://[^\s<>\"'()\[\]]{1,2000}", re.IGNORECASE)
_SHOWN_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_MAX_LINKS = 2000


def links(mail: Readable, provider: Provider, path: str) -> set[str]:
    """The distinct links of the mail that are fit to be followed; ``path`` begins their paths."""
    return {url for url in _addresses(mail) if _fits(url, provider, path)}


def lure(mail: Readable, provider: Provider) -> str | None:
    """Why the mail's links look like a trap, in words without personal data; None where they do not."""
    if len(mail.anchors) > _MAX_LINKS:
        return "more links than any honest mail has"
    for anchor in mail.anchors:
        if _pretends(anchor, provider):
            return "a link shows one host and leads to another"
    for url in _addresses(mail):
        parts = split(url)
        if parts and "@" in parts.netloc:
            return "a link hides its host behind a user name"
        if parts and _looks_alike(parts.hostname or "", provider):
            return "a link leads to a look-alike host"
    return None


def _addresses(mail: Readable) -> Iterator[str]:
    found = [anchor.href.strip() for anchor in mail.anchors]
    for text in mail.texts:
        found += [match.rstrip(".,;:!?*") for match in _URL.findall(text)[:_MAX_LINKS]]
    yield from dict.fromkeys(found)


def _fits(url: str, provider: Provider, path: str) -> bool:
    parts = split(url)
    if parts is None or parts.scheme != "https" or parts.netloc.lower() != parts.hostname:
        return False  # another scheme, a user name, a port
    if hides_signs(url):
        return False
    host = parts.hostname
    if not _HOST.fullmatch(host) or _looks_alike(host, provider) or not provider.speaks_for(host):
        return False
    plain = unquote(parts.path)
    return parts.path.startswith(path) and ".." not in plain and "//" not in plain and "\\" not in plain


def _looks_alike(host: str, provider: Provider) -> bool:
    """Letters from other alphabets, plain or as punycode, where the definition has none."""
    odd = not host.isascii() or any(label.startswith("xn--") for label in host.split("."))
    return odd and not any(host == domain for domain in provider.domains)


def _pretends(anchor: Anchor, provider: Provider) -> bool:
    if not _SHOWN_URL.match(anchor.shown):
        return False
    text = anchor.shown.split()[0]
    shown = _host(text if "://" in text else f"https://{text}")
    leads = _host(anchor.href)
    if shown is None or leads is None:
        return True
    both_theirs = provider.speaks_for(shown) and provider.speaks_for(leads)
    return shown.removeprefix("www.") != leads.removeprefix("www.") and not both_theirs


def _host(url: str) -> str | None:
    parts = split(url.strip())
    return parts.hostname if parts else None
