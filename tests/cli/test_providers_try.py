"""``optout providers try``: one step of a definition, on a page of this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.running.test_trying import FORM, LocalSite

KEYS = {"outcome", "step", "reason", "listings", "filled", "clicked", "sent"}
BROKER = {
    "name": "Nosy Neighbours",
    "url": "nosy-neighbours.example",
    "version": "0.1.0",
    "parent": "big-neighbour.example",
    "addedDatetime": 1700000000000,
    "removedAt": None,
    "optOutUrl": "https://nosy-neighbours.example/leave",
    "schedulingConfig": {
        "retryError": 48,
        "confirmOptOutScan": 72,
        "maintenanceScan": 120,
        "maxAttempts": -1,
    },
    "steps": [
        {
            "stepType": "scan",
            "scanType": "templatedUrl",
            "actions": [
                {
                    "actionType": "navigate",
                    "id": "a",
                    "url": "https://nosy-neighbours.example/${lastName}",
                },
                {
                    "actionType": "extract",
                    "id": "b",
                    "selector": ".person",
                    "noResultsSelector": "#nobody",
                    "profile": {"name": {"selector": "h2"}, "age": {"selector": ".age"}},
                },
            ],
        },
        {"stepType": "optOut", "optOutType": "parentSiteOptOut", "actions": []},
    ],
}


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with LocalSite().open() as opened:
        yield opened


@pytest.fixture
def broker(tmp_path: Path) -> Path:
    path = tmp_path / "nosy-neighbours.example.json"
    path.write_text(json.dumps(BROKER))
    return path


def test_it_says_what_it_filled_and_that_it_sent_nothing(
    optout: Caller, profile: Path, site: LocalSite
) -> None:
    site.pages = {"/away": FORM.format(more="")}
    start = site.address + "/away"
    given = ("--step", "submit", "--subject", profile, "--start", start, "--stop-before-send")
    said = optout("providers", "try", "people_atlas", *given, "--json")
    assert (said.code, set(said.json)) == (0, KEYS)
    assert (said.json["outcome"], said.json["sent"], said.json["clicked"]) == ("done", False, [])
    assert [(one["selector"], one["meaning"], one["value"]) for one in said.json["filled"]] == [
        ('input[name="record"]', "x-listing-url", start),
        ('input[name="contact"]', "email", "zebulina@quoxmail.example"),
    ]
    assert site.posted == []


def test_a_file_of_the_open_broker_format_is_tried_as_it_is(
    optout: Caller, profile: Path, site: LocalSite, broker: Path
) -> None:
    row = "<li class=person><h2>Zebulina Quoxworth</h2><b class=age>41</b></li>"
    site.pages = {"/list": f"<ul>{row}</ul>", "/none": "<p id=nobody>We know nobody of that name</p>"}
    given = ("--step", "search", "--subject", profile, "--json", "--start")
    found = optout("providers", "try", broker, *given, site.address + "/list").json
    assert found["outcome"] == "done"
    assert [(one["name"], one["age"]) for one in found["listings"]] == [("Zebulina Quoxworth", 41)]
    assert optout("providers", "try", broker, *given, site.address + "/none").json["outcome"] == "absent"
    other = optout("providers", "try", broker, *given, site.address + "/gone").json
    assert (other["outcome"], other["step"], other["listings"]) == ("unrecognised", "extract-2", [])


def test_a_real_site_is_opened_only_when_the_person_wants_it(
    optout: Caller, profile: Path, broker: Path
) -> None:
    given = ("--step", "search", "--subject", profile, "--start", "https://nosy-neighbours.example/")
    said = optout("providers", "try", broker, *given)
    assert said.code == 2
    assert "Nothing was opened. Add --live" in said.err


def test_it_tells_people_what_came_of_it(optout: Caller, profile: Path, site: LocalSite) -> None:
    site.pages = {"/away": FORM.format(more="<label>PIN <input name=pin required></label>")}
    given = ("--step", "submit", "--subject", profile, "--start", site.address + "/away")
    said = optout("providers", "try", "people_atlas", *given)
    assert said.out.startswith("unrecognised at ")
    assert said.out.rstrip().endswith("Nothing was sent.")
