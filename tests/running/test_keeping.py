"""The identity of a listing over several searches."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.channels.attempt import Capture, Record
from optout.people.mandate import Mandate
from optout.people.vault import seal
from optout.requests.events import Concluded, PersonSays
from optout.requests.outcome import Decision
from optout.running.answering import answer
from optout.running.keeping import judge_records, listing_id, open_record
from optout.running.roster import Enrolled
from tests.running.workshop import LISTING, NAMESAKE, PERHAPS, PERSON, START, Workshop, sees

WHO = Enrolled("s-1", PERSON, Mandate(kind="self"), b"\x05" * 32)
MOVED = Record("https://acme.example/p/zephyrine-quandolin-of-erie", {**LISTING.fields, "x-age": "46"})


def judged(
    *records: Record, known: dict[str, bytes] | None = None
) -> tuple[list[str], dict[str, bytes]]:
    capture = Capture(records=list(records))
    sightings, sealed = judge_records(WHO, "acme", capture, START, known or {})
    return [one.listing for one in sightings], sealed


def test_a_listing_keeps_its_id_when_its_page_its_age_and_its_addresses_change() -> None:
    [first], sealed = judged(LISTING)
    [again], sealed_again = judged(MOVED, known=sealed)
    assert again == first == listing_id(WHO, "acme", LISTING)
    assert open_record(WHO, first, sealed_again[first]) == MOVED
    [third], _ = judged(MOVED, known=sealed_again)
    assert third == first


def test_a_key_that_is_still_there_is_the_listing_whatever_it_shows() -> None:
    [first], sealed = judged(LISTING)
    ids, _ = judged(MOVED, replace(LISTING, fields={**LISTING.fields, "x-age": "44"}), known=sealed)
    assert ids == [listing_id(WHO, "acme", MOVED), first]


def test_a_stranger_s_record_never_continues_what_was_the_person_s() -> None:
    _, sealed = judged(LISTING)
    [stranger], _ = judged(NAMESAKE, known=sealed)
    assert stranger == listing_id(WHO, "acme", NAMESAKE)


def test_a_stranger_s_record_continues_not_even_a_listing_that_is_like_it() -> None:
    old = replace(NAMESAKE, key=NAMESAKE.key + "-before")
    listing = listing_id(WHO, "acme", old)
    kept = {"key": old.key, "fields": dict(old.fields), "seen_on": START.date().isoformat()}
    known = {listing: seal(WHO.key, json.dumps(kept).encode(), f"listing/{listing}")}
    assert judged(NAMESAKE, known=known) == ([listing_id(WHO, "acme", NAMESAKE)], {})


@settings(max_examples=30)
@given(st.permutations([MOVED, NAMESAKE, PERHAPS]))
def test_the_order_of_the_records_changes_no_id(records: Sequence[Record]) -> None:
    _, known = judged(LISTING)
    ids, _ = judged(*records, known=known)
    assert dict(zip([record.key for record in records], ids, strict=True)) == {
        MOVED.key: listing_id(WHO, "acme", LISTING),
        NAMESAKE.key: listing_id(WHO, "acme", NAMESAKE),
        PERHAPS.key: listing_id(WHO, "acme", PERHAPS),
    }


UNSURE = Record(
    "row:1", {"name": "Zephyrine Quandolin", "x-places": "Ostergrove, OR", "x-phones": "5550100123"}
)
UNSURE_LATER = Record("row:2", {**UNSURE.fields, "x-places": "Ostergrove, OR\nSalem, OR"})


@pytest.mark.parametrize("says", [PersonSays.NOT_ME, PersonSays.IS_ME])
def test_the_person_is_asked_once_about_a_listing_that_changes(
    workshop: Workshop, says: PersonSays
) -> None:
    workshop.reach.will(search=sees(UNSURE))
    workshop.attempt()
    assert workshop.row.task == "possible-match"
    answer(workshop.installation, workshop.journal, workshop.request, says)

    workshop.reach.will(search=sees(UNSURE_LATER), recheck=sees(UNSURE_LATER))
    workshop.clock.move_to(START + timedelta(days=40))
    assert workshop.attempting.look_again(workshop.request)

    assert workshop.row.task is None
    last = [event for event in workshop.events if isinstance(event, Concluded)][-1]
    [sighting] = last.outcome.sightings
    assert sighting.decision == Decision.POSSIBLE
    assert sighting.listing in workshop.journal.read(workshop.request).standing.decided


def test_a_record_without_a_page_of_its_own_tells_no_address(workshop: Workshop) -> None:
    workshop.reach.will(search=sees(Record("row:7", LISTING.fields)))
    workshop.attempt()
    workshop.attempt()
    assert "x-listing-url" not in workshop.reach.attempts[-1].facts
