"""The texts of a list's entries: hostile until they are short, on one line and printable."""

import re
from urllib.parse import urlsplit

from optout.catalog.importing.companies.domains import is_shared, own_site, site_of
from optout.catalog.importing.companies.letters import in_plain_letters
from optout.catalog.importing.faults import Unusable

_SPACES = re.compile(r"\s+")
_HIDING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_AT = re.compile(r"\s*[\[(]\s*at\s*[\])]\s*", re.IGNORECASE)
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_ROLE = re.compile(
    r"(?:data)?(?:privacy|protection|daten|dpo|dsb|dsgvo|gdpr|ccpa|legal|info|kontakt|contact|"
    r"office|mail|support|service|help|hello|post|poststelle|opt-?out|auskunft|compliance)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_PAGE, _LONGEST_MAIL = 120, 2000, 254


def name_in(text: str) -> str:
    """A name as it is shown. Raises ``Unusable`` where it hides something or is none."""
    if _HIDING.search(text):
        raise Unusable("", "its name holds a control character")
    name = _SPACES.sub(" ", text).strip()
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Unusable("", f"its name has not 1 to {_LONGEST_NAME} characters")
    return name


def shortened(text: str, most: int) -> str:
    """The text on one line, without what does not print, ``most`` characters at most."""
    plain = _SPACES.sub(" ", _HIDING.sub("", text)).strip()
    return plain if len(plain) <= most else plain[: most - 3].rstrip() + "..."


def mail_in(text: str) -> str | None:
    """The one e-mail address that the text is; None where it is none, several, or not quite one."""
    local, at, host = _AT.sub("@", text.strip()).rpartition("@")
    if not at or len(text) > _LONGEST_MAIL or not _LOCAL.fullmatch(local) or len(local) > 64:
        return None
    try:
        host = in_plain_letters(host.rstrip("."))
        site_of(host)
    except Unusable:
        return None
    return f"{local}@{host}"


def page_in(text: str) -> str | None:
    """The one web address that a person may be sent to; None for scripts, mail and anything else."""
    if not _PAGE.fullmatch(text.strip()) or len(text) > _LONGEST_PAGE or _HIDING.search(text):
        return None
    try:
        parts = urlsplit(text.strip())
        host = in_plain_letters(parts.hostname or "")
        site_of(host)
        port = f":{parts.port}" if parts.port else ""
    except (Unusable, ValueError):
        return None
    return None if "@" in parts.netloc else parts._replace(netloc=host + port).geturl()


def page_among(text: str) -> str | None:
    """The one web address within a text; None where there is none, or are several."""
    found = set(_PAGE.findall(text))
    return page_in(found.pop().rstrip(".,;)")) if len(found) == 1 else None


def host_in(text: str) -> str:
    """The host of what a list gives as a web site, with or without ``https://``."""
    written = text.strip()
    try:
        parts = urlsplit(written if "//" in written else f"//{written}")
        host = parts.hostname or ""
    except ValueError:
        host = ""
    return "" if "@" in written else host


def identity_of(mail: str) -> str:
    """Whose an address is that comes without a web site: the domain's, if everybody there reads it.

    Of others that share one domain (parishes, schools) each is its own. Raises ``Unusable`` for a
    mailbox such as anybody may have.
    """
    local, _, host = mail.rpartition("@")
    site = own_site(host)
    if is_shared(site):
        raise Unusable("", "it names no domain of its own")
    return site if _ROLE.match(local) else mail.lower()
