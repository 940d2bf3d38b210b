"""Places one after the other, and the local files: every thing with one verdict."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.channels.attempt import Capture, Disclosed, Exchange, LookedUp
from optout.clock import VirtualClock
from optout.errors import WrongInput
from optout.people.mandate import Mandate
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from optout.running.finding import Keeper, Search, find
from optout.running.finding_lacks import NOTHING
from optout.running.finding_looks import Look
from optout.running.finding_places import places
from optout.running.finding_shards import LocalShards, refuse_missing
from optout.running.finding_verdicts import Found
from optout.running.proving import open_evidence, verify_installation
from optout.storage.findings import findings_of, told_by_finding
from tests.report.installations import START, opened, settled
from tests.running.finding_world import IMAGE, OTHER_PAGE, PAGE, PERSON, THINGS, write_index
from tests.running.workshop import SOMEBODY_ELSE

EXCHANGE = Exchange("GET", "https://acme-index.example/look", (), b"", 200, (), b"{}")


class Scripted:
    """Looks that come to what the test says, with the places they were made in."""

    def __init__(self, *looks: Look) -> None:
        self.looks, self.asked = list(looks), list[str]()

    def look(self, provider: Provider) -> Look:
        self.asked.append(provider.slug)
        return self.looks.pop(0)


def noted(verdict: Verdict, evidence: str | None = None, request: str | None = None) -> Look:
    things = [LookedUp(meaning, thing, verdict, "2026-02") for meaning, thing in THINGS]
    capture = Capture(exchanges=[EXCHANGE], looked_up=things, flow_ended=True)
    return Look(Outcome(Answer.DONE), capture, evidence, request)


@pytest.fixture
def index(tmp_path: Path) -> Provider:
    root = write_index(tmp_path / "more", key="acme_key")
    (provider,) = places(load_catalog(root), ["acme"])
    return provider


def found(search: Search) -> list[Found]:
    return list(find(search, lambda _words: None))


def test_nobody_who_is_not_enrolled_is_looked_for_on_a_network(index: Provider) -> None:
    told: list[str] = []
    entries = list(find(Search(SOMEBODY_ELSE, START, [index]), told.append))
    assert [(one.thing, one.verdict, one.evidence) for one in entries] == [
        (thing, Verdict.ERROR, None) for thing in (*SOMEBODY_ELSE.sites, *SOMEBODY_ELSE.images)
    ]
    assert {one.detail["why"] for one in entries} == {"not-enrolled"}
    assert {one.detail["todo"] for one in entries} == {"optout init --from FILE, then look again"}
    assert told == []


def test_what_is_there_leads_to_the_command_for_the_right_request(index: Provider) -> None:
    looks = Scripted(noted(Verdict.PRESENT, "f-1"), noted(Verdict.PRESENT, "a-1", "r-1"))
    entries = found(Search(PERSON, START, [index, index], looks=looks, secrets={"acme_key": "k"}))
    assert [one.evidence for one in entries] == ["f-1"] * 3 + ["a-1"] * 3
    assert [one.detail["todo"] for one in entries] == ["optout plan --only acme_index --accept"] * 3 + [
        "optout show r-1"
    ] * 3
    assert [one.detail.get("request") for one in entries] == [None] * 3 + ["r-1"] * 3
    assert {one.detail["place"] for one in entries} == {"acme"}


def test_what_is_not_there_asks_nothing_of_the_person(index: Provider) -> None:
    search = Search(PERSON, START, [index], looks=Scripted(noted(Verdict.ABSENT)))
    assert ["todo" in one.detail for one in found(search)] == [False] * 3


def test_a_place_without_its_key_says_what_to_set(index: Provider) -> None:
    lacking = Look(Outcome(Answer.PERSON, Failure.SETTING_MISSING), Capture(flow_ended=True))
    refused = Look(Outcome(Answer.PERSON, Failure.NOT_AUTHORISED), Capture(flow_ended=True))
    for look, secrets, why in (
        (lacking, {}, "setting-missing"),
        (refused, {"acme_key": "k"}, "not-authorised"),
    ):
        entries = found(Search(PERSON, START, [index], looks=Scripted(look), secrets=secrets))
        assert [(one.thing, one.verdict) for one in entries] == [(t, Verdict.ERROR) for _, t in THINGS]
        assert {one.detail["why"] for one in entries} == {why}
    without = found(Search(PERSON, START, [index], looks=Scripted(lacking)))[0].detail
    assert without["settings"] == {"acme_key": "A key of your own."}
    assert without["todo"] == "set acme_key in [secrets] of settings.toml"


def test_a_setting_that_a_place_did_without_is_not_asked_for(index: Provider) -> None:
    entries = found(Search(PERSON, START, [index], looks=Scripted(noted(Verdict.ERROR))))
    assert ["settings" in one.detail for one in entries] == [False] * 3


def test_a_place_that_could_not_be_reached_lacks_no_setting(index: Provider) -> None:
    told = Capture(disclosed=[Disclosed("url", "acme-index.example", PAGE)])
    lost = Look(Outcome(Answer.UNREACHABLE, Failure.NO_CONNECTION), told)
    refused = Look(Outcome(Answer.PERSON, Failure.NOT_AUTHORISED), told)
    before_all = Look(Outcome(Answer.UNREACHABLE, Failure.TIMEOUT), Capture())
    for look in (lost, refused, before_all):
        entries = found(Search(PERSON, START, [index], looks=Scripted(look)))
        assert {one.detail["why"] for one in entries} == {look.outcome.failure}


def test_an_error_in_one_place_stops_no_other(index: Provider) -> None:
    lost = Look(Outcome(Answer.UNREACHABLE, Failure.NO_CONNECTION), Capture())
    looks = Scripted(lost, noted(Verdict.PRESENT))
    told: list[str] = []
    search = Search(PERSON, START, [index, index], looks=looks, secrets={"acme_key": "k"})
    entries = list(find(search, told.append))
    assert [one.verdict for one in entries] == [Verdict.ERROR] * 3 + [Verdict.PRESENT] * 3
    assert told == ["Asking Acme Index ..."] * 2


def test_stand_ins_are_named_as_such_and_lead_to_no_request(index: Provider) -> None:
    told: list[str] = []
    search = Search(PERSON, START, [index], looks=Scripted(noted(Verdict.PRESENT)), simulated=True)
    entries = list(find(search, told.append))
    assert [one.detail["simulated"] for one in entries] == [True] * 3
    assert ["todo" in one.detail for one in entries] == [False] * 3
    assert told == ["Asking the simulated stand-in of Acme Index ..."]


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    table = pa.table({"url": ["https://other.example/1.jpg", IMAGE, PAGE], "caption": ["a", "b", "c"]})
    pq.write_table(table, tmp_path / "part-0.parquet")
    return tmp_path / "part-0.parquet"


def by_thing(entries: list[Found]) -> dict[tuple[object, str | None], Found]:
    return {(one.detail["meaning"], one.thing): one for one in entries}


def test_local_files_are_looked_through_for_anybody(shards: Path) -> None:
    told: list[str] = []
    search = Search(PERSON, START, (), [LocalShards(shards, "parquet", "parquet")])
    entries = by_thing(list(find(search, told.append)))
    image = entries["x-image-url", IMAGE]
    assert (image.provider, image.verdict, image.evidence) == ("parquet", Verdict.PRESENT, None)
    (edition,) = image.detail["editions"]
    assert edition["where"] == "part-0.parquet, part 0, row 1, url"
    assert (edition["rows"], edition["hits"], edition["files"]) == (3, 1, 1)
    assert entries["url", OTHER_PAGE].verdict is Verdict.ABSENT
    assert "todo" not in image.detail
    assert told == ["Looking through the local parquet files ...", "  1 of 1 files, 3 of 3 rows"]


def test_a_thing_for_which_there_is_no_column_is_not_absent(shards: Path) -> None:
    search = Search(PERSON, START, (), [LocalShards(shards, "parquet", "parquet")])
    name = by_thing(found(search))["username", PERSON.usernames[0]]
    assert (name.verdict, name.detail["why"]) == (Verdict.ERROR, "no-column")


def test_hits_in_a_providers_data_set_lead_to_it(shards: Path) -> None:
    search = Search(PERSON, START, (), [LocalShards(shards, "parquet", "laion_5b")])
    image = by_thing(found(search))["x-image-url", IMAGE]
    assert (image.provider, image.detail["todo"]) == (
        "laion_5b",
        "optout plan --only laion_5b --accept",
    )


def test_files_that_are_none_make_everything_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"this is no parquet file")
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "broken.parquet", tmp_path / "empty"):
        entries = found(Search(PERSON, START, (), [LocalShards(path, "parquet", "parquet")]))
        assert {one.verdict for one in entries} == {Verdict.ERROR}
        assert len(entries) > 3


def test_a_look_that_was_stopped_goes_on_where_each_place_was(
    shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks: list[Path | None] = []

    def look(
        _shards: object, _things: object, _told: object, mark: Path | None
    ) -> tuple[Outcome, Capture]:
        marks.append(mark)
        return Outcome(Answer.DONE), Capture()

    monkeypatch.setattr("optout.running.finding.look_through", look)
    local, mark = LocalShards(shards, "parquet", "parquet"), tmp_path / "scan.mark"
    found(Search(PERSON, START, (), [local, local], bookmark=mark))
    found(Search(PERSON, START, (), [local]))
    assert marks == [mark, tmp_path / "scan.mark.2", None]


def test_a_path_that_is_not_there_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="nothing at the path") as refused:
        refuse_missing([LocalShards(tmp_path / "none.csv", "csv", "csv")])
    assert str(tmp_path) not in str(refused.value)


def test_a_fault_in_one_place_costs_no_other_places_answers(index: Provider, shards: Path) -> None:
    class Failing(Scripted):
        def look(self, provider: Provider) -> Look:
            super().look(provider)
            raise KeyError(IMAGE)

    local = [LocalShards(shards, "parquet", "parquet")]
    entries = found(Search(PERSON, START, [index], local, Failing(noted(Verdict.PRESENT))))
    broken, *here = entries
    assert (broken.provider, broken.thing, broken.verdict) == ("acme_index", None, Verdict.ERROR)
    assert (broken.detail["why"], broken.detail["note"]) == ("own-fault", "KeyError")
    assert by_thing(here)["x-image-url", IMAGE].verdict is Verdict.PRESENT


def test_what_keeps_an_absence_from_being_proven_is_named(shards: Path) -> None:
    (shards.parent / "b.csv.zst").touch()
    (shards.parent / "c.csv").write_text('caption,url\n"a\nb",x\n')
    local = [LocalShards(shards.parent, "parquet", "parquet")]
    other = by_thing(found(Search(PERSON, START, (), local)))["url", OTHER_PAGE]
    assert other.verdict is Verdict.UNPROVEN
    (edition,) = other.detail["editions"]
    assert (edition["skipped"], edition["doubtful"]) == ("b.csv.zst", "c.csv")


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    with opened(settled(tmp_path / "home"), VirtualClock(START)) as installation:
        yield Keeper(installation, installation.roster.enrol(PERSON, Mandate(kind="self")))


def test_for_an_enrolled_person_what_was_found_here_is_kept_and_told_to_nobody(
    shards: Path, keeper: Keeper
) -> None:
    local = LocalShards(shards, "parquet", "parquet")
    entries = found(Search(PERSON, START, (), [local], keeper=keeper))
    installation, person = keeper.installation, keeper.person
    with installation.database.transaction(write=False) as tx:
        (row,) = findings_of(tx, person.id)
        assert told_by_finding(tx, row.id) == []
    assert {one.evidence for one in entries} == {row.id}
    assert (row.provider, list(open_evidence(installation, person, row.evidence))) == (
        "parquet",
        ["looked-up.json"],
    )
    assert verify_installation(installation).ok


def test_a_look_through_files_that_came_to_nothing_leaves_nothing(
    tmp_path: Path, keeper: Keeper
) -> None:
    (tmp_path / "empty").mkdir()
    search = Search(PERSON, START, (), [LocalShards(tmp_path / "empty", "csv", "csv")], keeper=keeper)
    assert {one.evidence for one in found(search)} == {None}
    with keeper.installation.database.transaction(write=False) as tx:
        assert findings_of(tx, keeper.person.id) == []


def test_a_person_with_nothing_to_look_for_is_told_so(index: Provider) -> None:
    nobody = PERSON.model_copy(update={"sites": (), "images": ()})
    (only,) = found(Search(nobody, START, [index]))
    assert (only.thing, only.verdict) == (None, Verdict.ERROR)
    lacking = Look(Outcome(Answer.PERSON, Failure.FACT_MISSING), Capture())
    looks = Scripted(lacking)
    (only,) = found(Search(nobody, START, [index], looks=looks, secrets={"acme_key": "k"}))
    assert (only.thing, only.detail["why"]) == (None, "fact-missing")
    assert only.detail["words"] == NOTHING
    assert str(only.detail["todo"]).startswith("add sites (own web page), images (")


def test_a_handle_that_is_missing_is_named_and_no_setting_that_is_optional() -> None:
    bluesky = load_catalog().get("bluesky_intents")
    lacking = Look(Outcome(Answer.PERSON, Failure.FACT_MISSING), Capture())
    (only,) = found(Search(PERSON, START, [bluesky], looks=Scripted(lacking)))
    assert (only.detail["why"], "settings" in only.detail) == ("fact-missing", False)
    assert str(only.detail["todo"]).startswith(
        "add bluesky_handles (own Bluesky handle) to your profile: optout person show"
    )
