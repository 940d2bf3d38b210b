"""What identifies a record on a result list."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.catalog.reading import Identity
from optout.channels.attempt import Record
from optout.channels.web.identity import UNLINKED, canonical, key_of, told_apart, unlinked_key

PAGE = "https://a.example/search"
BY_ID = Identity(part="parameter", name="id")
BY_PATH = Identity(part="path", name="https://a.example/p/${given-name}-${family-name}/${city}/${id}")


@pytest.mark.parametrize(
    ("address", "identity", "key"),
    [
        ("https://a.example/r?city=Reno&id=7", BY_ID, "https://a.example/r?id=7"),
        ("https://a.example/r?ref=7", BY_ID, "https://a.example/r?ref=7"),
        ("https://a.example/p/ada-quill/reno/x7?r=1", BY_PATH, "https://a.example/p/-/-/x7"),
        ("https://a.example/p/ada-q-pen/york/x7", BY_PATH, "https://a.example/p/-/-/x7"),
        ("https://a.example/p/x7", BY_PATH, "https://a.example/p/x7"),
        ("https://a.example/p/ada/reno/x7/more", BY_PATH, "https://a.example/p/ada/reno/x7/more"),
        ("https://a.example/q/ada-quill/reno/x7", BY_PATH, "https://a.example/q/ada-quill/reno/x7"),
        (
            "https://a.example/p/ada_pid55/",
            Identity(part="path", name="/p/${name}_pid${id}"),
            "https://a.example/p/55",
        ),
        ("https://a.example/p/1", None, "https://a.example/p/1"),
        (
            "https://a.example/p/é%2Fx",
            Identity(part="path", name="/p/${id}"),
            "https://a.example/p/%C3%A9%2Fx",
        ),
    ],
)
def test_the_key_is_what_stays_of_an_address(address: str, identity: Identity | None, key: str) -> None:
    assert key_of(address, identity) == key


PIECES = st.sampled_from(["${x}", "a", "-", "ab", "b-"])


@given(st.lists(PIECES, max_size=4), st.lists(PIECES, max_size=3), st.text("ab-", max_size=9))
def test_an_id_stands_where_a_regular_expression_would_find_it(
    before: list[str], after: list[str], text: str
) -> None:
    loosely = [".*" if one == "${x}" else re.escape(one) for one in before]
    loosely += ["(.+?)", *(".*" if one == "${x}" else re.escape(one) for one in after)]
    found = re.fullmatch("".join(loosely), text)
    pattern = "/" + "".join([*before, "${id}", *after])
    address = f"https://a.example/{text}"
    expected = f"https://a.example/{found[1]}" if found else address
    assert key_of(address, Identity(part="path", name=pattern)) == expected


def test_many_placeholders_cost_no_time() -> None:
    pattern = Identity(part="path", name="/" + "${x}a" * 30 + "${id}b" + "${y}c" * 30)
    start = time.monotonic()
    address = "https://a.example/" + "a" * 2000
    assert key_of(address, pattern) == address
    assert time.monotonic() - start < 1


def test_sessions_and_tracking_are_no_part_of_an_address() -> None:
    link = "/p;jsessionid=A1/7?PHPSESSID=x&utm_source=y&sid=3"
    assert canonical(link, PAGE) == "https://a.example/p/7?sid=3"


def record(key: str, name: str) -> Record:
    return Record(key, {"name": name})


def test_an_address_that_two_names_share_identifies_neither() -> None:
    one, other = told_apart(
        [record("https://a.example/join", "Ada"), record("https://a.example/join", "Eve")]
    )
    assert one.key.startswith(UNLINKED)
    assert one.key != other.key
    assert (one.address, other.address) == ("https://a.example/join",) * 2


def test_a_record_that_comes_twice_counts_once() -> None:
    assert told_apart([record("k", "Ada"), record("k", "ADA ")]) == (record("k", "ADA "),)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=4))
def test_a_key_without_an_address_depends_on_what_is_shown_and_on_nothing_else(
    fields: dict[str, str],
) -> None:
    turned = dict(reversed(list(fields.items())))
    assert unlinked_key(fields) == unlinked_key(turned)
    assert unlinked_key(fields) != unlinked_key({**fields, "more": "x"})
    assert Record(unlinked_key(fields), {}).address is None


@given(st.text(max_size=40), st.sampled_from([BY_ID, BY_PATH]))
def test_any_link_has_a_key_or_none(link: str, identity: Identity) -> None:
    address = canonical(link, PAGE)
    assert bool(key_of(address, identity)) == bool(address)
