"""The report's figures: every request once, nothing hidden."""

from optout.report.report import Report, Totals, report_of
from optout.report.report_account import accounts
from optout.report.timeline import Look
from optout.requests.events import Event
from optout.running.installation import Installation
from tests.report.installations import lived
from tests.report.stories import (
    asked,
    confirmed_in_writing,
    needs_you,
    on,
    overdue,
    removed,
    stuck,
)

STORIES: dict[str, list[Event]] = {
    "kin_finder": stuck(),
    "people_atlas": removed(),
    "deep_dossier": overdue(),
    "true_who": needs_you(),
    "county_ledger": asked(on(45)),
    "mute_metrics": confirmed_in_writing(),
}


def report(installation: Installation, stories: dict[str, list[Event]]) -> Report:
    lived(installation, stories)
    return report_of(accounts(installation.database, installation.catalog), on(60))


def test_every_request_is_in_one_figure(installation: Installation) -> None:
    told = report(installation, STORIES)
    assert {one.look: one.count for one in told.figures} == {
        Look.PROVEN: 1,
        Look.CONFIRMED: 1,
        Look.ASKED: 1,
        Look.LATE: 1,
        Look.YOURS: 1,
        Look.STUCK: 1,
    }
    assert sum(one.count for one in told.figures) == len(STORIES)


def test_the_headline_has_the_good_and_the_bad(installation: Installation) -> None:
    told = report(installation, STORIES)
    assert told.headline == "1 of 6 opt-outs proven."
    assert told.lead == (
        "1 for you to do; 1 past the legal deadline; 1 stopped by trouble; 1 asked, not proven yet."
    )
    assert (told.overdue, told.troubled) == (1, 2)


def test_totals_count_what_the_histories_hold(installation: Installation) -> None:
    told = report(installation, STORIES)
    assert told.totals == Totals(
        asked=5,
        attested=0,
        confirmed=1,
        proven_absent=2,
        reappeared=1,
        deadlines_passed=1,
        failed_attempts=2,
    )


def test_what_needs_attention_comes_first(installation: Installation) -> None:
    order = [one.row.provider for one in report(installation, STORIES).accounts]
    assert order == [
        "true_who",
        "deep_dossier",
        "kin_finder",
        "county_ledger",
        "mute_metrics",
        "people_atlas",
    ]


def test_who_learned_what_is_kinds_of_facts_and_first_days(installation: Installation) -> None:
    (learned,) = report(installation, {"people_atlas": removed()}).learned
    assert learned.recipient == "kin-finder.example"
    assert learned.facts == (("e-mail address", on(0)),)
    assert learned.by_day == {on(0).date(): "e-mail address"}


def test_invented_providers_are_told_as_such(installation: Installation) -> None:
    assert report(installation, {"people_atlas": removed()}).invented


def test_where_nothing_is_asked_it_says_so(installation: Installation) -> None:
    told = report_of([], on(0))
    assert (told.headline, told.lead, told.figures) == ("Nothing is asked of anybody yet.", "", ())
    assert not told.invented
