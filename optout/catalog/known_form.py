"""A form as a definition last knew it: sorted lines that a maintainer can read, compare and review.

One line per thing. No value that somebody entered, no id and no token is in it.

    button "Submit request"
    consent "By sending this form you agree to our terms."
    control textbox "Your e-mail address" asks email, named "contact", required
    control choice "State" asks address-level1, named "state", 51 choices
    heading "Opt out"
    target post https://acme.example/opt-out
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_QUOTE = r'"(?:[^"\\]|\\.)*"'
_TEXT = re.compile(f"({_QUOTE})")
_TEXTS = ("consent", "heading", "frame")
_LINES: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("button", *_TEXTS), _TEXT),
    "control": re.compile(
        rf"(?P<role>[a-z]+) (?P<name>{_QUOTE})(?: asks (?P<asks>[^\s,]+),?)?"
        rf"(?: named (?P<wire>{_QUOTE}),?)?"
        r"(?P<required> required,?)?(?P<ticked> ticked,?)?"
        rf"(?: preset (?P<preset>{_QUOTE}),?)?"
        r"(?: (?P<choices>\d{1,6}) choices,?)?"
        rf"(?: offers (?P<offers>{_QUOTE}(?: {_QUOTE})*))?"
    ),
    "target": re.compile(r"([a-z]+) (\S+)"),
    "warning": re.compile(r"([a-z-]+)"),
}
_MOST_LINES = 2000


@dataclass(frozen=True, slots=True, order=True)
class KnownControl:
    """One visible control, or one group of radio buttons.

    ``role``: textbox, choice (a list or a group), tick, password or file. ``asks``: its meaning, ""
    where it was not understood, "!secret" and the like for what nobody fills in. ``wire``: its
    ``name``. ``preset``: what the page itself has chosen or written there. ``choices``: how many;
    ``offers``: which, where they say nothing about a person.
    """

    role: str
    name: str
    asks: str = ""
    wire: str = ""
    required: bool = False
    ticked: bool = False
    preset: str = ""
    choices: int = 0
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownForm:
    """What pressing ``button`` would send, and what the page says about it.

    ``target``: scheme, host and path, or "script". ``warnings``: challenge, sign-in, closed.
    """

    button: str
    method: str
    target: str
    controls: tuple[KnownControl, ...] = ()
    consents: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The lines, sorted, each with its end."""
        lines = {f"button {_quoted(self.button)}", f"target {self.method} {self.target}"}
        lines |= {f"consent {_quoted(one)}" for one in self.consents}
        lines |= {f"frame {_quoted(one)}" for one in self.frames}
        lines |= {f"heading {_quoted(one)}" for one in self.headings}
        lines |= {f"warning {one}" for one in self.warnings}
        controls = (f"control {_control_words(one)}" for one in self.controls)
        return "".join(f"{line}\n" for line in sorted([*lines, *controls]))


def read_known_form(text: str) -> KnownForm:
    """The form that ``text`` describes. Raises ``ValueError`` naming the line that it cannot read."""
    found: dict[str, list[re.Match[str]]] = {kind: [] for kind in _LINES}
    for number, line in enumerate(text.split("\n"), 1):
        kind, _, rest = line.strip().partition(" ")
        match = _LINES[kind].fullmatch(rest.strip()) if kind in _LINES else None
        if number > _MOST_LINES or (line.strip() and match is None):
            raise ValueError(f"line {number} is none of a form's: {line[:60]!r}")
        if match is not None:
            found[kind].append(match)
    return _assembled(found)


def _assembled(found: Mapping[str, Sequence[re.Match[str]]]) -> KnownForm:
    if len(found["button"]) != 1 or len(found["target"]) != 1:
        raise ValueError("it needs one line with its button, and one with the method and the target")
    texts = {kind: tuple(sorted(_said(one[1]) for one in found[kind])) for kind in _TEXTS}
    return KnownForm(
        button=_said(found["button"][0][1]),
        method=found["target"][0][1],
        target=found["target"][0][2],
        controls=tuple(sorted(map(_control, found["control"]))),
        consents=texts["consent"],
        headings=texts["heading"],
        frames=texts["frame"],
        warnings=tuple(sorted(one[1] for one in found["warning"])),
    )


def _control(found: re.Match[str]) -> KnownControl:
    return KnownControl(
        role=found["role"],
        name=_said(found["name"]),
        asks=found["asks"] or "",
        wire=_said(found["wire"] or '""'),
        required=bool(found["required"]),
        ticked=bool(found["ticked"]),
        preset=_said(found["preset"] or '""'),
        choices=int(found["choices"] or 0),
        offers=tuple(_said(one) for one in re.findall(_QUOTE, found["offers"] or "")),
    )


def _said(quoted: str) -> str:
    return str(json.loads(quoted))


def _control_words(one: KnownControl) -> str:
    words = [
        f"asks {one.asks}" if one.asks else "",
        f"named {_quoted(one.wire)}" if one.wire else "",
        "required" if one.required else "",
        "ticked" if one.ticked else "",
        f"preset {_quoted(one.preset)}" if one.preset else "",
        f"{one.choices} choices" if one.choices else "",
        f"offers {' '.join(map(_quoted, one.offers))}" if one.offers else "",
    ]
    said = ", ".join(word for word in words if word)
    return f"{one.role} {_quoted(one.name)} {said}".rstrip()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
