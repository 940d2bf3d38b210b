"""The checks for humans that a page may load where a person is there to solve them. Pure.

A closed list: in the assisted browser, and only there, pages may load these besides what their
definition names. Their scripts run in the page, and could read what is typed into it.
"""

from urllib.parse import urlsplit

_WHOLE = (
    "hcaptcha.com",
    "challenges.cloudflare.com",
    "recaptcha.net",
    "arkoselabs.com",
    "funcaptcha.com",
    "captcha-delivery.com",
    "geetest.com",
)
_ONE_FOLDER = ("www.google.com", "www.gstatic.com")
"""Hosts that serve much else: nothing of theirs but what lies below ``/recaptcha/``."""

CHECK_HOSTS = (*_WHOLE, *_ONE_FOLDER)


def check_host(url: str) -> str | None:
    """The name in the list that ``url`` belongs to; None where it is no such check."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    whole = (name for name in _WHOLE if host == name or host.endswith("." + name))
    if parts.scheme != "https":
        return None
    if host in _ONE_FOLDER and parts.path.startswith("/recaptcha/"):
        return host
    return next(whole, None)
