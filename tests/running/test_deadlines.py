"""Which law a request rests on, and until when the provider must have answered."""

from pathlib import Path

import pytest

from optout.catalog.definition import Provider
from optout.errors import WrongInput
from optout.people.subject import PostalAddress
from optout.requests.events import VOLUNTARY
from optout.rights.deadline import Deadlines
from optout.running.deadlines import choose_law, deadlines_of, law_of, still_protects
from tests.running.workshop import LAST_DAY, PERSON, START, catalog_of, definition

TODAY = START.date()
NOWHERE = PERSON.model_copy(update={"addresses": ()})


def living(region: str | None, country: str = "US"):  # type: ignore[no-untyped-def]
    home = PostalAddress(locality="Somewhere", region=region, country=country)
    return PERSON.model_copy(update={"addresses": (home,)})


@pytest.fixture
def acme(tmp_path: Path) -> Provider:
    """In the US; its definition names the ccpa."""
    return catalog_of(tmp_path / "data_brokers", acme=definition()).get("acme")


@pytest.mark.parametrize(
    ("region", "country", "law"),
    [("CA", "US", "ccpa"), ("OR", "US", "ocpa"), ("NM", "US", VOLUNTARY), (None, "DE", "gdpr")],
)
def test_the_law_is_that_of_where_the_person_lives_whatever_the_definition_names(
    acme: Provider, region: str | None, country: str, law: str
) -> None:
    assert choose_law(living(region, country), acme, TODAY) == law


def test_nobody_knows_the_law_of_somebody_without_an_address(acme: Provider) -> None:
    assert choose_law(NOWHERE, acme, TODAY) == VOLUNTARY


def test_a_person_can_ask_without_any_law(acme: Provider) -> None:
    assert choose_law(living("CA"), acme, TODAY, VOLUNTARY) == VOLUNTARY
    assert law_of(VOLUNTARY, living("CA"), acme, TODAY) is None


def test_a_law_that_does_not_protect_the_person_is_refused_with_those_that_do(acme: Provider) -> None:
    with pytest.raises(
        WrongInput, match="'ccpa' gives the person no right to delete at acme"
    ) as refused:
        choose_law(living("OR"), acme, TODAY, "ccpa")
    assert refused.value.todo == "Usable here: ocpa, none"


def test_a_request_keeps_its_law_when_the_person_moves_but_it_is_chosen_no_more(acme: Provider) -> None:
    kept = law_of("ccpa", living("NM"), acme, TODAY)
    assert kept is not None
    assert kept == law_of("ccpa", living("CA"), acme, TODAY)
    assert not still_protects("ccpa", living("NM"), acme, TODAY, "person")
    assert still_protects("ccpa", living("CA"), acme, TODAY, "person")


def test_a_law_that_hears_no_agent_is_not_chosen_for_one(acme: Provider) -> None:
    assert choose_law(living("VA"), acme, TODAY) == "vcdpa"
    assert choose_law(living("VA"), acme, TODAY, role="agent") == VOLUNTARY


def test_what_was_planned_before_laws_were_chosen_rests_on_the_strongest(acme: Provider) -> None:
    chosen = law_of(None, living("OR"), acme, TODAY)
    assert chosen is not None
    assert chosen.slug == "ocpa"
    assert law_of(None, living("NM"), acme, TODAY) is None


def test_a_wait_in_days_ends_with_its_last_day(acme: Provider) -> None:
    found = deadlines_of(law_of("ocpa", living("OR"), acme, TODAY), acme, START)
    assert found.answer_by == LAST_DAY
    assert found.extended_to == LAST_DAY.replace(month=5, day=31)


def test_a_wait_in_hours_ends_to_the_minute(acme: Provider) -> None:
    law = law_of("ocpa", living("OR"), acme, TODAY)
    assert law is not None
    hours = law.model_copy(update={"answer": law.answer.model_copy(update={"days": None, "hours": 48})})
    assert deadlines_of(hours, acme, START).answer_by == START.replace(day=4)


def test_no_law_sets_no_time(acme: Provider) -> None:
    assert deadlines_of(None, acme, START) == Deadlines(None, None, None, None)
