"""Changes of looks and wording that must not stop a request."""

from copy import deepcopy

from lxml.html import HtmlElement

from tests.drift.kinds import cosmetic
from tests.drift.page import Field, Page, before, call, controls, element, is_tied, replace_with, say
from tests.drift.synonyms import BUTTONS, LABELS, TRANSLATED


def _random_name(page: Page) -> str:
    return f"f{page.rng.randrange(16**8):08x}"


@cosmetic()
def rename_ids(page: Page) -> bool:
    """Scripts and style sheets go on knowing theirs."""
    own = " ".join(page.document.xpath("//script/text() | //style/text()"))
    for one in page.form.xpath(".//*[@id]"):
        old, new = one.get("id"), _random_name(page)
        if old in own:
            continue
        one.set("id", new)
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            for other in page.form.xpath(f".//*[@{attribute}=$old]", old=old):
                other.set(attribute, new)
    return True


@cosmetic()
def rename_classes(page: Page) -> bool:
    own = " ".join(page.document.xpath("//script/text() | //style/text()"))
    for one in page.document.xpath("//*[@class]"):
        kept = [name for name in one.get("class").split() if name in own]
        one.set("class", " ".join([*kept, f"css-{page.rng.randrange(16**6):06x}"]))
    return True


@cosmetic(not_with=("swap-labels",))
def rename_names(page: Page) -> bool:
    """With the labels swapped as well, no word of the page would say which is which."""
    for one in controls(page.form):
        new = _random_name(page)
        page.names[new] = page.names.pop(one.get("name"), one.get("name"))
        one.set("name", new)
    return True


@cosmetic()
def reorder_fields(page: Page) -> bool:
    boxes = [one.box for one in page.fields]
    parents = {one.getparent() for one in boxes}
    if len(boxes) < 2 or len(parents) != 1:
        return False
    marks = [before(box, "<span></span>") for box in boxes]
    page.rng.shuffle(boxes)
    for mark, box in zip(marks, boxes, strict=True):
        replace_with(mark, box)
    return True


@cosmetic()
def wrap_in_divs(page: Page) -> bool:
    for one in page.fields:
        outer, inner = element("<div class='row'></div>"), element("<div class='col'></div>")
        replace_with(one.box, outer)
        outer.append(inner)
        inner.append(one.box)
    return bool(page.fields)


@cosmetic()
def label_after(page: Page) -> bool:
    """Still tied to its control, but behind it."""
    moved = [one for one in page.fields if is_tied(one)]
    for one in moved:
        assert one.label is not None
        label = one.label
        parent = label.getparent()
        assert parent is not None
        tail, label.tail = label.tail, None
        parent.remove(label)
        one.control.addnext(label)
        label.tail = tail
    return bool(moved)


@cosmetic()
def label_around(page: Page) -> bool:
    moved = [one for one in page.fields if is_tied(one)]
    for one in moved:
        label = one.label
        assert label is not None
        label.attrib.pop("for", None)
        control = one.control
        control.tail = None
        label.append(control)
    return bool(moved)


@cosmetic(not_with=("placeholder-instead-of-label",))
def reword_labels(page: Page) -> bool:
    changed = False
    for one in page.fields:
        others = LABELS.get(one.words.casefold())
        if others and one.label is not None:
            say(one, page.rng.choice(others))
            changed = True
    return changed


@cosmetic(not_with=("label-after", "label-around", "reword-labels", "table-layout", "swap-labels"))
def placeholder_instead_of_label(page: Page) -> bool:
    changed = False
    for one in page.fields:
        typed = one.control.tag != "select" and one.control.get("type") not in ("checkbox", "radio")
        if typed and one.label is not None and is_tied(one):
            one.control.set("placeholder", one.words)
            one.label.drop_tree()
            changed = True
    return changed


@cosmetic()
def change_input_type(page: Page) -> bool:
    changed = False
    for one in page.fields:
        if one.control.get("type") in ("email", "url"):
            one.control.set("type", "text")
            changed = True
    return changed


@cosmetic()
def select_to_radio(page: Page) -> bool:
    changed = False
    for one in page.fields:
        if one.control.tag == "select" and len(one.control.xpath(".//option")) <= 12:
            replace_with(one.box, _radios(one))
            changed = True
    return changed


@cosmetic()
def change_heading_levels(page: Page) -> bool:
    for one in page.main.iter("h1"):
        one.tag = "h2"
    page.main.append(element("<h3>Questions and answers</h3>"))
    return True


@cosmetic()
def change_whitespace(page: Page) -> bool:
    for one in page.form.iter("label", "legend", "button"):
        if one.text:
            one.text = f"\n   {one.text.replace(' ', '  ')}\u00a0\n "
    return True


@cosmetic()
def reword_legend(page: Page) -> bool:
    legends = list(page.form.iter("legend"))
    for one in legends:
        one.text = page.rng.choice(("Your details", "What is it about?", "Please fill in this form"))
    return bool(legends)


@cosmetic(not_with=("translate-button", "button-says-pay", "button-says-continue"))
def reword_button(page: Page) -> bool:
    return _relabel(page, BUTTONS)


@cosmetic(not_with=("reword-button", "button-says-pay", "button-says-continue"))
def translate_button(page: Page) -> bool:
    return _relabel(page, TRANSLATED)


@cosmetic()
def button_becomes_input(page: Page) -> bool:
    if page.button.tag != "button":
        return False
    words = " ".join(page.button.text_content().split())
    made = element("<input>")
    made.set("type", page.button.get("type", "submit"))
    made.set("value", words)
    for name, value in page.button.attrib.items():
        if name.startswith(("form", "on")) or name == "name":
            made.set(name, value)
    replace_with(page.button, made)
    page.button = made
    return True


@cosmetic()
def shadow_dom(page: Page) -> bool:
    """Only where scripts run; without them no page would show such a form."""
    if not page.browser:
        return False
    host = element("<div><template shadowrootmode='open'></template></div>")
    replace_with(page.form, host)
    host[0].append(page.form)
    return True


@cosmetic()
def table_layout(page: Page) -> bool:
    moved = [one for one in page.fields if is_tied(one)]
    for one in moved:
        assert one.label is not None
        row = element("<table><tbody><tr><td></td><td></td></tr></tbody></table>")
        replace_with(one.box, row)
        first, second = row.iter("td")
        label, control = one.label, one.control
        label.tail = control.tail = None
        first.append(label)
        second.append(control)
    return bool(moved)


@cosmetic()
def change_attributes(page: Page) -> bool:
    """``aria-required`` for ``required``, titles translated, hints for autofill gone."""
    for one in page.fields:
        one.control.attrib.pop("autocomplete", None)
        one.control.set("title", "Bitte ausfüllen")
        if "required" in one.control.attrib:
            del one.control.attrib["required"]
            one.control.set("aria-required", "true")
    return bool(page.fields)


@cosmetic(not_with=("target-elsewhere", "target-unencrypted"))
def change_path(page: Page) -> bool:
    """Below the old one: many pages recognise themselves by how their path begins."""
    old = page.form.get("action", "")
    if not old.startswith("/"):
        return False
    new = f"{old.rstrip('/')}/send"
    page.form.set("action", new)
    page.paths[new] = old
    return True


def _relabel(page: Page, words: dict[str, tuple[str, ...]]) -> bool:
    said = page.button.get("value") if page.button.tag == "input" else page.button.text_content()
    others = words.get(" ".join((said or "").split()).casefold())
    if not others:
        return False
    call(page, page.rng.choice(others))
    return True


def _radios(one: Field) -> HtmlElement:
    group = element("<fieldset><legend></legend></fieldset>")
    group[0].text = f"{one.words} *" if one.is_asked else one.words
    for option in one.control.xpath(".//option[@value!='']"):
        label = element("<label><input type='radio'></label>")
        label[0].set("name", one.control.get("name"))
        label[0].set("value", option.get("value"))
        label[0].tail = f" {deepcopy(option).text_content()}"
        group.append(label)
    return group
