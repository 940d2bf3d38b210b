"""The person's own row: that of the source is that of the browser, and stays it until the press."""

from typing import Any

import pytest

from optout.catalog.reading import Rows
from optout.channels.web.controls import Seen
from optout.channels.web.looked import Looked
from optout.channels.web.own_row import OwnRow
from optout.channels.web.rows import shown_rows
from optout.channels.web.seeking import Around, Found
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer
from tests.channels.web.acme import RECEIPT, Run, Runs, Site
from tests.channels.web.hinted import RECEIVED, submitting

IN_LISTING = {"row": ".hit", "fields": {"name": ".who", "address-level2": ".where"}}


def row(name: str, where: str, number: int) -> str:
    return (
        f"<li class=hit><b class=who>{name}</b> <i class=where>{where}</i> "
        f"<a href=/remove/{number}>Remove</a></li>"
    )


ELSE, OWN, THIRD = row("Ada Quill", "Reno", 0), row("Ada Quill", "York", 1), row("Eve Pen", "York", 2)


def is_from_york(fields: Any) -> float | None:
    fits = (fields.get("name"), fields.get("address-level2")) == ("Ada Quill", "York")
    return 0.9 if fits else None


def remove(site: Site, run: Runs, page: str) -> Run:
    site.page("/optout", f"<h1>Opt out</h1>{page}")
    site.page("/remove/1", RECEIPT)
    click = {"click": {"name": "Remove", "in_listing": IN_LISTING}}
    given = {"recognise": is_from_york}
    return run(Action.SUBMIT, given=given, **submitting(click, RECEIVED, needs={}))


def pressed(site: Site) -> list[str]:
    return [hit.path for hit in site.hits if hit.path.startswith("/remove/")]


@pytest.mark.parametrize("inert", ["template", "noscript"])
def test_rows_that_are_none_in_the_browser_are_not_counted(site: Site, browse: Runs, inert: str) -> None:
    ran = remove(site, browse, f"<ul><{inert}>{THIRD}</{inert}>{ELSE}{OWN}{THIRD}</ul>")
    assert (ran.outcome.answer, pressed(site)) == (Answer.DONE, ["/remove/1"])


def test_a_hidden_row_keeps_its_place(site: Site, run: Runs) -> None:
    ran = remove(site, run, f"<ul><div hidden>{OWN}</div>{ELSE}{OWN}{THIRD}</ul>")
    assert (ran.outcome.answer, pressed(site)) == (Answer.DONE, ["/remove/1"])


def test_rows_that_only_the_browser_has_are_not_guessed(site: Site, browse: Runs) -> None:
    frame = f"<template shadowrootmode=open>{ELSE}</template>"
    ran = remove(site, browse, f"<ul><div>{frame}</div></ul>")
    assert (ran.outcome.answer, ran.outcome.failure) == (Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN)
    assert pressed(site) == []


def test_in_a_list_that_never_stands_still_nobody_else_is_pressed(site: Site, browse: Runs) -> None:
    turning = "<script>setInterval(() => L.append(L.firstElementChild), 17)</script>"
    ran = remove(site, browse, f"<ul id=L>{ELSE}{OWN}{THIRD}</ul>{turning}")
    assert pressed(site) in ([], ["/remove/1"])
    assert (ran.outcome.answer == Answer.DONE) is (pressed(site) == ["/remove/1"])


def own(number: int, page: str = ELSE + OWN + THIRD) -> OwnRow:
    rows = Rows.model_validate(IN_LISTING)
    return OwnRow(".hit", number, shown_rows(page, "https://a.example/", rows))


def looked(one: OwnRow, text: str) -> Looked:
    return Looked(
        Seen(url="https://a.example/", status=200, found=(Found(1, text=text),)), (one.sought,)
    )


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("Ada Quill York Remove", True),
        ("ADA QUILL\nYORK\nREMOVE", True),
        ("Ada Quill York Remove +3 more", True),
        ("Ada Quill Reno Remove", False),
        ("Eve Pen York Remove", False),
        ("York Remove", False),
        ("", False),
    ],
)
def test_a_row_is_at_its_place_while_what_is_there_is_most_like_it(text: str, is_there: bool) -> None:
    assert own(1).is_at_its_place(looked(own(1), text)) is is_there


def test_rows_that_say_the_same_are_each_at_their_place() -> None:
    twice = own(1, OWN + OWN)
    assert twice.is_at_its_place(looked(twice, "Ada Quill York Remove"))
    assert twice.around(looked(twice, "Ada Quill")) == Around(twice.sought, "Ada Quill")
