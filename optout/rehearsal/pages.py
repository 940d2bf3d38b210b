"""The pages of twins: what surrounds the matter on a real site, and lists of records."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

_STYLE = (
    "body{font:16px sans-serif;margin:1em} .ad,.cookies{background:#eee;padding:.5em}"
    " .errors{color:#a00} nav a{margin-right:1em} fieldset{max-width:40em}"
)
_NAV = (("/", "Home"), ("/about", "About us"), ("/premium", "Premium reports"))
_AD = '<aside class="ad">Advertisement: unlimited background reports from $0.95</aside>'
_COOKIES = (
    '<div class="cookies" role="region" aria-label="Cookies">We use cookies to improve your experience. '
    '<button type="button">Accept all</button> <a href="/cookies">Settings</a></div>'
)


@dataclass(frozen=True, slots=True)
class Site:
    """The frame of one site's pages. ``header`` is more HTML for the top of every page."""

    name: str
    choices: str = "/opt-out"  # where "Privacy choices" leads
    header: str = ""

    def page(self, title: str, *parts: str, status: int = 200) -> HTMLResponse:
        """A whole page under ``title``; ``parts`` are HTML, already escaped."""
        links = (*_NAV, (self.choices, "Privacy choices"))
        nav = "".join(f'<a href="{path}">{text}</a>' for path, text in links)
        return HTMLResponse(
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f"<title>{escape(title)} | {escape(self.name)}</title><style>{_STYLE}</style></head><body>"
            f'<header><p class="brand">{escape(self.name)}</p><nav>{nav}</nav>{self.header}</header>'
            f"<main><h1>{escape(title)}</h1>{''.join(parts)}</main>{_AD}"
            f"<footer><p>© {escape(self.name)}</p>{_COOKIES}</footer></body></html>",
            status_code=status,
        )

    def not_found(self) -> HTMLResponse:
        """The page for every address that the site does not have."""
        return self.page("Page not found", "<p>There is nothing at this address.</p>", status=404)


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def table(columns: Sequence[str], rows: Sequence[str]) -> str:
    """A table of ``rows`` that are HTML already."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
