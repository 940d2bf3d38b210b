"""Importing files of the open format: all of them, or none."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from optout.catalog.catalog import Catalog, load_catalog
from optout.catalog.checking import check_catalog
from optout.catalog.definition import Tier
from optout.catalog.importing.generations import in_use
from optout.catalog.importing.importing import Imported, Said, import_ddg
from optout.catalog.steps import HandStep, ParentStep
from tests.catalog.importing.brokers import EVERYTHING, EXTRACT, NAVIGATE, TODAY, broker, write

OWN = """\
slug: acme_people
name: Acme
kind: data_broker
country: US
domains: [acme.example]
tier: {tier}
right: delete
tracks: standing
submit: {{channel: hand, url: "https://acme.example/", instructions: [Ask.]}}
sources:
  - {{what: Invented, as_of: 2026-01-05}}
never_seen_live: All of it.
"""


class Place:
    """Where definitions are imported to, beside shipped ones."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "home" / "imported"
        self.files = root / "files"
        self.shipped = root / "shipped"
        (self.shipped / "data_brokers").mkdir(parents=True)

    def imports(self, *brokers: dict[str, Any], today: date = TODAY) -> Imported:
        write(self.files, *brokers)
        return import_ddg([self.files], self.folder, self._own(), today)

    def ships(self, tier: str) -> None:
        folder = self.shipped / "data_brokers" / "acme_people"
        folder.mkdir()
        (folder / "provider.yaml").write_text(OWN.format(tier=tier), encoding="utf-8")

    def _own(self) -> Catalog:
        return Catalog({path.name: path for path in (self.shipped / "data_brokers").iterdir()})

    def catalog(self) -> Catalog:
        return load_catalog(self.shipped, self.folder)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_what_is_imported_is_in_the_catalog(place: Place) -> None:
    done = place.imports(broker(), broker("b-c.example", removedAt=1_750_000_000_000))

    assert done == Imported(read=2, added=["acme_example"], retired=["b_c_example"])
    catalog = place.catalog()
    assert catalog.get("acme_example").tier == Tier.IMPORTED
    assert catalog.get("b_c_example").tier == Tier.RETIRED
    assert [finding for finding in check_catalog(catalog, TODAY) if "example" in str(finding.path)] == []


def test_the_file_with_everything_is_imported(place: Place) -> None:
    parent = broker("parent-people.example")

    assert sorted(place.imports(EVERYTHING, parent).added) == [
        "everything_people_example",
        "parent_people_example",
    ]
    assert place.catalog().get("everything_people_example").parent == "parent_people_example"


def test_a_second_import_of_the_same_changes_nothing_on_any_day(place: Place) -> None:
    place.imports(broker())
    before = in_use(place.folder)

    done = place.imports(today=date(2027, 1, 1))

    assert done == Imported(read=1, skipped=[Said(str(place.files / "acme.example.json"), "unchanged")])
    assert in_use(place.folder) == before


def test_a_changed_file_replaces_its_definition_and_no_other(place: Place) -> None:
    place.imports(broker(), broker("b.example"))

    done = place.imports(broker(version="1.1.0"))

    assert (done.added, [one.why for one in done.skipped]) == (["acme_example"], ["unchanged"])
    origins = [place.catalog().get(slug).origin for slug in ("acme_example", "b_example")]
    assert [origin.version for origin in origins if origin] == ["1.1.0", "1.0.0"]


def test_what_was_imported_before_stays_when_other_files_are(place: Place, tmp_path: Path) -> None:
    place.imports(broker())
    other = write(tmp_path / "other", broker("b.example"))

    import_ddg([other / "b.example.json"], place.folder, Catalog({}), TODAY)

    assert {"acme_example", "b_example"} <= set(place.catalog().slugs)


def test_a_definition_that_was_damaged_since_is_imported_again(place: Place) -> None:
    place.imports(broker())
    (place.catalog().folder("acme_example") / "provider.yaml").write_bytes(b"slug: [\xff")
    place.imports(broker("bb.example"))

    assert place.imports(broker(version="1.0.1")).added == ["acme_example"]
    assert place.catalog().get("acme_example").name == "Acme"


def test_one_wrong_file_stops_all(place: Place) -> None:
    place.imports(broker())

    done = place.imports(broker(version="2.0.0"), broker("b.example") | {"surprise": 1})

    assert (done.added, done.retired, done.skipped) == ([], [], [])
    assert done.errors == [Said(str(place.files / "b.example.json"), "surprise: unknown key")]
    origin = place.catalog().get("acme_example").origin
    assert origin is not None
    assert origin.version == "1.0.0"


def test_every_wrong_file_is_named(place: Place) -> None:
    place.files.mkdir()
    (place.files / "a.json").write_text("{", encoding="utf-8")
    done = place.imports(broker(scan=[NAVIGATE]))

    assert done.read == 2
    assert [Path(one.file).name for one in done.errors] == ["a.json", "acme.example.json"]


def test_a_flow_that_no_attempt_would_finish_is_refused_when_it_is_read_back(place: Place) -> None:
    scrolls = [{"actionType": "scroll", "selector": "#x"}] * 200
    done = place.imports(broker(scan=[NAVIGATE, *scrolls, EXTRACT]))

    assert [one.why for one in done.errors] == [
        "search.flow: the flow has more than 200 verbs, or branches deeper than 4 (in our definition)"
    ]
    assert (done.added, in_use(place.folder)) == ([], None)


def test_two_files_about_one_broker_are_refused(place: Place) -> None:
    place.files.mkdir()
    (place.files / "twin.json").write_text(json.dumps(broker()), encoding="utf-8")

    [error] = place.imports(broker()).errors

    assert error.why == "url: acme.example is in acme.example.json too, or looks the same"


def test_a_folder_without_files_and_a_path_that_is_none_are_refused(
    place: Place, tmp_path: Path
) -> None:
    assert place.imports().errors == [Said(str(place.files), "there is no .json file in it")]
    [error] = import_ddg([tmp_path / "none.json"], place.folder, Catalog({}), TODAY).errors
    assert error.why == "the file cannot be read (FileNotFoundError)"


def test_a_link_in_a_circle_and_a_pipe_are_said_and_not_followed(place: Place) -> None:
    place.files.mkdir()
    (place.files / "a.json").symlink_to("a.json")
    os.mkfifo(place.files / "b.json")

    done = place.imports()

    assert [(Path(one.file).name, one.why) for one in done.errors] == [
        ("a.json", "the file cannot be read (OSError)"),
        ("b.json", "this is no ordinary file"),
    ]


def test_a_file_whose_name_is_no_text_is_imported_and_its_name_spelt_out(place: Place) -> None:
    place.files.mkdir()
    (place.files / os.fsdecode(b"a\xff\x1b[2J.json")).write_text(json.dumps(broker()), encoding="utf-8")

    done = place.imports()

    assert (done.added, done.errors) == (["acme_example"], [])
    origin = place.catalog().get("acme_example").origin
    assert origin is not None
    assert origin.file == "a\\udcff\\x1b[2J.json"


def test_children_find_their_parents_whatever_the_order(place: Place) -> None:
    place.imports(broker("a.example", opt_out=[], parent="z.example"), broker("z.example"))

    child = place.catalog().get("a_example")
    assert (child.parent, child.submit) == ("z_example", ParentStep(channel="parent"))


def test_a_parent_that_we_define_ourselves_is_the_one_that_is_named(place: Place) -> None:
    place.ships("rehearsed")
    place.imports(broker(), broker("b.example", opt_out=[], parent="acme.example"))

    assert place.catalog().get("b_example").parent == "acme_people"


def test_a_child_without_its_parent_is_imported_for_the_person_to_ask(place: Place) -> None:
    done = place.imports(broker("b.example", opt_out=[], parent="acme.example"))

    assert (done.added, done.errors) == (["b_example"], [])
    assert isinstance(place.catalog().get("b_example").submit, HandStep)


def test_parents_in_a_circle_are_refused(place: Place) -> None:
    done = place.imports(
        broker("a.example", opt_out=[], parent="b.example"),
        broker("b.example", opt_out=[], parent="a.example"),
    )

    assert {one.why for one in done.errors} == {"parent: its parents lead back to itself"}
    assert len(done.errors) == 2


def test_parents_in_a_circle_over_several_imports_are_refused(place: Place, tmp_path: Path) -> None:
    first = broker("a.example", opt_out=[], parent="b.example")
    place.imports(first)
    other = write(tmp_path / "other", broker("b.example", opt_out=[], parent="a.example"))
    assert import_ddg([other], place.folder, Catalog({}), TODAY).added == ["b_example"]

    [error] = place.imports(first).errors

    assert error.why == "parent: its parents lead back to itself"
    assert place.catalog().get("a_example").parent is None


def test_a_broker_whose_slug_another_one_has_since_an_earlier_import_is_refused(
    place: Place, tmp_path: Path
) -> None:
    place.imports(broker("a-b.example"))
    alike = write(tmp_path / "other", broker("a.b.example"))

    [error] = import_ddg([alike], place.folder, Catalog({}), TODAY).errors

    assert error.why == "url: a.b.example looks the same as a-b.example, imported before"
    assert place.catalog().get("a_b_example").domains[0] == "a-b.example"


def test_a_parent_is_known_by_its_domain_not_by_how_it_looks(place: Place, tmp_path: Path) -> None:
    place.imports(broker("a-b.example"))
    child = write(tmp_path / "other", broker("c.example", opt_out=[], parent="a.b.example"))
    import_ddg([child], place.folder, Catalog({}), TODAY)

    assert place.catalog().get("c_example").parent is None


def test_an_imported_parent_that_a_slug_of_ours_hides_is_not_taken_for_ours(place: Place) -> None:
    place.ships("rehearsed")
    place.imports(broker("acme.people"), broker("c.example", opt_out=[], parent="acme.people"))

    assert place.catalog().get("c_example").parent is None


@pytest.mark.parametrize(
    ("tier", "covered"), [("rehearsed", {"acme_example": "acme_people"}), ("draft", {})]
)
def test_our_own_definition_covers_an_imported_one_unless_it_is_a_draft(
    place: Place, tier: str, covered: dict[str, str]
) -> None:
    place.ships(tier)
    place.imports(broker(), broker("b.example"))

    catalog = place.catalog()
    assert {slug: own for slug, own in catalog.covered().items() if "example" in slug} == covered
    assert catalog.get("acme_example").name == "Acme"


def test_our_own_slug_hides_an_imported_one(place: Place) -> None:
    place.imports(broker("kin.finder"))
    before = place.catalog().get("kin_finder")

    assert before.origin is None
