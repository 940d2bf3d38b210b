"""One page with its form, as mutations change it."""

import random
from dataclasses import dataclass, field
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from optout.catalog.known_form import KnownForm

Names = dict[str, str]
_NOT_FILLED = ("hidden", "submit", "button", "reset", "image")


@dataclass(frozen=True)
class Field:
    """A control that people fill, with its label; ``box`` holds both and no other control."""

    control: HtmlElement
    label: HtmlElement | None
    box: HtmlElement

    @property
    def words(self) -> str:
        """What the label says, without its star."""
        said = self.label.text_content() if self.label is not None else ""
        return " ".join(said.replace("*", " ").split())

    @property
    def is_asked(self) -> bool:
        return "required" in self.control.attrib


@dataclass
class Page:
    """``names`` collects what was renamed (new to old), so that the server still understands it."""

    document: HtmlElement
    form: HtmlElement
    button: HtmlElement
    rng: random.Random
    host: str
    browser: bool
    names: Names = field(default_factory=dict)
    paths: Names = field(default_factory=dict)

    @property
    def fields(self) -> list[Field]:
        return [_field(one, self.form) for one in controls(self.form) if not is_trap(one)]

    @property
    def main(self) -> HtmlElement:
        found = next(self.form.iterancestors("main", "body"), None)
        assert found is not None
        return found


def controls(form: HtmlElement) -> list[HtmlElement]:
    every = form.xpath(".//input | .//select | .//textarea")
    return [one for one in every if one.get("type", "text").lower() not in _NOT_FILLED]


def is_trap(control: HtmlElement) -> bool:
    return any(one.get("aria-hidden") == "true" for one in (control, *control.iterancestors()))


def page_of(source: str, known: KnownForm, rng: random.Random, host: str, browser: bool) -> Page | None:
    """The page with the known form; None where none has its button and its controls."""
    document = html.document_fromstring(source)
    wires = {one.wire for one in known.controls if one.wire}
    for one in document.xpath("//form//button | //form//input[@type='submit']"):
        said = one.get("value", "") if one.tag == "input" else one.text_content()
        form = next(one.iterancestors("form"))
        named = {str(name) for name in form.xpath(".//@name")}
        if " ".join(said.split()).casefold() == known.button.casefold() and wires <= named:
            return Page(document, form, one, rng, host, browser)
    return None


def say(one: Field, words: str) -> None:
    """Change the label's own words; a star and a control in it stay."""
    assert one.label is not None
    if (one.label.text or "").strip() or not len(one.label):
        one.label.text = f"{words} "
    else:
        one.label[-1].tail = f" {words}"


def is_tied(one: Field) -> bool:
    """Whether its label is an element beside it."""
    return one.label is not None and one.control not in list(one.label.iter())


def call(page: Page, words: str) -> None:
    """Change what the button says."""
    if page.button.tag == "input":
        page.button.set("value", words)
        return
    for child in list(page.button):
        page.button.remove(child)
    page.button.text = words


def element(source: str) -> HtmlElement:
    made: Any = html.fragment_fromstring(source)
    return made


def before(place: HtmlElement, source: str) -> HtmlElement:
    """Insert ``source`` just before ``place``."""
    made = element(source)
    place.addprevious(made)
    return made


def replace_with(old: HtmlElement, new: HtmlElement) -> None:
    new.tail, old.tail = old.tail, None
    parent = old.getparent()
    assert parent is not None
    parent.replace(old, new)


def _field(control: HtmlElement, form: HtmlElement) -> Field:
    labels = form.xpath(".//label[@for=$name]", name=control.get("id", "")) if control.get("id") else []
    around = next(control.iterancestors("label"), None)
    label = labels[0] if labels else around
    return Field(control, label, _box(control, form))


def _box(control: HtmlElement, form: HtmlElement) -> HtmlElement:
    """The largest element around the control that holds no other control and no button."""
    box = control
    for one in control.iterancestors():
        if one is form or one.tag in ("fieldset", "form"):
            break
        if len(one.xpath(".//input | .//select | .//textarea | .//button")) > 1:
            break
        box = one
    return box
