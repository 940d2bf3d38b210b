"""How well forms are understood: on real labelled forms where they are at hand, and on our own."""

import asyncio
import os
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import html

from optout.channels.web.browser import Browser
from optout.channels.web.browser_path import find_browser
from optout.channels.web.controls import Control
from optout.channels.web.forms import lexicon, sense
from optout.channels.web.markup import Markup
from optout.channels.web.saved_page import filled, offline_browser, read_saved
from optout.channels.web.surroundings import is_filled
from optout.channels.web.understanding import Understanding, understand
from tests.channels.web.forms.corpus import PAGES, Page, judged

_LABELLED = "OPTOUT_LABELLED_FORMS"
_MEANT: dict[str, frozenset[str]] = {
    "firstName": frozenset({"given-name"}),
    "middleName": frozenset({"additional-name"}),
    "lastName": frozenset({"family-name"}),
    "fullName": frozenset({"name"}),
    "emailAddress": frozenset({"email", "x-confirm-email"}),
    "phone": frozenset({"tel"}),
    "addressStreet": frozenset({"street-address", "address-line1"}),
    "addressStreet2": frozenset({"address-line2"}),
    "addressCity": frozenset({"address-level2"}),
    "addressProvince": frozenset({"address-level1"}),
    "addressPostalCode": frozenset({"postal-code"}),
    "addressCountryCode": frozenset({"country", "country-name"}),
    "birthday": frozenset({"bday"}),
    "birthdayDay": frozenset({"bday-day"}),
    "birthdayMonth": frozenset({"bday-month"}),
    "birthdayYear": frozenset({"bday-year"}),
    "username": frozenset({"username"}),
}
_PERSONAL = frozenset[str]().union(*_MEANT.values())
_HINTS = re.compile(r"\sdata-(manual-scoring|ddg-inputtype)=(\"[^\"]*\"|'[^']*')")
_FIELDS = 40
_ROUNDS = 15


def bench() -> dict[str, object]:
    """Both figures on the labelled forms, the same on our own corpus, and CPU for forty fields."""
    folder = _folder()
    labelled = asyncio.run(_labelled(folder)) if folder else "not here"
    return {
        "labelled": labelled,
        "own": {"pages": len(PAGES), **_own(PAGES)},
        "own_by_file": {file: _own(pages) for file, pages in _by_file().items()},
        "forty_fields_cpu_ms": forty_fields_ms(),
        "forty_fields_limit_ms": 50,
    }


def _own(pages: Sequence[Page]) -> dict[str, int]:
    return dict(zip(("right", "personal", "wrong", "others"), judged(pages), strict=True))


def _by_file() -> dict[str, list[Page]]:
    return {file: [one for one in PAGES if one.file == file] for file in {one.file: 0 for one in PAGES}}


def _folder() -> Path | None:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data" / "labelled-forms"
    folder = Path(os.environ.get(_LABELLED, beside))
    return folder if folder.is_dir() else None


async def _labelled(folder: Path) -> dict[str, object]:
    """Fields that carry two labels ("username OR emailAddress") or whose label we lack are left out.

    "unlabelled" counts apart what nobody labelled: it holds true personal fields too.
    """
    counts: Counter[str] = Counter()
    mistakes: list[str] = []
    choice = find_browser(None)
    if choice is None:
        return {"error": "no browser"}
    async with offline_browser(choice.path) as browser:
        for page, source in _sources(folder).items():
            for label, control, understood in await _pairs(source, browser):
                _count(label, control, understood, page, counts, mistakes)
    return {**_figures(counts), "mistakes": mistakes}


def _sources(folder: Path) -> dict[str, str]:
    return {page.name: page.read_text("utf-8", "replace") for page in sorted(folder.glob("*.html"))}


async def _pairs(source: str, browser: Browser) -> list[tuple[str, Control, Understanding]]:
    controls = filled(await read_saved(_HINTS.sub("", source), browser))
    return list(zip(_labels(source, controls), controls, understand(controls), strict=True))


def _labels(source: str, controls: Sequence[Control]) -> Iterator[str]:
    """The label of each control; a browser and a parser may differ in a few controls of a page."""
    document = html.document_fromstring(source)
    left = [one for one in document.iter("input", "select", "textarea") if is_filled(one)]
    for control in controls:
        name = (control.tag, control.name, control.id)
        at = next((at for at, one in enumerate(left) if _named(one) == name), None)
        yield left.pop(at).get("data-manual-scoring", "") if at is not None else ""


def _named(element: html.HtmlElement) -> tuple[str, str, str]:
    return str(element.tag), element.get("name", ""), element.get("id", "")


def _count(
    label: str,
    control: Control,
    understood: Understanding,
    page: str,
    counts: Counter[str],
    mistakes: list[str],
) -> None:
    expected = _MEANT.get(label)
    kind = (
        "personal"
        if expected
        else "ambiguous"
        if " OR " in label
        else "other"
        if label
        else "unlabelled"
    )
    counts[kind] += 1
    bad = understood.meaning not in expected if expected else understood.meaning in _PERSONAL
    if bad and kind != "ambiguous":
        counts[f"bad {kind}"] += 1
        mistakes.append(f"{page} {label or '-'}: {understood.meaning} {control.name or control.id}")


def _figures(counts: Counter[str]) -> dict[str, object]:
    others = counts["other"] + counts["unlabelled"]
    wrong = counts["bad other"] + counts["bad unlabelled"]
    return {
        **dict(sorted(counts.items())),
        "right_of_personal": round(1 - counts["bad personal"] / counts["personal"], 4),
        "wrong_of_labelled_others": round(counts["bad other"] / counts["other"], 4),
        "wrong_of_all_others": round(wrong / others, 4),
        "targets": {"right_of_personal": 0.98, "wrong_of_others": 0.003},
    }


def forty_fields_ms() -> float:
    """CPU milliseconds to read and understand one form of forty fields, nothing remembered."""
    rows = "".join(
        f"<p><label for=f{at}>{word} {at}</label><input id=f{at} name='user[{word}{at}]'></p>"
        for at, word in enumerate(
            ("Street address", "First name", "Favourite", "E-mail") * (_FIELDS // 4)
        )
    )
    times = []
    for _ in range(_ROUNDS):
        for remembered in (lexicon.words_of, lexicon.attribute_words, lexicon.phrases_in,
                           sense.sense_of_label, sense.sense_of_attribute):  # fmt: skip
            remembered.cache_clear()
        before = time.process_time()
        understand(Markup(f"<form>{rows}</form>", "https://x.example/", 200).seen.controls)
        times.append(time.process_time() - before)
    return round(sorted(times)[_ROUNDS // 2] * 1000, 2)
