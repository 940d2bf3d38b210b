"""``optout exposure``: what it says of a file, of somebody enrolled, and whom it never looks at."""

from pathlib import Path

import pytest

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


def test_of_who_is_enrolled_it_knows_the_listings(optout: Caller, requests: dict[str, str]) -> None:
    places = optout("exposure", "--json").json["places"]
    listed = {one["provider"] for one in places if one["place"] == "listing"}
    states = {one["provider"]: one["state"] for one in optout("status", "--json").json["requests"]}
    assert listed == {slug for slug, state in states.items() if state in ("overdue", "found")}
    assert listed


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

    monkeypatch.setattr("optout.sites.photos.look_at", refuse)
