import pytest

from optout.rights.letters.language import texts_in
from optout.rights.letters.residence import lives_in, place_in


@pytest.mark.parametrize(
    ("facts", "jurisdiction", "lives"),
    [
        ({"address-level1": "CA"}, "US-CA", True),
        ({"address-level1": "California", "country": "US"}, "US-CA", True),
        ({"x-state-of-residence": "ca"}, "US-CA", True),
        ({"address-level1": "NV"}, "US-CA", False),
        ({"address-level1": "CA", "country": "MX"}, "US-CA", False),
        ({"country": "US"}, "US-CA", False),
        ({"address-level2": "Los Angeles"}, "US-CA", False),
        ({"country": "CA"}, "US-CA", False),
        ({"country": "BR"}, "BR", True),
        ({"country-name": "Brazil"}, "BR", True),
        ({"country-name": "Nowhere"}, "BR", False),
        ({"address-level1": "QC", "country": "CA"}, "CA-QC", True),
        ({"country": "DE"}, "EU", True),
        ({"country": "CH"}, "EU", False),
        ({}, "BR", False),
    ],
)
def test_only_a_fact_that_says_so_makes_somebody_live_there(
    facts: dict[str, str], jurisdiction: str, lives: bool
) -> None:
    assert lives_in(facts, jurisdiction) is lives


def test_a_place_is_named_in_the_language_or_in_english_or_by_its_code() -> None:
    french = texts_in("fr").words

    assert place_in(french, "US-VA") == "Virginie"
    assert place_in(french, "US-CO") == "Colorado"
    assert place_in(french, "ZZ") == "ZZ"
