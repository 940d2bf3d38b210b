"""The cover page of an export: HTML that runs nothing and loads nothing from elsewhere."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from optout.evidence.case import Attachment, Case

_PICTURES = {".jpg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n"}
_WHAT = {
    "event": "a step of the request",
    "evidence": "the evidence of an attempt",
    "disclosure": "a fact that was passed on",
    "subject-forgotten": "the deletion of a person's data",
}


@dataclass(frozen=True, slots=True)
class _Listed:
    """An attachment as the page shows it."""

    path: str
    name: str
    description: str
    size: str
    sha256: str
    entry: int | None
    is_picture: bool


def cover_page(case: Case, attachments: Sequence[tuple[str, Attachment]]) -> str:
    """The page for a case; ``attachments`` come with their paths relative to the page."""
    entries = {proof.entry.commitment: proof.entry.index for proof in case.proofs}
    listed = [_listed(path, one, entries.get(one.commitment)) for path, one in attachments]
    css = _text("cover.css")
    return _template().render(
        case=case,
        css=css,
        css_hash=b64encode(sha256(css.encode()).digest()).decode(),
        attachments=listed,
        pictures=[one for one in listed if one.is_picture],
    )


def _listed(path: str, attachment: Attachment, entry: int | None) -> _Listed:
    content = attachment.content
    return _Listed(
        path=path,
        name=path.removeprefix("evidence/"),
        description=attachment.description,
        size=_size(len(content)),
        sha256=sha256(content).hexdigest(),
        entry=entry,
        is_picture=any(
            path.endswith(end) and content.startswith(sign) for end, sign in _PICTURES.items()
        ),
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"day": _day, "moment": _moment, "iso": _iso, "groups": _groups}
    environment.globals["what"] = _WHAT
    return environment.from_string(_text("cover.html"))


def _text(name: str) -> str:
    return (resources.files("optout.evidence") / "templates" / name).read_text(encoding="utf-8")


def _day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def _moment(when: datetime) -> str:
    return f"{_day(when)}, {when:%H:%M} UTC"


def _iso(when: date) -> str:
    return when.isoformat()


def _groups(digits: str) -> str:
    """Hex in groups of eight, so that two can be compared by eye."""
    return " ".join(digits[i : i + 8] for i in range(0, len(digits), 8))


def _size(count: int) -> str:
    return f"{count} bytes" if count < 10_000 else f"{count / 1000:,.0f} kB"
