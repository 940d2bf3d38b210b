"""Simulated stand-ins that know one person only."""

import socket
from pathlib import Path

import pytest

from optout.catalog.catalog import Catalog, load_catalog
from optout.errors import WrongInput
from optout.people.subject import PersonName, Subject
from optout.rehearsal.stand_ins import stand_ins
from optout.requests.verdict import Verdict
from tests.running.finding_world import PERSON, write_index

SPARSE = Subject(
    names=(PersonName(given="Robin", family="Underbank"),),
    emails=("robin@underbank.example",),
    images=("https://underbank.example/1.jpg",),
)
"""Somebody who says no more than a profile must, and one image."""
ODD = SPARSE.model_copy(
    update={"sites": ("https://zoë.example/", "http://[::1]/p", "https://spawningaiapi.com/me")}
)
"""Somebody whose pages are where no certificate or another's site is."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize("person", [PERSON, SPARSE, ODD], ids=["full", "sparse", "odd"])
def test_they_answer_for_the_person_and_keep_nothing(catalog: Catalog, person: Subject) -> None:
    spawning = catalog.get("spawning_registry")
    with stand_ins(catalog, [spawning], person) as there:
        looks = [there.looks.look(spawning) for _ in range(8)]
        assert set(there.secrets) >= {"spawning_api_key"}
    noted = [one for look in looks for one in look.capture.looked_up]
    assert {(one.thing, one.verdict) for one in noted} >= {(person.images[0], Verdict.PRESENT)}
    assert {one.verdict for one in noted} <= {Verdict.PRESENT, Verdict.ERROR}
    assert [(look.evidence, look.request) for look in looks] == [(None, None)] * 8


def test_nothing_is_reached_but_this_machine(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: tuple[str, int]) -> None:
        reached.append(str(address[0]))
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    providers = [catalog.get(slug) for slug in ("common_crawl", "hugging_face_datasets")]
    with stand_ins(catalog, providers, PERSON) as there:
        for provider in providers:
            assert there.looks.look(provider).capture.exchanges
    assert set(reached) == {"127.0.0.1"}


def test_a_place_without_a_stand_in_is_refused(tmp_path: Path) -> None:
    more = load_catalog(write_index(tmp_path / "more"))
    with (
        pytest.raises(WrongInput, match="acme_index has no twin"),
        stand_ins(more, [more.get("acme_index")], PERSON),
    ):
        pass
