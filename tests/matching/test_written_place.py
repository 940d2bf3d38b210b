"""Places and addresses that are written in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.matching.places import place
from optout.matching.written_place import address_in


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Springfield, IL", ("Springfield", "IL", "")),
        ("Springfield IL 62704", ("Springfield", "IL", "62704")),
        ("Springfield, Illinois", ("Springfield", "Illinois", "")),
        ("12 Main St, Springfield, IL 62704-1234", ("Springfield", "IL", "62704-1234")),
        ("12 Main St Apt 4 Springfield IL 62704", ("Springfield", "IL", "62704")),
        ("12 Elm St # 4, Peoria, IL", ("Peoria", "IL", "")),
        ("10 Broadway, New York, NY 10004", ("New York", "NY", "10004")),
        ("5 Park Ave W, Reno NV", ("Reno", "NV", "")),
        ("PO Box 12, Reno, NV, USA", ("Reno", "NV", "")),
        ("77 Quillfeather Lane", ("", "", "")),
        ("New York New York", ("New York", "New York", "")),
        ("New York", ("New York", "", "")),
        ("Illinois", ("", "Illinois", "")),
        ("Charleston West Virginia", ("Charleston", "West Virginia", "")),
        ("Kansas City, MO (current)", ("Kansas City", "MO", "")),
        ("Springfield, IL, Sangamon County", ("Springfield", "IL", "")),
        ("St. Louis, MO", ("St. Louis", "MO", "")),
        ("Court Village, IL", ("Court Village", "IL", "")),
        ("Toronto, ON M5V 2T6", ("Toronto", "ON", "M5V 2T6")),
        ("Berlin, Germany", ("Berlin", "Germany", "")),
        ("62704", ("", "", "62704")),
        ("USA", ("", "", "")),
        ("U.S.", ("", "", "")),
        ("United States", ("", "", "")),
        ("Reno, United States of America", ("Reno", "", "")),
        ("City, State", ("", "", "")),
        ("City, State Zip", ("", "", "")),
        ("N/A", ("", "", "")),
        ("Kansas City", ("Kansas City", "", "")),
        ("State College, PA", ("State College", "PA", "")),
        ("", ("", "", "")),
    ],
)
def test_it_reads_city_region_and_postal_code(text: str, address: tuple[str, str, str]) -> None:
    assert tuple(address_in(text)) == address


@given(
    st.sampled_from(["Springfield", "Saint Louis", "New York", "Fort Wayne"]),
    st.sampled_from(["IL", "Illinois", "il", "West Virginia"]),
    st.sampled_from(
        ["{city}, {region}", "{city} {region}", "{city}, {region} 62704", "9 Oak Rd, {city}, {region}"]
    ),
)
def test_the_ways_of_writing_a_place_mean_the_same(city: str, region: str, written: str) -> None:
    read = place(*address_in(written.format(city=city, region=region)))
    assert (read.city, read.region) == (place(city, region).city, place(city, region).region)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert len(address_in(text).city) <= 200
