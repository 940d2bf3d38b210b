from dataclasses import replace
from datetime import timedelta

import pytest

from optout.catalog.automation import ProofOffered
from optout.catalog.definition import Provider, Tier
from optout.catalog.steps import Published, SiteStep
from optout.requests.actions import Action
from optout.requests.events import Concluded, LawChosen, PersonSays, Planned
from optout.requests.proof import Rung
from optout.requests.rights import Right
from optout.running.answering import answer
from optout.running.moved import Moved, moved_from
from optout.running.planning import is_invented, open_requests, planned, rung_of_reads, usable
from optout.running.proving import verify_installation
from optout.storage.requests import find_requests
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import SOMEBODY_ELSE, START, Workshop, definition


def test_planning_again_opens_nothing_and_changes_nothing(workshop: Workshop) -> None:
    workshop.worker.run_due()
    before = (workshop.row, workshop.events)
    workshop.clock.move_to(START + timedelta(days=1))

    assert open_requests(workshop.installation, workshop.person, workshop.installation.catalog) == []
    assert (workshop.row, workshop.events) == before


def test_every_person_has_requests_of_their_own(workshop: Workshop) -> None:
    person = workshop.enrol(SOMEBODY_ELSE)
    [opened] = open_requests(workshop.installation, person, workshop.installation.catalog)

    with workshop.database.transaction(write=False) as tx:
        assert {row.subject_id for row in find_requests(tx)} == {workshop.person.id, person.id}
    assert opened.provider == "acme"
    assert verify_installation(workshop.installation).problems == ()


@pytest.mark.parametrize(("searchable", "confirms"), [(True, False), (False, True), (True, True)])
def test_the_first_event_says_what_the_definition_says(
    make_workshop: MakeWorkshop, searchable: bool, confirms: bool
) -> None:
    workshop = make_workshop({"acme": definition(searchable=searchable, confirms=confirms)})
    tracks = "listing" if searchable else "standing"

    [event] = workshop.events
    rung = Rung.PAGE if searchable else None
    told = Planned(START, Right.DELETE, tracks, 2, searchable, confirms, law="ocpa", rung=rung)
    assert replace(event, meanings=(), recipients=()) == told
    provider = workshop.installation.catalog.get("acme")
    assert planned(provider, START, "ocpa") == workshop.events[0]


@pytest.mark.parametrize(
    ("search", "offered", "rung"),
    [
        (False, Rung.ATTESTATION, None),
        (True, None, Rung.PAGE),
        (True, Rung.REGISTRY, Rung.REGISTRY),
        (True, Rung.ARTEFACT, Rung.ARTEFACT),
        (True, Rung.MAIL, Rung.PAGE),
        (True, Rung.ATTESTATION, Rung.PAGE),
    ],
)
def test_a_read_is_as_strong_a_proof_as_the_definition_says_and_never_stronger(
    make_workshop: MakeWorkshop, search: bool, offered: Rung | None, rung: Rung | None
) -> None:
    workshop = make_workshop({"acme": definition(searchable=search)})
    proof = ProofOffered(rung=offered) if offered else None
    provider = workshop.installation.catalog.get("acme").model_copy(update={"proof": proof})
    assert rung_of_reads(provider) == rung


def test_a_read_of_the_persons_own_site_proves_what_it_says_only(workshop: Workshop) -> None:
    step = SiteStep(channel="site", publishes=Published(ai_txt=True))
    update = {"search": step, "proof": ProofOffered(rung=Rung.REGISTRY)}
    provider = workshop.installation.catalog.get("acme").model_copy(update=update)
    assert rung_of_reads(provider) == Rung.SIGNAL


def test_drafts_and_retired_providers_are_not_acted_upon(workshop: Workshop) -> None:
    provider = workshop.installation.catalog.get("acme")
    by_tier = {tier: usable(provider.model_copy(update={"tier": tier})) for tier in Tier}

    assert [tier for tier, may in by_tier.items() if may] == [
        Tier.DOCUMENTED,
        Tier.REHEARSED,
        Tier.IMPORTED,
        Tier.VERIFIED,
    ]


def test_a_provider_is_invented_only_where_every_domain_is(workshop: Workshop) -> None:
    provider = workshop.installation.catalog.get("acme")

    assert is_invented(provider)
    assert not is_invented(provider.model_copy(update={"domains": ("acme.example", "acme.com")}))


def test_what_was_agreed_to_is_what_the_definition_could_tell_then(workshop: Workshop) -> None:
    [event] = workshop.events
    assert isinstance(event, Planned)
    assert event.recipients == ("acme.example",)
    assert event.meanings == tuple(sorted(event.meanings))
    assert "x-code" not in event.meanings


def _wants(workshop: Workshop, meaning: str, domain: str) -> Provider:
    provider = workshop.installation.catalog.get("acme")
    assert provider.search is not None
    wanting = provider.search.model_copy(
        update={"needs": {**provider.search.needs, meaning: "optional"}}
    )
    return provider.model_copy(update={"search": wanting, "domains": (*provider.domains, domain)})


def test_a_definition_that_wants_more_is_not_obeyed_until_the_person_agrees(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = _wants(workshop, "tel", "elsewhere.example")
    monkeypatch.setattr(workshop.installation.catalog, "get", lambda _slug: greedy)
    workshop.worker.run_due()

    assert workshop.reach.count(Action.SEARCH) == 0
    assert (workshop.row.state, workshop.row.task) == ("needs you", "not-agreed")
    [concluded] = [event for event in workshop.events if isinstance(event, Concluded)]
    assert concluded.outcome.detail == "now also: tel, elsewhere.example"

    assert open_requests(workshop.installation, workshop.person, [greedy]) == []
    workshop.worker.run_due()
    assert workshop.reach.count(Action.SEARCH) == 1
    assert verify_installation(workshop.installation).problems == ()


def test_saying_done_is_not_agreeing(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = _wants(workshop, "tel", "elsewhere.example")
    monkeypatch.setattr(workshop.installation.catalog, "get", lambda _slug: greedy)
    workshop.worker.run_due()
    answer(workshop.installation, workshop.journal, workshop.request, PersonSays.DID_IT)
    workshop.worker.run_due()

    assert workshop.reach.count(Action.SEARCH) == 0
    assert workshop.row.task == "not-agreed"


def test_a_law_that_is_named_later_is_the_requests_from_then_on(workshop: Workshop) -> None:
    installation, provider = workshop.installation, workshop.installation.catalog.get("acme")
    assert workshop.journal.read(workshop.request).standing.law == "ocpa"
    assert open_requests(installation, workshop.person, [provider], "none") == []
    assert workshop.journal.read(workshop.request).standing.law == "none"
    open_requests(installation, workshop.person, [provider], "none")
    open_requests(installation, workshop.person, [provider])
    assert [one for one in workshop.events if isinstance(one, LawChosen)] == [LawChosen(START, "none")]


def test_who_moved_is_told_which_requests_keep_the_law_of_before(workshop: Workshop) -> None:
    installation, provider = workshop.installation, workshop.installation.catalog.get("acme")
    assert list(moved_from(installation, workshop.person, [provider], START.date())) == []
    [home] = workshop.person.subject.addresses
    away = workshop.person.subject.model_copy(
        update={"addresses": (home.model_copy(update={"region": "CA"}),)}
    )
    person = installation.roster.replace(workshop.person.id, away)
    told = Moved(workshop.request, "acme", "ocpa", "ccpa")
    assert list(moved_from(installation, person, [provider], START.date())) == [told]
