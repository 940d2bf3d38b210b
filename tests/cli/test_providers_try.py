"""``optout providers try``: one step of a definition, on a page of this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
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


@pytest.mark.parametrize("name", ["nosy.txt", "nosy", "provider.yaml"])
def test_the_open_format_is_known_by_what_is_in_the_file(
    optout: Caller, profile: Path, site: LocalSite, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("\ufeff\n" + json.dumps(BROKER), encoding="utf-8")
    given = ("--step", "submit", "--subject", profile, "--start", site.address + "/", "--json")
    assert optout("providers", "try", tmp_path / name, *given).json["outcome"] == "done"


@pytest.mark.parametrize("name", ["provider.yaml", "atlas.yml", ""])
def test_a_definition_is_tried_wherever_it_lies(
    optout: Caller, profile: Path, site: LocalSite, tmp_path: Path, name: str
) -> None:
    ours = load_catalog().folder("people_atlas") / "provider.yaml"
    (tmp_path / (name or "provider.yaml")).write_bytes(ours.read_bytes())
    site.pages = {"/away": FORM.format(more="")}
    given = ("--step", "submit", "--subject", profile, "--stop-before-send", "--json", "--start")
    said = optout("providers", "try", tmp_path / name, *given, site.address + "/away")
    assert (said.code, said.json["outcome"]) == (0, "done")


def test_an_imported_slug_is_tried(optout: Caller, profile: Path, site: LocalSite, broker: Path) -> None:
    optout("providers", "import", "ddg", broker)
    site.pages = {"/none": "<p id=nobody>We know nobody of that name</p>"}
    given = ("--step", "search", "--subject", profile, "--json", "--start", site.address + "/none")
    assert optout("providers", "try", "nosy_neighbours_example", *given).json["outcome"] == "absent"


@pytest.mark.parametrize(
    "start",
    ["http://127.0.0.1:99999/", "http://[::1/", "127.0.0.1:9/x", "file:///no/such.html", "/", ""],
)
def test_an_address_that_is_none_is_refused(
    optout: Caller, profile: Path, broker: Path, start: str
) -> None:
    given = ("--step", "search", "--subject", profile, "--start")
    said = optout("providers", "try", broker, *given, start)
    assert (said.code, said.err.strip()) == (
        2,
        "START is not a web address. Nothing was opened. Write http://HOST/PATH or https://HOST/PATH.",
    )
    listed = optout("providers", "try", broker, *given, "http://127.0.0.1:9/", "--listing", start)
    assert listed.code == 2
    assert listed.err.startswith("The listing is not a web address.")


def test_it_tells_people_what_came_of_it(optout: Caller, profile: Path, site: LocalSite) -> None:
    site.pages = {"/away": FORM.format(more="<label>PIN <input name=pin required></label>")}
    given = ("--step", "submit", "--subject", profile, "--start", site.address + "/away")
    said = optout("providers", "try", "people_atlas", *given)
    assert said.out.startswith("unrecognised at ")
    assert said.out.rstrip().endswith("Nothing was sent.")
