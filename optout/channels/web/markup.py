"""Reads a page from its HTML alone, for providers that need no browser. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from optout.channels.web.controls import TEXT_LIMIT, Control, Option, Seen
from optout.channels.web.parsing import base_of, is_swollen, joined, parsed
from optout.channels.web.shown_text import BLOCKS
from optout.channels.web.surroundings import Surroundings, is_filled, surroundings

_SELECTOR = "input, select, textarea, button, a[href]"
_MAX_CONTROLS = 1500
_MAX_LABELS = 10
_MAX_WORDING = 2000
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "title", "textarea", "select"})
_CONCEALING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0(\.0*)?\s*(;|$|!)"
    r"|(left|top|text-indent|margin-left)\s*:\s*-\d{3,}|(?<![-\w])(width|height)\s*:\s*[01](px)?\s*(;|$|!)"
    r"|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(50|100)%",
    re.IGNORECASE,
)
_RATING = re.compile(r"/recaptcha/.*[?&]render=(?!explicit|onload)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CHALLENGES = re.compile(r"(?<![\w-])(g-recaptcha|h-captcha|cf-turnstile)(?![\w-])")


class Markup:
    """A parsed page: ``seen`` is the reading, ``elements`` its controls in the same order."""

    def __init__(self, source: str, url: str, status: int) -> None:
        swollen = is_swollen(source)
        self.document = parsed("" if swollen else source)
        self.url = joined(url, self.document.base_url or base_of(self.document) or url)
        self._concealed = _concealed_names(self.document)
        found = self.document.cssselect(_SELECTOR)
        self.is_crowded = swollen or sum(one.tag != "a" for one in found) > _MAX_CONTROLS
        self.elements: list[HtmlElement] = _bounded(found)
        self._forms = list(self.document.iter("form"))
        self._around = surroundings(self.document)
        self._labelling = _labelling(self.document)
        self._named = {one.get("id"): one for one in reversed(self.document.cssselect("[id]"))}
        self._wordings: dict[HtmlElement, str] = {}
        self._contents: dict[HtmlElement, str] = {}
        self.seen = self._read(url, status)

    def _read(self, url: str, status: int) -> Seen:
        heads = [one for one in self.document.iter("h1", "h2", "h3") if not self.is_concealed(one)]
        return Seen(
            url=url,
            status=status,
            title=_tidy(self.document.findtext(".//title") or ""),
            headings=tuple(_tidy(one.text_content()) for one in heads),
            text=_lines(" ".join(self.texts(self.document)))[:TEXT_LIMIT],
            frames=tuple(self._frames()),
            controls=tuple(self._control(at, one) for at, one in enumerate(self.elements)),
            scored=any(_RATING.search(one.get("src", "")) for one in self.document.iter("script")),
        )

    def texts(self, element: HtmlElement) -> Iterator[str]:
        """The visible text, in the order of the page; a stack, because pages nest without end."""
        stack: list[HtmlElement | str] = [element]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                yield one
            elif isinstance(one.tag, str) and one.tag not in _SILENT and not self._conceals(one):
                following = [part for child in reversed(one) for part in (_after(child), child)]
                stack.extend([*following, _flat(one.text)])
                yield "\n" if one.tag in BLOCKS else ""

    def _frames(self) -> Iterator[str]:
        for frame in self.document.iter("iframe"):
            if frame.get("src") and not self.is_concealed(frame):
                yield joined(self.url, frame.get("src", ""))[:300]
        for one in self.document.cssselect("[class]"):
            marker = _CHALLENGES.search(one.get("class", ""))
            if marker and one.get("data-size") != "invisible":
                yield f"marker:{marker[0]}"

    def _control(self, index: int, element: HtmlElement) -> Control:
        form = self._form_of(element)
        label, group = self._label(element), _group(element)
        around = self._around.get(element, Surroundings())
        return Control(
            index=index,
            tag=element.tag,
            type=_type(element),
            name=element.get("name", ""),
            id=element.get("id", ""),
            autocomplete=element.get("autocomplete", "").lower(),
            label=label,
            group=group,
            placeholder=_tidy(element.get("placeholder", "")),
            required=_is_required(element, label + group),
            visible=self.is_usable(element),
            checked="checked" in element.attrib,
            options=_options(element),
            form=self._forms.index(form) if form is not None else -1,
            value=_value(element),
            near=around.near,
            section=around.section,
            lead=around.lead,
            language=self.document.get("lang", ""),
            max_length=_max_length(element),
            pattern=element.get("pattern", ""),
            shown_label=self._shown_label(element, around),
            **self._leads(element, form),
        )

    def _form_of(self, element: HtmlElement) -> HtmlElement | None:
        """The form that it names, also one that it does not stand in (HTML standard, "form owner")."""
        name = element.get("form")
        if name is None:
            return next(element.iterancestors("form"), None)
        named = self._named.get(name)
        return named if named is not None and named.tag == "form" else None

    def _shown_label(self, element: HtmlElement, around: Surroundings) -> str:
        if not is_filled(element) or not (element.get("aria-labelledby") or element.get("aria-label")):
            return ""
        near = "" if around.near == around.lead else around.near
        return _tidy(" ".join(self._labels(element)) or near)

    def _leads(self, element: HtmlElement, form: HtmlElement | None) -> dict[str, Any]:
        if element.tag == "a":
            return {
                "action": joined(self.url, element.get("href", "")),
                "target": element.get("target", ""),
            }
        if form is None:
            return {}

        def own(name: str) -> str:
            return str(element.get("form" + name) or form.get(name) or "")

        action = joined(self.url, own("action")) if own("action") else self.url
        method, enctype = own("method").lower() or "get", own("enctype").lower()
        return {"action": action, "method": method, "target": own("target"), "enctype": enctype}

    def _label(self, element: HtmlElement) -> str:
        named = self._referenced(element.get("aria-labelledby", "")) or element.get("aria-label", "")
        if named:
            return _tidy(named)
        if element.tag == "input" and _type(element) in ("submit", "button", "reset", "image"):
            return _tidy(element.get("value") or element.get("alt") or "Submit")
        if element.tag in ("button", "a"):
            return _tidy(element.text_content())
        return _tidy(" ".join(self._labels(element)) or element.get("title", ""))

    def _labels(self, element: HtmlElement) -> Iterator[str]:
        around = next(element.iterancestors("label"), None)
        if around is not None:
            yield self._wording(around)
        for one in self._labelling.get(element.get("id", ""), ()):
            if one is not around:
                yield self._wording(one)

    def _wording(self, label: HtmlElement) -> str:
        """Read once per label: a hostile page has one for all controls, or all for one."""
        if label not in self._wordings:
            self._wordings[label] = _wording(label)
        return self._wordings[label]

    def _referenced(self, ids: str) -> str:
        found = (self._named.get(one) for one in ids.split()[:_MAX_LABELS])
        return " ".join(self._content(one) for one in found if one is not None)

    def _content(self, element: HtmlElement) -> str:
        if element not in self._contents:
            self._contents[element] = _tidy(element.text_content())[:_MAX_WORDING]
        return self._contents[element]

    def is_usable(self, element: HtmlElement) -> bool:
        if _type(element) == "hidden" or "disabled" in element.attrib or "readonly" in element.attrib:
            return False
        if element.get("tabindex") == "-1" and element.get("autocomplete") == "off":
            return False
        if any("disabled" in one.attrib for one in element.iterancestors("fieldset")):
            return False
        return not self.is_concealed(element, attribute="aria-hidden")

    def is_concealed(self, element: HtmlElement, attribute: str = "") -> bool:
        around = [element, *element.iterancestors()]
        return any(self._conceals(one) or (attribute and one.get(attribute) == "true") for one in around)

    def _conceals(self, element: HtmlElement) -> bool:
        names = {"." + name for name in element.get("class", "").split()} | {"#" + element.get("id", "")}
        hidden = "hidden" in element.attrib or "inert" in element.attrib
        return hidden or bool(names & self._concealed or _CONCEALING.search(element.get("style", "")))


def _concealed_names(document: HtmlElement) -> set[str]:
    """Classes and ids that the page's own style sheets hide (``.trap { display: none }``)."""
    names: set[str] = set()
    for style in document.iter("style"):
        for selectors, body in _RULE.findall(style.text or ""):
            if _CONCEALING.search(body):
                names.update(one.strip() for one in selectors.split(","))
    return {name for name in names if re.fullmatch(r"[.#][\w-]+", name)}


def _type(element: HtmlElement) -> str:
    if element.tag == "input":
        return str(element.get("type", "text")).lower()
    return str(element.get("type", "submit")).lower() if element.tag == "button" else ""


def _bounded(found: list[HtmlElement]) -> list[HtmlElement]:
    """Not more than ``_MAX_CONTROLS`` links, and as many others: a page of links keeps its form."""
    links = [one for one in found if one.tag == "a"][_MAX_CONTROLS:]
    others = [one for one in found if one.tag != "a"][_MAX_CONTROLS:]
    beyond = {*links, *others}
    return [one for one in found if one not in beyond]


def _labelling(document: HtmlElement) -> dict[str, list[HtmlElement]]:
    found: dict[str, list[HtmlElement]] = {}
    for one in document.iter("label"):
        if one.get("for"):
            found.setdefault(one.get("for", ""), []).append(one)
    return {name: labels[:_MAX_LABELS] for name, labels in found.items()}


def _max_length(element: HtmlElement) -> int:
    stated = element.get("maxlength", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 0


def _group(element: HtmlElement) -> str:
    around = next(element.iterancestors("fieldset"), None) if _type(element) == "radio" else None
    return _tidy((around.findtext(".//legend") or "")[:_MAX_WORDING]) if around is not None else ""


def _is_required(element: HtmlElement, words: str) -> bool:
    stated = "required" in element.attrib or element.get("aria-required") == "true"
    return stated or "*" in words or "(required)" in words.lower()


def _options(element: HtmlElement) -> tuple[Option, ...]:
    if element.tag != "select":
        return ()
    enabled = (one for one in element.iter("option") if "disabled" not in one.attrib)
    return tuple(
        Option(_tidy(one.text_content()), one.get("value", _tidy(one.text_content()))) for one in enabled
    )


def _value(element: HtmlElement) -> str:
    """What it stands at; a list without a choice stands at its first one, as in a browser."""
    if element.tag == "select":
        chosen = list(element.value) if element.multiple else [element.value or ""]
        return str(next(iter(chosen), ""))
    if element.tag == "textarea":
        return element.text or ""
    default = "on" if _type(element) in ("checkbox", "radio") else ""
    return str(element.get("value", default))


def _wording(label: HtmlElement) -> str:
    within = {
        id(one) for control in label.iter("select", "textarea", "button") for one in control.iter()
    }
    texts = [label.text or ""]
    for one in label.iterdescendants():
        silent = id(one) in within or not isinstance(one.tag, str)
        texts += ["" if silent else one.text or "", one.tail or ""]
    return " ".join(texts)[:_MAX_WORDING]


def _after(child: HtmlElement) -> str:
    return ("\n" if child.tag in BLOCKS else "") + _flat(child.tail)


def _flat(text: str | None) -> str:
    """Breaks in the source are no breaks on the page."""
    return (text or "").replace("\n", " ")


def _lines(text: str) -> str:
    """A line for each block of the page, as a browser reads it."""
    return "\n".join(line for line in map(_tidy, text.split("\n")) if line)


def _tidy(text: str) -> str:
    return " ".join(text.split())
