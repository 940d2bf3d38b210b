from datetime import date

import pytest
from pydantic import ValidationError

from optout.people.countries import COUNTRIES
from optout.people.subject import Subject
from optout.requests.rights import Right
from optout.rights.jurisdictions import is_in_eea
from optout.rights.regulators import FIRST, Regulator, regulator_for, regulators
from optout.rights.table import law, rows
from tests.rights.people import subject

ON = date(2026, 11, 21)


def _slug(
    name: str, person: Subject, right: Right = Right.DELETE, there: str | None = None
) -> str | None:
    found = regulator_for(law(name, right, ON), person, there)
    return found.slug if found else None


@pytest.mark.parametrize(
    ("name", "person", "there", "slug"),
    [
        ("gdpr", subject("FR"), None, "eu_fr"),
        ("gdpr", subject("FR"), "IE", "eu_fr"),
        ("gdpr", subject("GP"), None, "eu_fr"),
        ("gdpr", subject("NO"), None, "eu_no"),
        ("gdpr", subject("DE", "Bayern"), None, "eu_de_by"),
        ("gdpr", subject("DE", "by"), None, "eu_de_by"),
        ("gdpr", subject("DE", "Baden-Württemberg"), None, "eu_de_bw"),
        ("gdpr", subject("DE", "North Rhine-Westphalia"), None, "eu_de_nw"),
        ("gdpr", subject("DE"), None, "eu_de"),
        ("gdpr", subject("DE", "Atlantis"), None, "eu_de"),
        ("gdpr", subject("AT", "Bayern"), None, "eu_at"),
        ("gdpr", subject("US", "CA"), "IE", "eu_ie"),
        ("gdpr", subject("US", "CA"), "US", None),
        ("gdpr", subject("US", "CA"), None, None),
        ("gdpr", subject(), "SE", "eu_se"),
        ("uk_gdpr", subject("GB"), None, "gb_ico"),
        ("ccpa", subject("US", "CA"), None, "us_ca_cppa"),
        ("delete_act", subject("US", "CA"), None, "us_ca_cppa"),
        ("vcdpa", subject("US", "VA"), None, "us_va_ag"),
        ("bipa", subject("US", "IL"), None, None),
        ("quebec_law25", subject("CA", "QC"), None, "ca_qc_cai"),
    ],
)
def test_the_regulator_is_the_one_that_hears_this_person(
    name: str, person: Subject, there: str | None, slug: str | None
) -> None:
    assert _slug(name, person, there=there) == slug


def test_an_address_of_the_past_does_not_decide() -> None:
    past = [{"locality": "Paris", "country": "FR", "until": "2020-01-01"}]

    assert _slug("gdpr", subject("ES", past=past)) == "eu_es"
    assert _slug("gdpr", subject(past=past)) is None


def test_every_regulator_that_a_law_names_is_in_the_table() -> None:
    named = {row.regulator for row in rows()} - {None, "eu"}
    assert named - {one.slug for one in regulators()} == set()


def test_every_country_with_the_gdpr_has_an_authority_and_no_other_country_has() -> None:
    overseas = {"AX", "GF", "GP", "MF", "MQ", "RE", "YT"}
    for country in COUNTRIES:
        found = _slug("gdpr", subject(country))
        assert (found is not None) == is_in_eea(country), country
        if is_in_eea(country) and country not in overseas:
            assert found == f"eu_{country.lower()}"


def test_slugs_are_taken_once_and_every_address_is_a_secure_one() -> None:
    slugs = [one.slug for one in regulators()]
    assert len(slugs) == len(set(slugs))
    for one in regulators():
        for address in (one.site, one.complaint_url):
            assert address is None or address.startswith("https://")


def test_what_must_happen_before_a_complaint_is_said() -> None:
    by_slug = {one.slug: one for one in regulators()}

    assert by_slug["gb_ico"].first == "complaint-to-provider"
    assert by_slug["us_va_ag"].first == "appeal"
    assert by_slug["us_ut_ag"].first is None  # Utah gives no appeal
    assert by_slug["eu_fr"].first is None
    assert {one.first for one in regulators()} - {None} == set(FIRST)


def test_a_law_with_an_appeal_has_a_regulator_that_asks_for_it_first() -> None:
    by_slug = {one.slug: one for one in regulators()}
    for row in rows():
        if row.regulator in by_slug:
            assert (by_slug[row.regulator].first == "appeal") == (row.appeal is not None), row.slug


def test_a_regulator_without_its_particulars_is_refused() -> None:
    with pytest.raises(ValidationError, match="places"):
        Regulator.model_validate({"slug": "xx", "name": "Nobody", "places": [], "mark": "statute"})
    with pytest.raises(ValidationError, match="first"):
        Regulator.model_validate(
            {"slug": "xx", "name": "Nobody", "places": ["XX"], "mark": "statute", "first": "wait"}
        )
