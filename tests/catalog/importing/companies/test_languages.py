"""The language of a letter, by what a list says and where the organisation is."""

import pytest

from optout.catalog.importing.companies.languages import language_for


@pytest.mark.parametrize(
    ("country", "language"),
    [
        *((code, "de") for code in ("DE", "AT", "LI")),
        *((code, "fr") for code in ("FR", "MC")),
        *((code, "es") for code in ("ES", "MX", "AR", "PR", "VE")),
        *((code, "en") for code in ("CH", "BE", "CA", "BR", "US", "ZZ", "EU")),
    ],
)
def test_where_the_list_names_none_the_country_decides(country: str, language: str) -> None:
    assert language_for("", [country]) == language


def test_a_language_that_is_named_goes_before_the_country() -> None:
    assert language_for("fr", ["DE"]) == "fr"
    assert language_for("en", ["DE"]) == "en"
    assert language_for("it", ["DE"]) == "en"


def test_several_countries_decide_only_together() -> None:
    assert language_for("", ["DE", "AT"]) == "de"
    assert language_for("", ["DE", "CH"]) == "en"
    assert language_for("", []) == "en"
