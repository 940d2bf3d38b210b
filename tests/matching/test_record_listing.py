"""A record of a search as a listing of ``optout match``, and its lists in matching."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from optout.matching.listing import ListedAddress, Listing
from optout.matching.match import Matcher, match
from optout.matching.record_listing import listing_of
from tests.matching.people import SEEN_ON, person

FIELDS = {
    "name": "Desmond Quillfeather",
    "x-also-known-as": "Des Quillfeather\nD Quillfeather",
    "x-age": "Age 41",
    "x-places": "Peoria, IL\nWaco, Texas",
    "x-addresses": "12 Main St, Peoria, IL 61602",
    "x-phones": "(309) 555-0142\n309-555-0199",
    "x-relatives": "Marie Quillfeather",
    "x-listing-url": "https://broker.example/now",
}


def test_a_record_becomes_a_listing() -> None:
    assert listing_of(FIELDS, "https://broker.example/p/-/7", SEEN_ON) == Listing(
        id="https://broker.example/p/-/7",
        name="Desmond Quillfeather",
        also_known_as=("Des Quillfeather", "D Quillfeather"),
        age=41,
        seen_on=SEEN_ON,
        addresses=(
            ListedAddress(locality="Peoria", region="IL"),
            ListedAddress(locality="Waco", region="Texas"),
            ListedAddress(locality="Peoria", region="IL", postal_code="61602"),
        ),
        phones=("(309) 555-0142", "309-555-0199"),
        relatives=("Marie Quillfeather",),
        url="https://broker.example/now",
    )


def test_what_a_record_does_not_show_is_empty() -> None:
    bare = listing_of({"name": "A", "x-age": "40-49"}, "row:1", SEEN_ON)
    assert bare == Listing(id="row:1", name="A", seen_on=SEEN_ON)


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=60)), st.text(max_size=9))
def test_any_record_is_a_listing(fields: dict[str, str], key: str) -> None:
    listing = listing_of(fields, key, SEEN_ON)
    assert Listing.model_validate_json(listing.model_dump_json()) == listing


def test_the_lists_of_a_record_count_in_matching() -> None:
    def score(*meanings: str) -> float:
        shown = {meaning: FIELDS[meaning] for meaning in ("name", *meanings)}
        return match(person(), shown, date(2026, 6, 1)).score

    assert score("x-age", "x-places") > 0.99 > score("x-age")
    assert score("x-addresses") > score()
    assert score("x-phones") > score()
    other = {**FIELDS, "name": "Somebody Else", "x-also-known-as": "Des Q\nDesmond Quillfeather"}
    assert match(person(), other, SEEN_ON).decision == "same"
    namesake = {"name": FIELDS["name"], "x-relatives": FIELDS["name"]}
    assert match(person(), namesake, SEEN_ON).score < score()


def test_a_record_and_its_listing_are_judged_alike() -> None:
    listing = listing_of(FIELDS, "k", SEEN_ON)
    assert Matcher(person()).match_listing(listing).score == match(person(), FIELDS, SEEN_ON).score
