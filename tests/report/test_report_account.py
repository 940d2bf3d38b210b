"""Everything to be said about one request now."""

import pytest

from optout.catalog.catalog import Catalog
from optout.report.report_account import Account, accounts
from optout.report.words_of_disclosures import fact_words
from optout.requests.events import Event, Withdrawn
from optout.requests.failures import Failure
from optout.running.installation import Installation
from tests.report.installations import lived
from tests.report.stories import (
    ABSENT,
    SAME,
    asked,
    failed,
    needs_you,
    on,
    overdue,
    planned,
    reappeared,
    recheck,
    removed,
    search,
    stuck,
)

LAW = "California Consumer Privacy Act, right to opt out of sale and sharing (11 CCR 7026)"


def account(installation: Installation, events: list[Event]) -> Account:
    lived(installation, {"kin_finder": events})
    (only,) = accounts(installation.database, installation.catalog)
    return only


def test_it_names_the_provider_the_wish_and_the_law(installation: Installation) -> None:
    told = account(installation, asked(on(45)))
    assert told.name == "Kin Finder"
    assert told.asked == "stop selling and publishing my data"
    assert told.law == LAW


def test_a_provider_that_left_the_catalog_keeps_its_history(installation: Installation) -> None:
    lived(installation, {"kin_finder": asked()})
    (told,) = accounts(installation.database, Catalog({}))
    assert told.name == "kin_finder"
    assert told.law == LAW
    assert told.next == "nothing: its definition is missing from the catalog"
    assert len(told.history.moments) == 5


def test_since_is_when_the_state_began(installation: Installation) -> None:
    assert account(installation, [*removed(), *recheck(30, ABSENT)]).since == on(14)


def test_since_looks_through_what_lasted_no_time(installation: Installation) -> None:
    events = [*stuck(), *recheck(54, failed(Failure.TIMEOUT))]
    assert account(installation, events).since == on(40)


def test_a_pause_says_what_lies_beneath_and_why(installation: Installation) -> None:
    told = account(installation, stuck())
    assert (told.claim.name, told.beneath) == ("paused", "listed again")
    assert told.trouble == "The form changed; nothing was sent."
    assert told.next == "try again on 25 April 2026"


def test_late_is_said_while_it_lasts(installation: Installation) -> None:
    told = account(installation, overdue())
    assert told.late
    assert told.trouble is None


def test_what_was_proven_is_not_late(installation: Installation) -> None:
    events = [*overdue(), *recheck(60, ABSENT), *recheck(70, ABSENT)]
    assert not account(installation, events).late


def test_the_next_step_is_yours_where_it_is(installation: Installation) -> None:
    told = account(installation, needs_you())
    assert told.next == "you: The provider wants to see a human; only you can continue."
    assert told.beneath == "found"


def test_the_next_step_has_a_day(installation: Installation) -> None:
    assert account(installation, reappeared()).next == "send the request on 11 April 2026"


def test_after_withdrawing_nothing_is_next(installation: Installation) -> None:
    assert account(installation, [*asked(), Withdrawn(on(1))]).next == "nothing: you withdrew it"


def test_a_disclosure_is_told_once_with_its_first_day(installation: Installation) -> None:
    told = account(installation, removed())
    (only,) = told.disclosures
    assert (only.meaning, only.recipient, only.at) == ("email", "kin-finder.example", on(0))


@pytest.mark.parametrize("failure", [Failure.NO_CONNECTION, Failure.TIMEOUT, Failure.MAIL_UNREACHABLE])
def test_without_a_connection_a_fact_may_have_been_told_and_no_more(
    installation: Installation, failure: Failure
) -> None:
    cut = [*planned(), *search(0, failed(failure))]
    (only,) = account(installation, cut).disclosures
    assert fact_words(only) == "e-mail address (may have been told)"


def test_a_fact_is_told_for_sure_with_the_first_connection(installation: Installation) -> None:
    later = [*planned(), *search(0, failed(Failure.NO_CONNECTION)), *search(1, SAME)]
    (only,) = account(installation, later).disclosures
    assert (only.at, fact_words(only)) == (on(1), "e-mail address")


def test_a_server_that_answers_badly_was_connected_to(installation: Installation) -> None:
    (only,) = account(installation, [*planned(), *search(0, failed(Failure.SERVER_ERROR))]).disclosures
    assert only.certain
