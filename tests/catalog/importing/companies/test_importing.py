"""Importing lists: counted, repeated, in any order, beside definitions of another kind."""

import itertools
import json
from pathlib import Path

import pytest

from optout.catalog.catalog import Catalog, load_catalog
from optout.catalog.companies import FILE
from optout.catalog.definition import Kind, Tier
from optout.catalog.importing.companies.entry import ListName
from optout.catalog.importing.companies.importing import MOVED, NO_WAY, Told, import_list
from optout.catalog.importing.companies.kept import ENTRIES
from optout.catalog.importing.companies.source_file import Skipped
from optout.catalog.importing.generations import in_use, replacing
from optout.catalog.importing.importing import import_ddg
from optout.errors import Busy, StorageFailure, WrongInput
from tests.catalog.importing import brokers as ddg
from tests.catalog.importing.companies.lists import (
    TODAY,
    broker,
    cppa_file,
    eraser_file,
    jdm_file,
    record,
    records_in,
    row,
    site,
)


class Place:
    """Files of all lists, and where they are imported to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "home" / "imported"

    def eraser(self, *brokers: dict[str, object]) -> Told:
        return self.imports(ListName.ERASER, eraser_file(self.root / "brokers.yaml", *brokers))

    def imports(self, name: ListName, path: Path) -> Told:
        return import_list(name, [path], self.folder, TODAY)

    def catalog(self) -> Catalog:
        return load_catalog(None, self.folder)

    def slugs(self) -> set[str]:
        return set(self.catalog().slugs) - set(load_catalog().slugs)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def every_list(root: Path) -> dict[ListName, Path]:
    """Acme is in all four."""
    return {
        ListName.DATENANFRAGEN: records_in(
            root / "records", record(), record("beta", runs=["gamma.example"])
        ),
        ListName.CPPA: cppa_file(root / "registry.csv", row(), row("gamma")),
        ListName.ERASER: eraser_file(root / "brokers.yaml", broker(), broker("delta")),
        ListName.JUSTDELETEME: jdm_file(root / "sites.json", site(), site("epsilon")),
    }


def test_what_is_imported_is_in_the_catalog(place: Place) -> None:
    told = place.eraser(broker(), broker("beta", email=""), broker("gamma", email="", opt_out_url=""))

    assert (told.read, told.added, told.merged) == (3, 2, 0)
    assert told.skipped == [Skipped("Gamma", NO_WAY)]
    assert place.slugs() == {"acme__example", "beta__example"}
    catalog = place.catalog()
    assert catalog.get("acme__example").submit.channel == "mail"
    assert catalog.get("beta__example").submit.channel == "hand"


def test_the_same_again_changes_nothing(place: Place) -> None:
    place.eraser(broker(), broker("beta"))
    before = in_use(place.folder)

    told = place.eraser(broker(), broker("beta"))

    assert (told.read, told.added, told.merged) == (2, 0, 0)
    assert told.skipped == [Skipped("Acme", "unchanged"), Skipped("Beta", "unchanged")]
    assert in_use(place.folder) == before


def test_every_entry_that_is_read_is_counted_once(place: Place) -> None:
    for name, path in every_list(place.root).items():
        told = place.imports(name, path)
        assert told.read == told.added + told.merged + len(told.skipped)
    assert place.imports(ListName.CPPA, every_list(place.root)[ListName.CPPA]).merged == 0


def test_who_is_in_several_lists_is_one_provider_with_several_sources(place: Place) -> None:
    counts = {
        name: (told.added, told.merged)
        for name, path in every_list(place.root).items()
        for told in [place.imports(name, path)]
    }

    assert counts == {
        ListName.DATENANFRAGEN: (2, 0),
        ListName.CPPA: (1, 1),
        ListName.ERASER: (1, 1),
        ListName.JUSTDELETEME: (1, 1),
    }
    acme = place.catalog().get("acme__example")
    assert (acme.kind, len(acme.sources)) == (Kind.DATA_BROKER, 4)
    assert getattr(acme.submit, "to", "") == "privacy@acme.example"


def test_the_order_of_imports_does_not_matter(tmp_path: Path) -> None:
    files = every_list(tmp_path)
    results = set()
    for number, order in enumerate(itertools.permutations(files)):
        folder = tmp_path / str(number)
        for name in order:
            import_list(name, [files[name]], folder, TODAY)
        used = in_use(folder)
        assert used is not None
        results.add((used / FILE).read_text())
    assert len(results) == 1


def test_who_is_run_by_another_is_listed_no_more_and_keeps_its_slug(place: Place) -> None:
    files = every_list(place.root)
    place.imports(ListName.CPPA, files[ListName.CPPA])
    assert "gamma__example" in place.slugs()

    place.imports(ListName.DATENANFRAGEN, files[ListName.DATENANFRAGEN])

    catalog = place.catalog()
    assert "gamma__example" not in catalog.slugs
    assert "gamma__example" in catalog
    assert catalog.get("gamma__example").slug == "gamma__example"
    assert len(catalog.get("beta__example").sources) == 2


def test_an_address_that_came_back_is_not_written_to_after_the_next_import(place: Place) -> None:
    place.eraser(broker())
    told = place.eraser(broker(email="", opt_out_url="", notes="privacy@acme.example bounced."))

    assert told.skipped == [Skipped("Acme", NO_WAY)]
    assert place.slugs() == set()
    kept = place.catalog().get("acme__example")
    assert (kept.tier, kept.submit.channel) == (Tier.RETIRED, "hand")


def test_a_request_keeps_its_provider_where_the_list_moves_it_to_another_domain(place: Place) -> None:
    place.eraser(broker())
    place.eraser(broker(website="https://new.example"))

    assert place.slugs() == {"new__example"}
    assert place.catalog().get("acme__example").retired_because == f"{MOVED[0].upper()}{MOVED[1:]}."


def test_an_entry_twice_in_a_file_counts_once(place: Place) -> None:
    told = place.eraser(broker(), broker(email="other@acme.example"))
    assert (told.added, told.skipped) == (1, [Skipped("Acme", "it is in the list twice")])
    assert getattr(place.catalog().get("acme__example").submit, "to", "") == "privacy@acme.example"


def test_both_kinds_of_imports_leave_each_other_alone(place: Place) -> None:
    place.eraser(broker("beta"))
    files = ddg.write(place.root / "ddg", ddg.broker())
    import_ddg([files], place.folder, Catalog({}), TODAY)
    assert place.slugs() == {"acme_example", "beta__example"}

    place.eraser(broker("gamma"))
    assert place.slugs() == {"acme_example", "beta__example", "gamma__example"}
    import_ddg(
        [ddg.write(place.root / "ddg", ddg.broker(version="2.0.0"))], place.folder, Catalog({}), TODAY
    )
    assert place.slugs() == {"acme_example", "beta__example", "gamma__example"}


def test_what_is_better_defined_is_asked_in_place_of_an_address(place: Place) -> None:
    import_ddg([ddg.write(place.root / "ddg", ddg.broker())], place.folder, Catalog({}), TODAY)
    spokeo = broker("spokeo", website="https://www.spokeo.com")
    place.eraser(broker(), spokeo, broker("beta"))

    assert place.catalog().covered() == {"acme__example": "acme_example", "spokeo__com": "spokeo"}


def test_what_was_retired_there_covers_nothing(place: Place) -> None:
    import_ddg(
        [ddg.write(place.root / "ddg", ddg.broker(removedAt=1))], place.folder, Catalog({}), TODAY
    )
    place.eraser(broker())
    assert place.catalog().covered() == {}


def test_a_wrong_file_changes_nothing(place: Place) -> None:
    place.eraser(broker())
    before = in_use(place.folder)
    wrong = place.root / "wrong.yaml"
    wrong.write_text("brokers: 7\n", encoding="utf-8")

    with pytest.raises(WrongInput, match="cannot be read as eraser data brokers: there is no list"):
        place.imports(ListName.ERASER, wrong)
    assert in_use(place.folder) == before


def test_nothing_to_read_is_refused(place: Place) -> None:
    (place.root / "empty").mkdir()
    with pytest.raises(WrongInput, match="There is nothing to import"):
        place.imports(ListName.CPPA, place.root / "empty")
    with pytest.raises(WrongInput, match="There is no file or folder"):
        place.imports(ListName.CPPA, place.root / "nowhere.csv")


def test_a_folder_is_read_for_the_files_of_the_list(place: Place) -> None:
    cppa_file(place.root / "registry.csv", row())
    cppa_file(place.root / "registry2024.csv", row("beta"))
    (place.root / "notes.txt").write_text("x")
    assert place.imports(ListName.CPPA, place.root).added == 2


def test_another_import_at_the_same_time_is_waited_for_by_the_person(place: Place) -> None:
    place.eraser(broker())
    with replacing(place.folder), pytest.raises(Busy):
        place.eraser(broker("beta"))


def test_damaged_entries_stop_an_import_and_damaged_lines_only_themselves(place: Place) -> None:
    place.eraser(broker(), broker("beta"))
    used = in_use(place.folder)
    assert used is not None
    lines = (used / FILE).read_text().splitlines()
    (used / FILE).write_text("\n".join([lines[0].replace("imported", "perfect"), lines[1]]) + "\n")

    assert place.catalog().damaged() == ("acme__example",)
    assert "acme__example" not in place.catalog()
    assert place.slugs() == {"acme__example", "beta__example"}
    assert {one.slug for one in place.catalog()} >= {"beta__example"}
    (used / ENTRIES).write_text("{}\n")
    with pytest.raises(StorageFailure, match="imported before cannot be read"):
        place.eraser(broker("gamma"))


def test_a_line_that_defines_another_is_damaged(place: Place) -> None:
    place.eraser(broker(), broker("beta"))
    used = in_use(place.folder)
    assert used is not None
    acme, beta = ((used / FILE).read_text()).splitlines()
    swapped = [*acme.split("\t")[:3], beta.split("\t")[3]]
    (used / FILE).write_text("\t".join(swapped) + f"\n{beta}\n")
    assert place.catalog().damaged() == ("acme__example",)


def test_an_organisation_has_no_folder_and_is_found_by_a_near_name(place: Place) -> None:
    place.eraser(broker())
    with pytest.raises(WrongInput, match="has no folder"):
        place.catalog().folder("acme__example")
    with pytest.raises(WrongInput, match="Did you mean 'acme__example'"):
        place.catalog().get("acme__exampel")


def test_what_is_kept_is_for_its_owner_alone(place: Place) -> None:
    place.eraser(broker())
    used = in_use(place.folder)
    assert used is not None
    assert {path.stat().st_mode & 0o077 for path in used.iterdir()} == {0}
    assert json.loads((used / ENTRIES).read_text())["name"] == "Acme"
