"""The address of a server that the person chose in their settings: what may be talked to there."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from optout.http import Unanswered
from optout.requests.failures import Failure


def origin_of(address: str) -> tuple[str, str, int | None]:
    """Scheme, host and port. ``http`` is for this machine only; anything else raises ``Unanswered``.

    No user name, no query: the address is put before a path, and is told to nobody but its host.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _unfit() from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_own_machine(host))
    if not host or not safe or parts.username is not None or "#" in address or "?" in address:
        raise _unfit()
    return parts.scheme, host, port


def is_fit(address: str) -> bool:
    """Whether what stands in the person's setting is an address that may be talked to."""
    try:
        return bool(origin_of(address))
    except Unanswered:
        return False


def _is_own_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _unfit() -> Unanswered:
    words = "the address in the settings is no https address, nor one of this machine"
    return Unanswered(Failure.OFF_DOMAIN, words)
