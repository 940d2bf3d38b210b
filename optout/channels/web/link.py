"""Whether a link from a mail may be opened. Pure."""

from urllib.parse import unquote, urlsplit

from optout.catalog.definition import Provider


def may_follow(link: str, provider: Provider) -> bool:
    """https, a host the provider speaks for, the path its definition names, and no tricks in it."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password) and port in (None, 443)
    if parts.scheme != "https" or not plain or not provider.speaks_for(parts.hostname or ""):
        return False
    start = provider.mail.link_path if provider.mail else None
    return start is not None and _is_straight(link, parts.path) and parts.path.startswith(start)


def _is_straight(link: str, path: str) -> bool:
    decoded = unquote(path)
    climbs = any(piece in ("..", ".") for piece in decoded.replace("\\", "/").split("/"))
    return not climbs and "\\" not in decoded and not any(sign.isspace() for sign in link)
