"""TDMRep: file, header and page, and which of them counts."""

import json

import pytest
from datadiligence.rules.http import TDMRepHeader
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.tdmrep import (
    NotTdmrep,
    TdmRule,
    TdmSaid,
    reservation,
    resolved,
    rule_for,
    rules,
)

SITE = "https://own.example"


def first(locations: list[str], path: str) -> int | None:
    found = rule_for([TdmRule(n, one, 1) for n, one in enumerate(locations, 1)], SITE + path)
    return found.number if found else None


@pytest.mark.parametrize(
    ("locations", "path", "number"),
    [
        (["/"], "", 1),
        (["/"], "/a/b?c=d", 1),
        (["/a", "/"], "/b", 2),
        (["/", "/a"], "/a", 1),  # the first that fits, not the longest
        (["/images/*.jpg"], "/images/x/y.jpg", 1),
        (["/images/*.jpg$"], "/images/y.jpg.html", None),
        (["/exactly$"], "/exactly", 1),
        (["/exactly$"], "/exactly/not", None),
        (["/cost-%24"], "/cost-$", 1),
        (["/cost-%24"], "/cost-$5", 1),
        (["/cost-%2A"], "/cost-x", None),
        (["/caf%C3%A9"], "/café", 1),
        (["/café"], "/caf%c3%a9", 1),
        (["no-slash"], "/no-slash/x", 1),
        (["*.pdf"], "/a/b.pdf", 1),
        (["/A"], "/a", None),
        ([], "/", None),
    ],
)
def test_the_first_location_that_fits_counts(
    locations: list[str], path: str, number: int | None
) -> None:
    assert first(locations, path) == number


def test_many_asterisks_take_no_time() -> None:
    assert first(["/" + "*a" * 5000 + "$"], "/" + "a" * 4999) is None


def test_a_file_is_read_with_its_policies_and_slips() -> None:
    said = [
        {"location": "/a", "tdm-reservation": 1, "tdm-policy": "https://own.example/policy.json"},
        {"location": "/b", "tdm-reservation": 0, "other": []},
        {"location": "/c", "tdm-reservation": "1"},
        {"location": "/d", "tdm-reservation": True},
        {"location": "/e"},
    ]
    assert rules(json.dumps(said)) == (
        TdmRule(1, "/a", 1, "https://own.example/policy.json"),
        TdmRule(2, "/b", 0),
        TdmRule(3, "/c", None),
        TdmRule(4, "/d", None),
        TdmRule(5, "/e", None),
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is no JSON"),
        ("<html>", "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ('{"location": "/"}', "it is no list of rules"),
        ('[{"tdm-reservation": 1}]', "rule 1 has no location"),
        ('[{"location": "/"}, 7]', "rule 2 has no location"),
        ('[{"location": ["/"]}]', "rule 1 has no location"),
        (json.dumps([{"location": "/"}] * 1001), "it has more than 1000 rules"),
    ],
)
def test_what_is_no_list_of_rules_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(NotTdmrep, match=f"^{why}$"):
        rules(text)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ([], None),
        (["1"], 1),
        ([" 0 "], 0),
        (["1", "1"], 1),
        (["1, 1"], 1),
        (["1", "0"], None),
        (["yes"], None),
        (["1", "x"], None),
        ([""], None),
    ],
)
def test_a_header_says_zero_one_or_nothing(said: list[str], value: int | None) -> None:
    assert reservation(said) == value


@given(st.sampled_from([None, 0, 1]), st.sampled_from([None, 0, 1]), st.sampled_from([None, 0, 1]))
@settings(max_examples=27, deadline=None)
def test_the_page_counts_before_the_header_and_silence_takes_nothing_back(
    file: int | None, header: int | None, meta: int | None
) -> None:
    said = resolved(file, header, meta)
    if meta is not None:
        assert said == TdmSaid(meta, "meta")
    elif header is not None:
        assert said == TdmSaid(header, "header")
    else:
        assert said == (None if file is None else TdmSaid(file, "file"))


@given(st.sampled_from(["0", "1"]), st.sampled_from(["", " ", "\t"]))
@settings(max_examples=10, deadline=None)
def test_datadiligence_obeys_what_we_call_a_reservation(value: str, gap: str) -> None:
    line = f"{gap}{value}{gap}"
    allowed = TDMRepHeader().is_allowed(headers={"tdm-reservation": line})
    assert allowed == (reservation([line]) != 1)
