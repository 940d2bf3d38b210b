"""``optout exposure``: what it says of a file, of somebody enrolled, and whom it never looks at."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from optout.exposure.exposure import Looked, Shown
from optout.people.mandate import Mandate
from tests.cli.calling import Caller

IMAGE = "https://img.quoxdomain.example/portrait-of-z.jpg"


def test_of_a_file_it_tells_places_and_steps_and_contacts_nobody(
    optout: Caller, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_network(monkeypatch)
    said = optout("exposure", "--subject", profile, "--look", "--json")
    assert said.code == 0
    assert "only the addresses of who is enrolled" in said.err
    places = [(one["place"], one["address"], one["shown"]) for one in said.json["places"]]
    assert places == [
        ("elsewhere", IMAGE, "unknown"),
        ("own-site", "https://quoxdomain.example/", "unknown"),
    ]
    assert (said.json["public"], said.json["unknown"], said.json["enough"]) == (0, 2, [10, 20])
    assert {step["recheck"] for step in said.json["steps"]} == {"machine"}


def test_a_look_at_who_is_enrolled_is_kept_and_told_of_later(
    optout: Caller, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def gone(addresses: Iterable[str], _transport: object = None) -> dict[str, Looked]:
        asked.extend(addresses)
        return dict.fromkeys(asked, Looked(Shown.GONE, why="HTTP 404"))

    monkeypatch.setattr("optout.running.own_addresses.look_at", gone)
    said = optout("exposure", "--subject", subject, "--look", "--json").json
    assert asked == [IMAGE, "https://quoxdomain.example/"]
    assert {one["shown"] for one in said["places"]} == {"gone"}
    (look,) = optout("find", "--past", "--json").json
    assert (look["evidence"], look["provider"], look["kept"]) == (
        said["evidence"],
        "own_addresses",
        True,
    )
    assert [(one["meaning"], one["recipient"], one["certain"]) for one in look["told"]] == [
        ("url", "quoxdomain.example", True),
        ("x-image-url", "img.quoxdomain.example", True),
    ]


def test_without_a_mandate_nobody_is_looked_at(
    optout: Caller, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_network(monkeypatch)
    monkeypatch.setattr(Mandate, "covers", lambda _mandate, _on: False)
    said = optout("exposure", "--look", "--json")
    assert "permission does not cover this day" in said.err
    assert (said.code, said.json["evidence"], said.json["public"]) == (0, None, 0)
    assert optout("find", "--past", "--json").json == []


def test_of_who_is_enrolled_it_knows_the_listings(optout: Caller, requests: dict[str, str]) -> None:
    places = optout("exposure", "--json").json["places"]
    listed = {one["provider"] for one in places if one["place"] == "listing"}
    states = {one["provider"]: one["state"] for one in optout("status", "--json").json["requests"]}
    assert listed == {slug for slug, state in states.items() if state in ("overdue", "found")}
    assert listed


def test_a_step_names_the_request_and_its_state(optout: Caller, requests: dict[str, str]) -> None:
    told = {one["id"]: one for one in optout("status", "--json").json["requests"]}
    steps = [one for one in optout("exposure", "--json").json["steps"] if one["request"]]
    assert steps
    for step in steps:
        row = told[step["request"]]
        assert (step["provider"], step["state"]) == (row["provider"], row["state"])
    words = optout("exposure").out
    assert f"Your request {steps[0]['request']}: {steps[0]['state']}." in words
    assert "Of the others nothing is kept but what a look shows" in words


def test_in_words_it_says_why_and_what_to_do(optout: Caller, profile: Path) -> None:
    said = optout("exposure", "--subject", profile)
    assert "Ten to twenty ordinary photos" in said.out
    assert "1. " in said.out
    assert "Nobody looked yet" in said.out


def test_without_anything_to_look_at_it_says_what_to_add(optout: Caller, tmp_path: Path) -> None:
    bare = tmp_path / "bare.yaml"
    bare.write_text("names: [{given: Robin, family: Example}]\nemails: [robin@robin.example]\n")
    assert "names no image, site or profile" in optout("exposure", "--subject", bare).out


def _without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise AssertionError("somebody was to be contacted")

    monkeypatch.setattr("optout.running.own_addresses.look_at", refuse)
