from pathlib import Path
from typing import Any

import pytest

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.entry import Entry, ListName
from optout.catalog.importing.companies.source_file import Found
from optout.catalog.importing.faults import Unusable
from tests.catalog.importing.companies.lists import (
    broker,
    eraser_file,
    found_in,
    only_entry,
    only_skipped,
)


def read(folder: Path, *brokers: Any) -> Found:
    return found_in(ListName.ERASER, eraser_file(folder / "brokers.yaml", *brokers))


def entry(folder: Path, **changes: Any) -> Entry:
    return only_entry(read(folder, broker(**changes)))


def test_a_broker_is_an_address_and_a_page(tmp_path: Path) -> None:
    one = entry(tmp_path)

    assert (one.key, one.name, one.identity, one.country) == ("acme", "Acme", "acme.example", "US")
    assert (one.email, one.sureness) == ("privacy@acme.example", Sureness.IMPORTED)
    assert one.by_hand is not None
    assert one.by_hand.url == one.source == "https://www.acme.example/opt-out"
    assert (one.dead, one.gone) == ((), None)


@pytest.mark.parametrize(
    ("region", "country"), [("us", "US"), ("eu", "EU"), ("global", "ZZ"), ("", "ZZ"), ("moon", "ZZ")]
)
def test_the_region_is_told_as_far_as_the_list_knows_it(
    tmp_path: Path, region: str, country: str
) -> None:
    assert entry(tmp_path, region=region).country == country


@pytest.mark.parametrize(
    ("notes", "dead", "used"),
    [
        ("privacy@acme.example bounced on 2026-08-20.", ("privacy@acme.example",), None),
        ("Email hard-bounced (2026-08-21).", ("privacy@acme.example",), None),
        ("The inbox isn't monitored regularly.", ("privacy@acme.example",), None),
        ("old@acme.example bounced; privacy@acme.example is better.", ("old@acme.example",), "same"),
        (
            "old@acme.example replied it is no longer in use and gave privacy@acme.example (reply).",
            ("old@acme.example",),
            "same",
        ),
        ("Reply says that this inbox is monitored.", (), "same"),
        ("Added from their policy.", (), "same"),
    ],
)
def test_an_address_that_is_noted_as_unread_is_not_used(
    tmp_path: Path, notes: str, dead: tuple[str, ...], used: str | None
) -> None:
    one = entry(tmp_path, notes=notes)
    assert one.dead == dead
    assert one.email == ("privacy@acme.example" if used else None)
    assert one.by_hand is not None


def test_of_a_broker_without_an_address_all_in_the_notes_were_given_up(tmp_path: Path) -> None:
    one = entry(tmp_path, email="", notes="Legal@acme.example replied: form only, or ask@acme.example.")
    assert one.dead == ("ask@acme.example", "legal@acme.example")
    assert one.by_hand is not None
    assert one.by_hand.instructions[-1] == "A letter to this broker came back: only its form is left."


@pytest.mark.parametrize("notes", ["DO NOT CONTACT: resold.", "Appears defunct.", "ceased operating"])
def test_who_is_no_more_is_not_asked(tmp_path: Path, notes: str) -> None:
    one = entry(tmp_path, email="", opt_out_url="", notes=notes)
    assert (one.reachable, one.gone) == (
        False,
        "its list says that it is no more, or is not to be written to",
    )


def test_who_knows_devices_only_is_not_told_a_name(tmp_path: Path) -> None:
    one = entry(tmp_path, category="device-id-only")
    assert one.email is None
    assert one.by_hand is not None
    assert "advertising id" in one.by_hand.instructions[-1]


def test_an_entry_that_cannot_be_used_leaves_the_others_in_peace(tmp_path: Path) -> None:
    found = read(tmp_path, broker("one"), broker("two", surprise=1), broker("three", website=7), "four")
    assert (found.read, [one.key for one in found.entries]) == (4, ["one"])
    assert [(one.what, one.why.partition(":")[0]) for one in found.skipped] == [
        ("Two", "surprise"),
        ("Three", "website"),
        ("an entry without a name", "the file"),
    ]


def test_a_mailbox_of_anybody_without_a_site_is_skipped(tmp_path: Path) -> None:
    found = read(tmp_path, broker(website=None, email="acme@gmail.com", opt_out_url=None))
    assert only_skipped(found).why == "it names no domain of its own"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("brokers: [", "this is not YAML"),
        ("- a\n- b\n", "no list named brokers"),
        ("brokers: {a: b}", "no list named brokers"),
        ("a: &a [x]\nbrokers: [*a, *a]\n", "anchors and aliases are not accepted"),
        ("brokers:\n- !!python/object/apply:os.system [id]\n", "tags are not accepted"),
        ("brokers: []\nbrokers: []\n", "is given twice"),
        ("brokers: " + "[" * 200 + "]" * 200, "nested deeper"),
        ("brokers: ['\\x00']\n---\nb: 1\n", "a second document"),
        ("brokers:\n- name: \x07\n", "a control character"),
        ("x" * (4 * 1024 * 1024 + 1), "larger than 4096 KiB"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "brokers.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Unusable, match=why):
        found_in(ListName.ERASER, file)
