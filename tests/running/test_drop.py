"""The brokers that a request at DROP covers, and what our own reads of them say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.importing.companies.entry import ListName
from optout.catalog.importing.companies.importing import import_list
from optout.catalog.registered import registered_in_california
from optout.clock import VirtualClock
from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended
from optout.requests.outcome import Answer, Decision, Outcome, Sighting
from optout.running.drop import Covered, covered, file_drop
from optout.running.installation import Installation
from optout.running.journal import Journal
from tests.catalog.importing.companies.lists import TODAY, cppa_file, row
from tests.report.installations import START, enrol, opened, settled

FILED = START.replace(month=9)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    settings = settled(tmp_path / "home")
    site = load_catalog().get("people_atlas").domains[0]
    file = cppa_file(tmp_path / "registry.csv", row(), row("other", website=f"https://www.{site}/"))
    import_list(ListName.CPPA, [file], settings.imported, TODAY)
    with opened(settings, VirtualClock(FILED)) as installation:
        yield replace(installation, catalog=load_catalog(None, settings.imported))


def test_registered_are_the_imported_ones_and_those_of_ours_that_they_are(
    installation: Installation,
) -> None:
    found = registered_in_california(installation.catalog)
    assert "people_atlas" in found
    assert len(found) == 3
    assert "kin_finder" not in found


def test_what_we_read_before_the_filing_says_nothing_about_it(installation: Installation) -> None:
    person, requests = enrol(installation, ["people_atlas", "kin_finder"])
    journal = Journal(installation)
    filing = file_drop(installation, person, "QX7-DROP-11", FILED)
    known = journal.read(requests["people_atlas"])
    assert covered(installation, person, filing) == [Covered("people_atlas", "planned", "unread", None)]

    later = FILED + timedelta(days=3)
    seen = Outcome(Answer.DONE, sightings=(Sighting("l-1", Decision.SAME),))
    known = journal.append(known, [Intended(later, "a-1", Action.SEARCH), Concluded(later, "a-1", seen)])
    assert covered(installation, person, filing) == [Covered("people_atlas", "found", "listed", later)]

    again = file_drop(installation, person, "QX7-DROP-12", later + timedelta(days=1))
    assert [one.read for one in covered(installation, person, again)] == ["unread"]
