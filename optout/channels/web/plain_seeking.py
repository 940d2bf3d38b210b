"""What a selector finds in a page that was read from its HTML alone. Pure."""

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from optout.channels.web.markup import Markup
from optout.channels.web.seeking import INVALID, MAX_MATCHES, MAX_SAID, Found, Sought
from optout.channels.web.selecting import elements
from optout.http import Unanswered


def seek(markup: Markup, sought: Sought) -> Found:
    """As the browser's script does it; see ``Found``."""
    try:
        found = _matches(markup, sought)
    except Unanswered:
        return INVALID
    numbers = {one: at for at, one in enumerate(markup.elements)}
    controls = (_control_of(one, numbers) for one in found)
    places = [-1 if one is None else numbers[one] for one in controls]
    drawn = [one for one in found if not markup.is_concealed(one)]
    return Found(
        count=len(found),
        at=tuple(places),
        usable=tuple(_is_usable(markup, *pair) for pair in zip(found, places, strict=True)),
        shown=bool(drawn),
        enabled=bool(found) and "disabled" not in found[0].attrib,
        text=_text(markup, drawn),
        holds=_held(found[0], numbers) if found else (),
    )


def _matches(markup: Markup, sought: Sought) -> list[HtmlElement]:
    around = elements(markup.document, sought.within) if sought.within else []
    scope = around[sought.of] if sought.of < len(around) else markup.document
    return elements(scope, sought.selector)[:MAX_MATCHES]


def _control_of(element: HtmlElement, numbers: Mapping[HtmlElement, int]) -> HtmlElement | None:
    """The control itself, the one around it, or the one that its label is for."""
    line = [element, *element.iterancestors()]
    control = next((one for one in line if one in numbers), None)
    label = next((one for one in line if one.tag == "label"), None)
    return control if control is not None or label is None else _labelled(label, numbers)


def _labelled(label: HtmlElement, numbers: Mapping[HtmlElement, int]) -> HtmlElement | None:
    name = label.get("for")
    among = (one for one in numbers if one.get("id") == name) if name else label.iter()
    return next((one for one in among if one in numbers), None)


def _is_usable(markup: Markup, element: HtmlElement, place: int) -> bool:
    if place >= 0:
        return markup.seen.controls[place].visible
    return not markup.is_concealed(element, attribute="aria-hidden")


def _text(markup: Markup, drawn: Sequence[HtmlElement]) -> str:
    texts: list[str] = []
    for one in drawn:
        texts.append("".join(markup.texts(one)))
        if sum(map(len, texts)) > MAX_SAID:
            break
    return "\n".join(texts)[:MAX_SAID]


def _held(element: HtmlElement, numbers: Mapping[HtmlElement, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[one] for one in element.iter() if one in numbers))
