"""Looks at a person's own addresses: within the mandate, and kept with whom they asked for what."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from optout.clock import VirtualClock
from optout.exposure.exposure import Shown
from optout.http import Transport
from optout.people.mandate import Mandate
from optout.running.forgetting import forget_subject
from optout.running.installation import Installation
from optout.running.own_addresses import PLACE, OwnLooks, look_at_own
from optout.running.proving import open_evidence, verify_installation
from optout.running.roster import Enrolled
from optout.storage import findings
from optout.storage.subjects import Forgotten
from tests.report.installations import START, opened, settled
from tests.running.finding_world import IMAGE, OTHER_PAGE, PAGE, PERSON, UNTOLD
from tests.signals.images.pictures import picture

PROFILE = "https://instagram.example/zephquan80"
SUBJECT = PERSON.model_copy(update={"profiles": (PROFILE,)})
JPEG, HTML = {"content-type": "image/jpeg"}, {"content-type": "text/html"}
ANSWERS = {
    IMAGE: httpx.Response(200, headers=JPEG, content=picture("JPEG")),
    PAGE: httpx.Response(200, headers=HTML, text="<img src=/a.jpg>"),
    OTHER_PAGE: httpx.Response(404),
    PROFILE: httpx.Response(403),
}
TOLD = [
    ("url", "quandolin-home.example"),
    ("x-image-url", "pictures.example"),
    ("x-profile-url", "instagram.example"),
]


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with opened(settled(tmp_path / "home"), VirtualClock(START)) as made:
        yield made


@pytest.fixture
def person(installation: Installation) -> Enrolled:
    return installation.roster.enrol(SUBJECT, Mandate(kind="self"))


def answering() -> Transport:
    return httpx.MockTransport(lambda request: ANSWERS[str(request.url)])


def kept(installation: Installation, person: Enrolled) -> list[findings.FindingRow]:
    with installation.database.transaction(write=False) as tx:
        return findings.findings_of(tx, person.id)


def told(installation: Installation, finding: str) -> list[tuple[str, str, bool]]:
    with installation.database.transaction(write=False) as tx:
        rows = findings.told_by_finding(tx, finding)
    return [(one.meaning, one.recipient, one.certain) for one in rows]


def test_what_was_asked_and_shown_is_kept_and_can_be_verified(
    installation: Installation, person: Enrolled
) -> None:
    found = look_at_own(installation, person, answering())
    assert isinstance(found, OwnLooks)
    assert {address: one.shown for address, one in found.looks.items()} == {
        IMAGE: Shown.PUBLIC, PAGE: Shown.PUBLIC, OTHER_PAGE: Shown.GONE, PROFILE: Shown.UNKNOWN,
    }  # fmt: skip
    (row,) = kept(installation, person)
    assert (row.id, row.provider) == (found.evidence, PLACE)
    assert told(installation, row.id) == [(*one, True) for one in TOLD]
    parts = open_evidence(installation, person, row.evidence)
    said = {one["thing"]: one["verdict"] for one in json.loads(parts["looked-up.json"])["looked_up"]}
    assert said == {
        IMAGE: "present", PAGE: "present", OTHER_PAGE: "absent-not-proven", PROFILE: "error",
    }  # fmt: skip
    assert verify_installation(installation).ok


def test_a_page_in_the_place_of_a_photo_is_kept_as_an_error(
    installation: Installation, person: Enrolled
) -> None:
    page = httpx.MockTransport(lambda _request: httpx.Response(200, headers=HTML, text="<p>none"))
    look_at_own(installation, person, page)
    parts = open_evidence(installation, person, kept(installation, person)[0].evidence)
    said = {one["thing"]: one["verdict"] for one in json.loads(parts["looked-up.json"])["looked_up"]}
    assert (said[IMAGE], said[PAGE]) == ("error", "present")


def test_it_is_stored_before_anything_leaves(installation: Installation, person: Enrolled) -> None:
    stored: list[tuple[str, str, bool]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        (row,) = kept(installation, person)
        stored[:] = told(installation, row.id)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look_at_own(installation, person, httpx.MockTransport(answer))
    assert stored == [(*one, False) for one in TOLD]
    (row,) = kept(installation, person)
    assert told(installation, row.id) == stored


def test_hosts_learn_the_address_alone(installation: Installation, person: Enrolled) -> None:
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(f"{request.url.query!r} {request.headers} {request.content!r}")
        return ANSWERS[str(request.url)]

    look_at_own(installation, person, httpx.MockTransport(answer))
    assert len(sent) == 4
    assert not [one for one in sent for fact in UNTOLD if fact in one]


def test_after_the_mandate_nobody_is_asked_and_nothing_is_kept(installation: Installation) -> None:
    over = START.date() - timedelta(days=1)
    ended = Mandate(
        kind="agent",
        agent_name="Agatha",
        agent_email="agatha@agents.example",
        permission_sha256="0" * 64,
        permission_name="permission.pdf",
        signed_on=over,
        valid_until=over,
    )
    person = installation.roster.enrol(SUBJECT, ended)
    assert look_at_own(installation, person, _nobody()) is None
    assert kept(installation, person) == []


def test_who_was_forgotten_is_not_asked_about(installation: Installation, person: Enrolled) -> None:
    forget_subject(installation, person.id)
    with pytest.raises(Forgotten):
        look_at_own(installation, person, _nobody())


def test_who_has_no_address_leaves_nothing(installation: Installation) -> None:
    bare = SUBJECT.model_copy(update={"sites": (), "images": (), "profiles": ()})
    person = installation.roster.enrol(bare, Mandate(kind="self"))
    assert look_at_own(installation, person, _nobody()) == OwnLooks({}, None)
    assert kept(installation, person) == []


def _nobody() -> Transport:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError("somebody was to be asked")

    return httpx.MockTransport(refuse)
