"""``optout providers health`` and ``repair``: what is known, a check now, a proposal to review."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.health import Probe, ProbeResult, Verdict, judge_health
from optout.catalog.yaml_tree import read_tree
from optout.people.profile import write_profile
from optout.running import shift
from optout.storage.database import Database
from optout.storage.health import keep_health
from tests.cli.calling import Caller
from tests.report.stories import START, on
from tests.running.local_sites import PERSON, LocalSites, answering
from tests.running.test_trying import FORM, LocalSite

KEYS = {
    "slug", "state", "since", "checked_at", "next_at", "probes", "paused", "paused_until",
    "paused_because", "requests", "waiting",
}  # fmt: skip
ANYBODY = """<h1>Search results</h1><ul><li class=result><b class=result-name>Somebody</b>
<i class=result-age>40</i><i class=result-city>X</i><i class=result-state>IL</i>
<a class=result-link href=/r/1>See</a></ul>"""
FOUND = "It lists somebody who cannot be listed: it says found to everything."


@pytest.fixture
def unhealthy(home: Path, requests: dict[str, str]) -> dict[str, str]:
    """The same installation after a check that deep_dossier failed."""
    database = Database(f"sqlite:///{home / 'optout.sqlite3'}")
    health = judge_health([ProbeResult(Probe.UNLISTED, Verdict.BAD, FOUND)])
    with database.transaction() as tx:
        keep_health(tx, "deep_dossier", health, START, on(7))
        tx.run(
            """UPDATE provider SET paused_until = :until, paused_because = 'unhealthy'
               WHERE slug = 'deep_dossier'""",
            until=1_900_000_000_000_000,
        )
    database.close()
    return requests


def test_every_asked_provider_has_a_row_and_nobody_is_healthy_unseen(
    optout: Caller, requests: dict[str, str]
) -> None:
    rows = optout("providers", "health", "--json").json
    assert [row["slug"] for row in rows] == sorted(requests)
    assert all(set(row) == KEYS for row in rows)
    assert {row["state"] for row in rows} == {"unknown"}
    paused = next(row for row in rows if row["slug"] == "kin_finder")
    assert (paused["paused"], paused["paused_because"], paused["waiting"]) == (True, "form-changed", 1)


def test_it_says_why_what_waits_and_what_to_do(optout: Caller, unhealthy: dict[str, str]) -> None:
    said = optout("providers", "health", "deep_dossier").out
    assert "deep_dossier: unhealthy since 2026-03-02, checked 2026-03-02" in said
    assert f"unlisted: bad. {FOUND}" in said
    assert "paused until 2030-03-17" in said
    assert "one request waits" in said
    assert "optout providers repair deep_dossier" in said


def test_status_and_report_say_that_the_request_waits(optout: Caller, unhealthy: dict[str, str]) -> None:
    lines = {line.split()[1]: line for line in optout("status").out.splitlines() if line[:2] == "r-"}
    assert "overdue, paused" in lines["deep_dossier"]
    rows = {row["provider"]: row for row in optout("status", "--json").json["requests"]}
    assert rows["deep_dossier"]["paused_because"] == "unhealthy"
    assert rows["people_atlas"]["paused_because"] is None
    shown = optout("show", unhealthy["deep_dossier"], "--json").json
    assert shown["next"].startswith("nothing before 17 March 2030: its provider is paused.")


def test_a_person_is_looked_up_on_a_real_site_only_when_told_so(
    optout: Caller, subject: str, profile: Path
) -> None:
    said = optout("providers", "health", "spokeo", "--check", "--canary", profile, "--json")
    assert (said.code, said.json["kept"]) == (2, "Nothing was opened.")
    assert optout("providers", "health", "spokeo", "--canary", profile).code == 2


def test_whoever_is_brought_is_looked_up_at_one_provider_only(
    optout: Caller, requests: dict[str, str], profile: Path
) -> None:
    for slugs in ((), ("people_atlas", "kin_finder")):
        said = optout("providers", "health", *slugs, "--check", "--canary", profile, "--json")
        assert (said.code, said.json["kept"]) == (2, "Nothing was opened.")
        assert "looked up nowhere else" in said.json["what"]


def test_what_is_not_acted_upon_is_not_checked(
    optout: Caller, subject: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = shutil.copytree(load_catalog().folder("people_atlas"), tmp_path / "data_brokers" / "new_one")
    text = (draft / "provider.yaml").read_text("utf-8").replace("slug: people_atlas", "slug: new_one")
    text = text.replace("tier: rehearsed", "tier: draft")
    (draft / "provider.yaml").write_text(text, "utf-8")
    monkeypatch.setenv("OPTOUT_PROVIDERS", str(tmp_path))
    said = optout("providers", "health", "new_one", "--check", "--json")
    assert (said.code, said.json["kept"]) == (2, "Nothing was opened.")
    assert "tier draft" in said.json["what"]


def test_a_name_that_nobody_knows_is_refused(optout: Caller, requests: dict[str, str]) -> None:
    assert optout("providers", "health", "nonsense").code == 2
    assert optout("providers", "health", "spokeo").code == 0


def test_the_user_may_end_a_pause(optout: Caller, requests: dict[str, str]) -> None:
    assert (
        "to end the pause now: optout providers resume kin_finder" in optout("providers", "health").out
    )
    ended = optout("providers", "resume", "kin_finder", "--json").json
    assert ended == {"slug": "kin_finder", "was_paused": True, "because": "form-changed"}
    (row,) = optout("providers", "health", "kin_finder", "--json").json
    assert (row["paused"], row["waiting"]) == (False, 0)
    states = {one["provider"]: one["state"] for one in optout("status", "--json").json["requests"]}
    assert states["kin_finder"] != "paused"
    assert optout("providers", "resume", "kin_finder").out == "kin_finder is not paused.\n"
    assert optout("providers", "resume", "nonsense").code == 2


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSites]:
    with LocalSites(load_catalog(), ("people_atlas",)).open() as opened:
        monkeypatch.setattr(shift, "_network", lambda *_given: opened.network)
        yield opened


def test_a_check_now_finds_a_provider_healthy_and_keeps_that(
    optout: Caller, subject: str, sites: LocalSites, tmp_path: Path
) -> None:
    sites.place("people_atlas")
    canary = tmp_path / "canary.yaml"
    canary.write_text(write_profile(PERSON), encoding="utf-8")
    checked = optout("providers", "health", "people_atlas", "--check", "--canary", canary, "--json").json
    assert [one["verdict"] for one in checked[0]["probes"]] == ["good", "good", "good"]
    assert checked[0]["state"] == "healthy"
    assert optout("providers", "health", "--json").json == checked


def test_a_check_now_pauses_who_says_found_to_everything(
    optout: Caller, subject: str, sites: LocalSites
) -> None:
    optout("plan", "--only", "people_atlas", "--accept")
    sites.place("people_atlas", answering("/search", ANYBODY))
    (row,) = optout("providers", "health", "people_atlas", "--check", "--json").json
    assert (row["state"], row["paused_because"], row["waiting"]) == ("unhealthy", "unhealthy", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a provider's folder that may be written to."""
    copied = tmp_path / "data_brokers" / "people_atlas"
    shutil.copytree(load_catalog().folder("people_atlas"), copied)
    return copied


def test_a_proposal_is_shown_and_written_only_when_told(
    optout: Caller, home: Path, folder: Path
) -> None:
    before = (folder / "provider.yaml").read_text("utf-8")
    with LocalSite().open() as site:
        site.pages["/opt-out"] = FORM.format(more="").replace("Submit request", "Send request")
        start = f"{site.address}/opt-out"
        shown = optout("providers", "repair", folder, "--start", start, "--json").json
        assert (folder / "provider.yaml").read_text("utf-8") == before
        written = optout("providers", "repair", folder, "--start", start, "--write", "--json").json
        assert site.posted == []
    assert shown["written"] == []
    assert shown["diff"] == written["diff"]
    assert "+    - {id: press-submit, click: Send request}" in shown["diff"].splitlines()
    after = read_tree((folder / "provider.yaml").read_bytes()).value
    assert after["submit"]["flow"][2]["click"] == "Send request"
    form = (folder / "forms" / "submit.press-submit.txt").read_text("utf-8")
    assert 'button "Send request"' in form
    assert "target post https://people-atlas.example/opt-out" in form


def test_what_is_left_to_a_person_is_said(optout: Caller, home: Path, folder: Path) -> None:
    with LocalSite().open() as site:
        site.pages["/opt-out"] = "<h1>Opt out of People Atlas</h1><p>Please verify you are human.</p>"
        said = optout("providers", "repair", folder, "--start", f"{site.address}/opt-out", "--write")
    assert said.code == 0
    assert said.out.startswith("Left to you: submit, ")
    assert "Written" not in said.out
