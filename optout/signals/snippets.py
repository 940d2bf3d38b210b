"""The header lines that a site should serve, written for each kind of server."""

from collections.abc import Mapping
from dataclasses import dataclass

Headers = Mapping[str, str]
_FILES = ("/robots.txt", "/ai.txt")
_JSON = "/.well-known/tdmrep.json"


@dataclass(frozen=True, slots=True)
class Snippet:
    """``where`` says where ``text`` goes; ``note`` what is easily overlooked there."""

    server: str
    where: str
    text: str
    note: str = ""


def headers(*, content_usage: str, reserves_mining: bool) -> dict[str, str]:
    """The header lines that refuse AI training; ``content_usage`` is the value of Content-Usage."""
    mining = {"tdm-reservation": "1"} if reserves_mining else {}
    return {"X-Robots-Tag": "noai, noimageai", "Content-Usage": content_usage, **mining}


def snippets(lines: Headers, domain: str = "") -> tuple[Snippet, ...]:
    """One for each server. ``domain`` is the site's, where it is known."""
    return (
        _nginx(lines),
        _apache(lines),
        _caddy(lines, domain or "example.org"),
        _netlify(lines),
        _cloudflare(lines),
        _github(lines),
    )


def _nginx(lines: Headers) -> Snippet:
    said = [f'add_header {name} "{value}" always;' for name, value in lines.items()]
    files = [f"location = {path} {{ default_type text/plain; }}" for path in _FILES]
    served = [*files, f"location = {_JSON} {{ default_type application/json; }}"]
    note = "A location with an add_header of its own inherits none: repeat the lines there."
    return Snippet("nginx", "inside server { ... }", "\n".join((*said, *served)), note)


def _apache(lines: Headers) -> Snippet:
    said = [f'Header always {_verb(name)} {name} "{value}"' for name, value in lines.items()]
    note = "It needs mod_headers (a2enmod headers); without it the site answers with an error 500."
    return Snippet("Apache", ".htaccess, or <VirtualHost>", "\n".join(said), note)


def _verb(name: str) -> str:
    """Other X-Robots-Tag lines, such as noindex, stay."""
    return "add" if name == "X-Robots-Tag" else "set"


def _caddy(lines: Headers, domain: str) -> Snippet:
    plus = {"X-Robots-Tag": "+"}
    said = [f'    header {plus.get(name, "")}{name} "{value}"' for name, value in lines.items()]
    return Snippet("Caddy", "the Caddyfile", "\n".join((f"{domain} {{", *said, "}")))


def _listed(lines: Headers) -> str:
    return "\n".join(("/*", *(f"  {name}: {value}" for name, value in lines.items())))


def _netlify(lines: Headers) -> Snippet:
    return Snippet("Netlify", "a file _headers in the folder that is published", _listed(lines))


def _cloudflare(lines: Headers) -> Snippet:
    note = (
        "For a site behind Cloudflare's proxy: Rules, Transform Rules, Modify Response Header, one "
        '"Set static" for each line. "Managed robots.txt" puts lines before yours: audit the address.'
    )
    return Snippet("Cloudflare", "Pages: a file _headers in the folder", _listed(lines), note)


def _github(lines: Headers) -> Snippet:
    tags = [f'<meta name="robots" content="{lines["X-Robots-Tag"]}">']
    mining = lines.get("tdm-reservation")
    if mining:
        tags.append(f'<meta name="tdm-reservation" content="{mining}">')
    note = (
        "GitHub Pages serves no headers of yours: for an image itself only the files speak. Put an "
        "empty file .nojekyll beside robots.txt, or .well-known is left out. The files count at the "
        "root of a host only: in NAME.github.io or with a domain of your own, not in a project's folder."
    )
    return Snippet("GitHub Pages", "<head> of every page", "\n".join(tags), note)
