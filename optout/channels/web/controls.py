"""What a page shows and which controls it has, read in one go by a browser or from the HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from optout.channels.web.seeking import Found, found_from

TEXT_LIMIT = 200_000
_NAME_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Control:
    """A control, button or link as one reading of the page found it.

    ``index`` is its place among the page's controls. ``label`` is the accessible name, ``group`` the
    legend around a radio button, ``near`` the text beside it, ``lead`` the last text before it,
    ``section`` the heading or legend it stands under, ``language`` the language tag it is in.
    ``shown_label`` is what people see as its label, where ``aria-label`` or the like gives another.
    ``around`` numbers the page's boxes around a control of no form, the innermost first.
    ``max_length`` 0: the page states none. ``visible`` means shown to people and usable by them.
    ``form`` numbers the page's forms, -1 is none; ``action`` (absolute), ``method`` and ``target``
    say where pressing it, or sending its form, leads.
    """

    index: int
    tag: str
    type: str = ""
    name: str = ""
    id: str = ""
    autocomplete: str = ""
    label: str = ""
    group: str = ""
    placeholder: str = ""
    required: bool = False
    visible: bool = True
    checked: bool = False
    options: tuple[Option, ...] = field(default=(), repr=False)
    form: int = -1
    action: str = ""
    method: str = "get"
    target: str = ""
    enctype: str = ""
    value: str = field(default="", repr=False)
    near: str = ""
    section: str = ""
    lead: str = ""
    language: str = ""
    max_length: int = 0
    pattern: str = ""
    shown_label: str = ""
    around: tuple[int, ...] = ()

    @property
    def is_pressed(self) -> bool:
        """Whether it is a button or a link: something to press, not to fill."""
        return self.tag in ("a", "button") or self.type in ("submit", "image", "button", "reset")


@dataclass(frozen=True, slots=True)
class Seen:
    """One reading of a page. ``text`` is the visible text, cut at ``TEXT_LIMIT`` characters.

    ``frames`` are the addresses of visible frames, and ``marker:...`` for a challenge's empty
    place on the page. ``still``: the page is complete, and has nothing in it that could change it.
    ``found`` answers what the reading was asked to look for besides, in the same order.
    ``document`` is the same number for two readings of one document, and another for another.
    ``scored``: the page has a script that rates its visitors without being seen (reCAPTCHA v3).
    """

    url: str = field(repr=False)
    status: int
    title: str = field(default="", repr=False)
    headings: tuple[str, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)
    frames: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    still: bool = False
    found: tuple[Found, ...] = ()
    document: float = 0.0
    scored: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the page shows next to nothing, so that nothing can be concluded from it."""
        letters = sum(not sign.isspace() for sign in self.text)
        return letters < 10 and not any(control.visible for control in self.controls)


def seen_from(raw: Mapping[str, Any], status: int) -> Seen:
    """What the browser's script read, as plain data. ``raw`` comes from a hostile page."""
    return Seen(
        url=str(raw["url"]),
        status=status,
        title=str(raw["title"])[:_NAME_LIMIT],
        headings=tuple(str(heading) for heading in raw["headings"]),
        text=str(raw["text"])[:TEXT_LIMIT],
        frames=tuple(str(frame) for frame in raw["frames"]),
        controls=tuple(_control(index, one) for index, one in enumerate(raw["controls"])),
        still=bool(raw["still"]),
        found=tuple(found_from(one) for one in raw["found"]),
        document=float(raw["document"]),
        scored=bool(raw["scored"]),
    )


def _control(index: int, raw: Mapping[str, Any]) -> Control:
    options = tuple(Option(str(text), str(value)) for text, value in raw["options"])
    texts = {
        name: str(raw[name])
        for name in ("tag", "type", "name", "id", "autocomplete", "placeholder", "action", "method")
    }
    return Control(
        index=index,
        **texts,
        label=str(raw["label"])[:_NAME_LIMIT],
        group=str(raw["group"])[:_NAME_LIMIT],
        required=bool(raw["required"]),
        visible=bool(raw["visible"]),
        checked=bool(raw["checked"]),
        options=options,
        form=int(raw["form"]),
        target=str(raw["target"]),
        enctype=str(raw["enctype"]),
        value=str(raw["value"]),
        near=str(raw["near"])[:_NAME_LIMIT],
        section=str(raw["section"])[:_NAME_LIMIT],
        lead=str(raw["lead"])[:_NAME_LIMIT],
        language=str(raw["language"])[:_NAME_LIMIT],
        max_length=int(raw["maxLength"]),
        pattern=str(raw["pattern"])[:_NAME_LIMIT],
        around=tuple(int(one) for one in raw["around"]),
        shown_label=str(raw["shownLabel"])[:_NAME_LIMIT],
    )
