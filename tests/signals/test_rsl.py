"""License lines and RSL documents."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.rsl import LicenseLine, license_lines
from optout.signals.rsl_document import Content, UnreadableLicense, read_license
from optout.signals.wish import Wish

NS = 'xmlns="https://rslstandard.org/rsl"'


def document(terms: str) -> str:
    return f'<?xml version="1.0"?><rsl {NS}><content url="/a"><license>{terms}</license></content></rsl>'


def wishes(terms: str) -> dict[str, Wish]:
    return read_license(document(terms))[0].wishes


def test_every_license_line_is_found_wherever_it_stands() -> None:
    before = "License: https://me.example/l.xml\nUser-agent: *\nDisallow:\n"
    unusable = ("license: //me.example/l.xml", "License: https://[x/", "License: https:///l.xml")
    text = before + "\n".join(unusable)
    assert license_lines(text) == (
        LicenseLine(1, "https://me.example/l.xml", usable=True),
        LicenseLine(4, "//me.example/l.xml", usable=False),
        LicenseLine(5, "https://[x/", usable=False),
        LicenseLine(6, "https:///l.xml", usable=False),
    )


def test_uses_are_permitted_and_prohibited_one_by_one() -> None:
    prohibited = '<prohibits type="usage">ai-train ai-input</prohibits>'
    said = wishes(f'<permits type="usage">search, ai-index</permits>{prohibited}')
    assert said == {
        "ai-train": Wish.REFUSED,
        "ai-input": Wish.REFUSED,
        "ai-index": Wish.ALLOWED,
        "search": Wish.ALLOWED,
    }


def test_all_means_each_and_a_prohibition_wins() -> None:
    said = wishes('<prohibits type="usage">ai-all</prohibits><permits type="usage">all</permits>')
    assert {use for use, wish in said.items() if wish is Wish.REFUSED} == {
        "ai-train",
        "ai-input",
        "ai-index",
    }
    assert said["search"] is Wish.ALLOWED


def test_other_terms_say_nothing_about_a_use() -> None:
    said = wishes(
        '<permits type="user">ai-train</permits><permits type="usage">train-ai</permits><permits/>'
    )
    assert set(said.values()) == {Wish.UNKNOWN}


def test_address_and_payments_are_told() -> None:
    terms = '<payment type="crawl"/><payment/><permits type="usage">search</permits>'
    (content,) = read_license(document(terms))
    assert (content.url, content.payments) == ("/a", ("crawl", ""))


def test_a_text_is_read_whatever_encoding_it_declares() -> None:
    assert read_license(f'<?xml version="1.0" encoding="utf-16"?><rsl {NS}/>') == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no XML"),
        ("<html>", "no XML"),
        ('<?xml version="1.0" encoding="no-such"?><rsl/>', "no XML"),
        ("<rsl/>", "first element"),
        (f"<feed {NS}/>", "first element"),
        (f'<!DOCTYPE rsl [<!ENTITY a "b">]><rsl {NS}>&a;</rsl>', "document type"),
        (f'<!DOCTYPE rsl SYSTEM "http://you.example/x.dtd"><rsl {NS}/>', "document type"),
        (f"<rsl {NS}>" + "<a>" * 40 + "</a>" * 40 + "</rsl>", "too deep"),
        (f"<rsl {NS}>" + "<a/>" * 10_001 + "</rsl>", "too many"),
        (f"<rsl {NS}>" + " " * (1024 * 1024) + "</rsl>", "larger"),
    ],
)
def test_what_is_no_license_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(UnreadableLicense, match=why):
        read_license(text.encode())


@given(st.one_of(st.text(max_size=100), st.binary(max_size=100), st.text(max_size=50).map(document)))
@settings(max_examples=200, deadline=None)
def test_whatever_is_served_it_is_read_or_refused(text: str | bytes) -> None:
    with suppress(UnreadableLicense):
        assert all(isinstance(one, Content) for one in read_license(text))
