"""The forms of twins: how they look, and how strictly they read what is sent to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qsl

from starlette.requests import Request

from optout.people.facts import MEANINGS
from optout.rehearsal.states import STATES

TOKEN = "csrf_token"  # noqa: S105 - the name of a control, not a secret
STATE_OPTIONS = tuple(STATES.items())
_DUTY = ' required aria-required="true"'


@dataclass(frozen=True, slots=True)
class Control:
    """One visible control. ``kind`` is an input type, "textarea", "select" or "checkbox".

    ``meaning`` is what the form means by it, one of ``MEANINGS``; empty where none fits. ``ValueError``
    for another.
    """

    name: str
    label: str
    meaning: str
    kind: str = "text"
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    autocomplete: str = ""

    def __post_init__(self) -> None:
        if self.meaning and self.meaning not in MEANINGS:
            raise ValueError(f"{self.meaning!r} is not a known meaning; see docs/reference/meanings.md")

    def html(self, form: str, value: str) -> str:
        ident = f"{form}-{self.name}"
        star = ' <abbr title="required">*</abbr>' if self.required else ""
        label = f'<label for="{ident}">{escape(self.label)}{star}</label>'
        return f'<p class="field">{label} {self._control(ident, value)}</p>'

    def _control(self, ident: str, value: str) -> str:
        same = f'id="{ident}" name="{self.name}"{_DUTY if self.required else ""}'
        if self.autocomplete:
            same += f' autocomplete="{self.autocomplete}"'
        if self.kind == "textarea":
            return f'<textarea {same} rows="3">{escape(value)}</textarea>'
        if self.kind == "select":
            return f"<select {same}>{self._choices(value)}</select>"
        if self.kind == "checkbox":
            return f'<input type="checkbox" {same} value="yes">'
        return f'<input type="{self.kind}" {same} value="{escape(value)}">'

    def _choices(self, value: str) -> str:
        choices = (
            f'<option value="{escape(key)}"{" selected" if key == value else ""}>{escape(text)}</option>'
            for key, text in self.options
        )
        return '<option value="">Please choose</option>' + "".join(choices)

    def refuses(self, value: str) -> str:
        """Why the form does not take ``value``; empty when it does."""
        if not value:
            return f"{self.label} is required." if self.required else ""
        if self.kind == "email" and "@" not in value:
            return f"{self.label} is not an e-mail address."
        if self.kind == "select" and value not in dict(self.options):
            return f"{self.label}: choose one from the list."
        return ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What reached a form: every non-empty value but the form's own token, and what was wrong."""

    fields: dict[str, str] = field(repr=False)
    meanings: dict[str, str]
    honeypots: int
    token: str
    problems: tuple[str, ...]

    def value(self, meaning: str) -> str:
        name = next((name for name, known in self.meanings.items() if known == meaning), "")
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a site would have it; ``trap`` names an invisible control that humans leave empty."""

    ident: str
    action: str
    legend: str
    button: str
    controls: tuple[Control, ...]
    method: str = "post"
    trap: str = ""

    def html(
        self, *, values: dict[str, str] | None = None, problems: Sequence[str] = (), token: str = ""
    ) -> str:
        values = values or {}
        errors = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
        inside = [
            f'<ul class="errors" role="alert">{errors}</ul>' if errors else "",
            f'<input type="hidden" name="{TOKEN}" value="{escape(token)}">' if token else "",
            *(control.html(self.ident, values.get(control.name, "")) for control in self.controls),
            self._trap(),
            f'<button type="submit">{escape(self.button)}</button>',
        ]
        return (
            f'<form id="{self.ident}" action="{self.action}" method="{self.method}">'
            f"<fieldset><legend>{escape(self.legend)}</legend>{''.join(inside)}</fieldset></form>"
        )

    def _trap(self) -> str:
        if not self.trap:
            return ""
        ident = f"{self.ident}-{self.trap}"
        return (
            f'<div class="away" style="position:absolute;left:-9999px" aria-hidden="true">'
            f'<label for="{ident}">Leave this empty</label>'
            f'<input type="text" id="{ident}" name="{self.trap}" tabindex="-1" autocomplete="off"></div>'
        )

    def read(self, pairs: Iterable[tuple[str, str]]) -> Filled:
        """Judge what was sent; names the form does not have are kept, without a meaning."""
        given = {name: value.strip() for name, value in pairs if value.strip()}
        token = given.pop(TOKEN, "")
        problems = (control.refuses(given.get(control.name, "")) for control in self.controls)
        meanings = {c.name: c.meaning for c in self.controls if c.meaning and c.name in given}
        return Filled(
            fields=given,
            meanings=meanings,
            honeypots=int(self.trap in given),
            token=token,
            problems=tuple(problem for problem in problems if problem),
        )


async def sent_to(request: Request) -> list[tuple[str, str]]:
    """The pairs of a posted form, or of the address where nothing was posted."""
    if request.method == "POST":
        return parse_qsl((await request.body()).decode(), keep_blank_values=True)
    return list(request.query_params.multi_items())
