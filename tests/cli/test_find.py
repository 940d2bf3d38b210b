"""``optout find`` from outside: whose things, in which places, with which verdicts and evidence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from optout.network import Network
from tests.cli.calling import FACTS, PROFILE, Caller, Said
from tests.running.finding_world import Index, served, write_index

SITE = "https://quoxdomain.example/"
IMAGE = "https://img.quoxdomain.example/portrait-of-z.jpg"
KEYS = {"provider", "thing", "verdict", "evidence", "detail"}


@pytest.fixture
def index(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """An index *acme* beside the shipped places, on the local web, which is all the network there is."""
    root = write_index(tmp_path / "more")
    monkeypatch.setenv("OPTOUT_PROVIDERS", str(root))
    with served(root) as index:
        network = index.network

        def only_here(secrets: dict[str, str], sites: object, contact: object) -> Network:
            return Network(transport=network.transport, secrets=secrets)

        monkeypatch.setattr("optout.network.Network", only_here)
        yield index


@pytest.fixture
def shard(tmp_path: Path) -> Path:
    path = tmp_path / "meta" / "part-0.parquet"
    path.parent.mkdir()
    pq.write_table(pa.table({"url": ["https://other.example/1.jpg", IMAGE]}), path)
    return path


def entries(said: Said) -> dict[tuple[str, str | None], dict[str, Any]]:
    assert said.code == 0, said.err
    assert all(set(one) == KEYS for one in said.json)
    found = {(one["detail"]["meaning"], one["thing"]): one for one in said.json}
    assert len(found) == len(said.json)
    return found


def verdicts(said: Said) -> dict[str | None, str]:
    return {thing: one["verdict"] for (_, thing), one in entries(said).items()}


def test_an_enrolled_persons_things_are_looked_up_with_evidence_that_verifies(
    optout: Caller, subject: str, index: Index, tmp_path: Path
) -> None:
    index.will(200, '"2026-02"', SITE)
    said = optout("find", "--in", "acme", "--json")
    assert verdicts(said) == {SITE: "present", IMAGE: "absent-proven"}
    site = entries(said)["url", SITE]
    assert site["provider"] == "acme_index"
    assert site["detail"]["todo"] == "optout plan --only acme_index --accept"
    assert site["detail"]["editions"] == [{"edition": "2026-02", "verdict": "present"}]
    assert optout("evidence", "verify", "--json").json["ok"] is True

    out = tmp_path / "out"
    exported = optout("evidence", "export", site["evidence"], "--out", out, "--openings", "--json")
    assert exported.json["request"] == site["evidence"]
    assert (exported.json["attachments"], exported.json["proofs"]) == (3, 3)
    noted = json.loads((out / "evidence" / site["evidence"] / "looked-up.json").read_text())
    assert [one["verdict"] for one in noted["looked_up"]] == ["present", "absent-proven"]


def test_the_command_that_is_named_leads_to_a_request_whose_look_the_next_one_is(
    optout: Caller, subject: str, index: Index, tmp_path: Path
) -> None:
    index.will(200, '"2026-02"', SITE)
    todo = entries(optout("find", "--in", "acme", "--json"))["url", SITE]["detail"]["todo"]
    assert optout(*todo.split()[1:], "--yes").code == 0
    again = entries(optout("find", "--in", "acme", "--json"))["url", SITE]
    (row,) = optout("status", "--json").json["requests"]
    assert (again["detail"]["request"], row["state"]) == (row["id"], "found")
    assert again["detail"]["todo"] == f"optout show {row['id']}"
    kept = optout("evidence", "list", row["id"], "--json").json
    assert again["evidence"] in [one["attempt"] for one in kept]
    exported = optout("evidence", "export", again["evidence"], "--out", tmp_path / "out", "--json")
    assert exported.json["request"] == row["id"]
    assert optout("evidence", "verify", "--json").json["ok"] is True


def test_a_file_of_somebody_who_is_enrolled_is_looked_for_as_enrolled(
    optout: Caller, subject: str, profile: Path, index: Index, tmp_path: Path
) -> None:
    said = optout("find", "--subject", profile, "--in", "acme", "--json")
    assert set(verdicts(said).values()) == {"absent-proven"}
    assert all(one["evidence"] for one in said.json)

    more = tmp_path / "more.yaml"
    more.write_text(PROFILE.replace('sites: ["', 'sites: ["https://not-agreed.example/", "'))
    index.asked.clear()
    said = optout("find", "--subject", more, "--in", "acme", "--json")
    assert sorted(index.asked) == sorted([SITE, IMAGE])
    assert set(verdicts(said)) == {SITE, IMAGE}
    assert "looked for is what is enrolled" in said.err


def test_a_file_of_anybody_else_is_looked_for_in_no_place_on_a_network(
    optout: Caller, subject: str, index: Index, shard: Path, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger.yaml"
    stranger.write_text(PROFILE.replace("zebulina@quoxmail", "somebody@quoxmail"))
    said = optout("find", "--subject", stranger, "--in", f"acme,parquet:{shard}", "--json")
    assert index.asked == []
    of_acme = [one for one in said.json if one["provider"] == "acme_index"]
    assert {(one["verdict"], one["detail"]["why"]) for one in of_acme} == {("error", "not-enrolled")}
    here = {one["thing"]: one["verdict"] for one in said.json if one["provider"] == "parquet"}
    assert (here[IMAGE], here[SITE]) == ("present", "absent-proven")
    assert {one["evidence"] for one in said.json} == {None}


def test_a_file_needs_no_installation_and_makes_none(
    optout: Caller, profile: Path, home: Path, index: Index
) -> None:
    said = optout("find", "--subject", profile, "--in", "acme", "--json")
    assert set(verdicts(said).values()) == {"error"}
    assert index.asked == []
    assert not home.exists()


def test_stand_ins_answer_for_a_file_without_enrolment_and_say_that_they_are(
    optout: Caller, profile: Path, home: Path
) -> None:
    said = optout("find", "--subject", profile, "--in", "common-crawl,hf,spawning", "--twins", "--json")
    assert said.code == 0
    assert {one["provider"] for one in said.json} == {
        "common_crawl",
        "hugging_face_datasets",
        "spawning_registry",
    }
    assert all(one["detail"]["simulated"] is True and one["evidence"] is None for one in said.json)
    things = [(one["provider"], one["detail"]["meaning"], one["thing"]) for one in said.json]
    assert len(set(things)) == len(things)
    assert ("common_crawl", "url", SITE) in things
    assert ("spawning_registry", "x-image-url", IMAGE) in things
    listed = {one["verdict"] for one in said.json if one["provider"] == "spawning_registry"}
    assert listed <= {"present", "error"}  # nobody has opted out there; the stand-in stumbles at times
    assert not home.exists()
    assert "Simulated" in optout("find", "--subject", profile, "--in", "spawning", "--twins").out


def test_a_dry_run_tells_who_would_learn_what_and_asks_nobody(
    optout: Caller, subject: str, index: Index, shard: Path
) -> None:
    said = optout("find", "--in", f"acme,spawning,parquet:{shard}", "--dry-run", "--json")
    acme, spawning, local = said.json
    assert acme == {
        "provider": "acme_index",
        "place": "acme",
        "recipients": ["acme-index.example"],
        "tells": [{"meaning": "url", "thing": SITE}, {"meaning": "x-image-url", "thing": IMAGE}],
        "lacks": {},
    }
    assert list(spawning["lacks"]) == ["spawning_api_key"]
    assert (local["recipients"], local["tells"]) == ([], [])
    assert {"meaning": "x-image-url", "thing": IMAGE} in local["looks_for"]
    assert index.asked == []
    words = optout("find", "--in", "acme,spawning", "--dry-run").out
    assert f"acme, to acme-index.example\n  own web page: {SITE}" in words
    assert "lacks the setting spawning_api_key" in words


def test_a_place_without_its_key_is_an_error_that_says_what_to_set(
    optout: Caller, subject: str, index: Index
) -> None:
    (image,) = optout("find", "--in", "spawning", "--json").json
    assert (image["verdict"], image["detail"]["why"]) == ("error", "setting-missing")
    assert list(image["detail"]["settings"]) == ["spawning_api_key"]
    assert image["evidence"] is None


def test_without_places_every_named_one_is_asked(optout: Caller, profile: Path, index: Index) -> None:
    said = optout("find", "--subject", profile, "--json")
    assert {"acme", "common-crawl", "hf", "spawning"} <= {one["detail"]["place"] for one in said.json}


def test_local_files_can_be_a_providers(optout: Caller, subject: str, index: Index, shard: Path) -> None:
    for dataset in ("acme_index", f"acme_index={shard.parent}"):
        said = optout("find", "--in", f"parquet:{shard}", "--dataset", dataset, "--json")
        image = entries(said)["x-image-url", IMAGE]
        assert (image["provider"], image["verdict"]) == ("acme_index", "present")
        assert image["detail"]["todo"] == "optout plan --only acme_index --accept"
        assert image["evidence"].startswith("f-")
    elsewhere = optout(
        "find", "--in", f"parquet:{shard}", "--dataset", "acme_index=/elsewhere", "--json"
    )
    assert {one["provider"] for one in elsewhere.json} == {"parquet"}
    assert optout("evidence", "verify", "--json").json["ok"] is True


def test_comma_separated_values_are_looked_through_too_also_with_a_comma_in_their_path(
    optout: Caller, profile: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a, b" / "meta.csv"
    path.parent.mkdir()
    path.write_text(f"image_url,caption\n{IMAGE},me\n")
    said = optout("find", "--subject", profile, "--in", f"csv:{path},acme-not", "--json")
    assert (said.code, said.json["todo"][:9]) == (2, "There are")
    said = optout("find", "--subject", profile, "--in", f"csv:{path}", "--json")
    assert entries(said)["x-image-url", IMAGE]["verdict"] == "present"
    assert entries(said)["x-image-url", IMAGE]["provider"] == "csv"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--in", "no-such-place"), 2),
        (("--in", "parquet:no/such/file.parquet"), 2),
        (("--in", "acme", "--dataset", "no_such_provider"), 2),
        (("--in", "acme", "--bookmark", "no/such/folder/mark"), 2),
        (("--in", ""), 2),
        (("--in", "parquet:"), 2),
        (("--subject", "s-none"), 2),
        (("--subject", "no-such-file.yaml"), 2),
    ],
)
def test_what_there_is_not_is_wrong_input(
    optout: Caller, subject: str, index: Index, given: tuple[str, ...], code: int
) -> None:
    said = optout("find", *given, "--json")
    assert (said.code, said.json["error"]) == (code, "WrongInput")
    assert index.asked == []


def test_it_says_whom_to_name_where_several_are_enrolled_or_nobody(
    optout: Caller, subject: str, tmp_path: Path, index: Index
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(PROFILE.replace("zebulina@quoxmail", "somebody@quoxmail"))
    second = optout("init", "--from", other, "--yes", "--json").json["subject"]
    assert "--subject ID" in optout("find", "--in", "acme", "--json").json["todo"]
    said = optout("find", "--subject", second, "--in", "acme", "--json")
    assert set(verdicts(said).values()) == {"absent-proven"}
    for one in (subject, second):
        optout("forget", one, "--yes")
    assert optout("find", "--in", "acme", "--json").json["what"] == "Nobody is enrolled yet."


def test_a_locked_vault_keeps_nobody_from_local_files_and_everybody_from_places(
    optout: Caller, profile: Path, shard: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTOUT_PASSPHRASE", "quiet zebra umbrella")
    assert optout("init", "--from", profile, "--key", "passphrase", "--yes", "--json").code == 0
    monkeypatch.setenv("OPTOUT_PASSPHRASE", "another umbrella")
    said = optout("find", "--subject", profile, "--in", f"parquet:{shard}", "--json")
    assert entries(said)["x-image-url", IMAGE]["verdict"] == "present"
    assert optout("find", "--subject", profile, "--in", "acme", "--json").code == 3
    assert index.asked == []


def test_progress_and_errors_hold_no_fact_and_files_hold_none_in_clear(
    optout: Caller, subject: str, index: Index, home: Path
) -> None:
    index.will(500, f"a fault about {SITE}", SITE)
    index.will(200, "no JSON", IMAGE)
    said = optout("find", "--in", "acme", "--json")
    assert [fact for fact in FACTS if fact in said.err] == []
    assert set(verdicts(said).values()) == {"error"}
    details = json.dumps([one["detail"] for one in said.json])
    assert [fact for fact in FACTS if fact in details] == []
    files = [path for path in home.rglob("*") if path.is_file()]
    assert [fact for fact in FACTS for path in files if fact.encode() in path.read_bytes()] == []


def test_past_looks_say_what_was_told_to_whom_without_a_key(
    optout: Caller, subject: str, index: Index, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    evidence = optout("find", "--in", "acme", "--json").json[0]["evidence"]
    (key,) = home.glob("*.key")
    key.unlink()
    (look,) = optout("find", "--past", "--json").json
    assert (look["evidence"], look["subject"], look["provider"]) == (evidence, subject, "acme_index")
    assert look["kept"] is True
    assert look["told"] == [
        {"meaning": meaning, "recipient": "acme-index.example", "certain": True}
        for meaning in ("url", "x-image-url")
    ]
    said = optout("find", "--past")
    assert "    acme-index.example was told: own web page" in said.out.splitlines()
    assert [fact for fact in FACTS if fact in said.out + said.err] == []
    assert optout("find", "--past", "--subject", "s-none", "--json").json == []


def test_what_things_have_in_common_is_said_once(optout: Caller, profile: Path, index: Index) -> None:
    lines = optout("find", "--subject", profile, "--in", "acme").out.splitlines()
    assert lines[:4] == ["Acme Index (acme)", f"  {SITE}", f"  {IMAGE}", "    no answer"]


def test_words_are_a_table_for_each_place_and_what_to_do_next(
    optout: Caller, subject: str, index: Index
) -> None:
    index.will(200, '"2026-02"', SITE)
    index.will(403, "", IMAGE)
    lines = optout("find", "--in", "acme").out.splitlines()
    assert lines[:3] == ["Acme Index (acme)", f"  {SITE}", "    is there: 2026-02"]
    assert f"  {IMAGE}" in lines
    assert "    the place refused to answer" in lines
    assert lines[-2:] == ["What to do next:", "  optout plan --only acme_index --accept"]
