import json
from pathlib import Path
from typing import Any

import pytest

from optout.catalog.importing.companies.entry import ByHand, Entry, ListName
from optout.catalog.importing.companies.source_file import Found
from optout.catalog.importing.faults import Unusable
from tests.catalog.importing.companies.lists import found_in, jdm_file, only_entry, only_skipped, site


def read(folder: Path, *sites: Any) -> Found:
    return found_in(ListName.JUSTDELETEME, jdm_file(folder / "sites.json", *sites))


def entry(folder: Path, **changes: Any) -> Entry:
    return only_entry(read(folder, site(**changes)))


@pytest.mark.parametrize(
    ("difficulty", "minutes", "word"),
    [
        ("easy", 3, "delete the account"),
        ("medium", 8, "several steps"),
        ("hard", 15, "Nobody can delete this account alone"),
        ("limited", 15, "some places only"),
        ("impossible", 20, "No deletion is offered"),
    ],
)
def test_difficulty_is_told_in_our_words_and_minutes(
    tmp_path: Path, difficulty: str, minutes: int, word: str
) -> None:
    one = entry(tmp_path, difficulty=difficulty, notes="Click  on\nDelete.")
    assert one.by_hand is not None
    assert one.by_hand.minutes == minutes
    assert word in one.by_hand.instructions[0]
    assert one.by_hand.instructions[1] == "JustDeleteMe says: Click on Delete."


def test_a_long_note_is_cut(tmp_path: Path) -> None:
    one = entry(tmp_path, notes="x" * 1000)
    assert isinstance(one.by_hand, ByHand)
    assert len(one.by_hand.instructions[1]) == len("JustDeleteMe says: ") + 400


def test_an_address_counts_only_at_the_site_s_own_domain(tmp_path: Path) -> None:
    assert entry(tmp_path, email="support@mail.acme.example").email == "support@mail.acme.example"
    assert entry(tmp_path, email="acme@gmail.com").email is None
    assert entry(tmp_path, email="x@other.example").email is None


def test_the_page_says_which_of_several_domains_it_is(tmp_path: Path) -> None:
    many = ["ai.other.example", "acme.example", "zeta.example"]
    assert entry(tmp_path, domains=many).identity == "acme.example"
    assert entry(tmp_path, domains=many, url="https://help.example/x").identity == "other.example"


def test_translations_are_left_alone_and_other_keys_are_not(tmp_path: Path) -> None:
    assert (
        entry(tmp_path, **{"notes_pt-BR": "x", "url_de": "y", "name_zh": "z", "meta": "m"}).name
        == "Acme"
    )
    assert only_skipped(read(tmp_path, site(surprise=1))).why == "surprise: unknown key"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"domains": []}, "domains: it names none"),
        ({"domains": ["co.uk"]}, "it names no domain of its own"),
        ({"difficulty": "trivial"}, "difficulty: "),
        ({"url": None}, "url: "),
    ],
)
def test_an_entry_that_cannot_be_used_is_skipped(
    tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    skipped = only_skipped(read(tmp_path, site(**changes)))
    assert skipped.what == "Acme"
    assert why in skipped.why


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("key", ["name", "notes", "name_de"])
def test_a_control_character_skips_its_entry_and_not_the_list(
    tmp_path: Path, key: str, raw: bool
) -> None:
    file = jdm_file(tmp_path / "sites.json", site(), site("bad") | {key: "B\x1b[2Jad"})
    if raw:
        file.write_text(file.read_text().replace("\\u001b", "\x1b"), encoding="utf-8")

    found = found_in(ListName.JUSTDELETEME, file)

    assert [one.name for one in found.entries] == ["Acme"]
    assert [one.why for one in found.skipped] == ["a text in the file holds a control character"]
    assert "\x1b" not in found.skipped[0].what


def test_a_page_that_is_none_leaves_no_way(tmp_path: Path) -> None:
    assert not entry(tmp_path, url="javascript:alert(1)").reachable


@pytest.mark.parametrize(
    "text", ["{}", '"x"', "[", "[" * 100_000, '[{"name": "a", "name": "b"}]', "[NaN]"]
)
def test_a_file_that_is_no_such_list_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "sites.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Unusable):
        found_in(ListName.JUSTDELETEME, file)


def test_more_entries_than_any_list_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout.catalog.importing.companies.source_file.MOST_ENTRIES", 3)
    file = tmp_path / "sites.json"
    file.write_text(json.dumps([7] * 4), encoding="utf-8")
    with pytest.raises(Unusable, match="there are more than"):
        found_in(ListName.JUSTDELETEME, file)
