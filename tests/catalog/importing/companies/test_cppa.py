from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.cppa_columns import columns_of
from optout.catalog.importing.companies.entry import Entry, ListName
from optout.catalog.importing.companies.source_file import Found
from optout.catalog.importing.faults import Unusable
from tests.catalog.importing.companies.lists import (
    CPPA_HEADER,
    cppa_file,
    found_in,
    only_entry,
    only_skipped,
    row,
)

OF_2024 = (
    "Business name",
    "Doing Business As (DBA), if applicable [optional]",
    "Business primary website",
    "Business primary contact email address",
    "Details on how a consumer may exercise their rights to delete",
    "Business country",
)
UNTIL_2023 = (
    "Data Broker Name",
    "DBA",
    "Website URL",
    "Email Address",
    "How a consumer may opt out of sale or submit requests under the CCPA",
    "Country",
)
OF_A_STUDY = ("company_name", "x", "hostname_original", "status", "url_checked", "url_final")


def read(folder: Path, *rows: Sequence[str], **changes: Any) -> Found:
    return found_in(ListName.CPPA, cppa_file(folder / "registry.csv", *rows, **changes))


def entry(folder: Path, **changes: str) -> Entry:
    return only_entry(read(folder, row(**changes)))


def test_a_row_is_an_official_address_and_page(tmp_path: Path) -> None:
    one = entry(tmp_path, known_as="Acme\nPeople")

    assert (one.name, one.identity, one.country) == ("Acme, LLC", "acme.example", "US")
    assert (one.email, one.sureness) == ("ccpa@acme.example", Sureness.REGISTRY)
    assert one.by_hand is not None
    assert one.by_hand.url == "https://www.acme.example/ccpa"
    assert one.notes == ("Also known as: Acme People.",)


@pytest.mark.parametrize("header", [CPPA_HEADER, OF_2024, UNTIL_2023])
def test_the_columns_are_found_by_the_words_of_every_year(tmp_path: Path, header: Sequence[str]) -> None:
    junk = [["", "Registry as of 1 January", "", "", ""], [], ["\u00a0"]]
    found = read(tmp_path, row(), header=header, above=junk)

    one = only_entry(found)
    assert (one.name, one.identity, one.email) == ("Acme, LLC", "acme.example", "ccpa@acme.example")
    assert one.by_hand is not None
    [remark] = found.remarks
    assert remark.startswith("registry.csv: columns used: name: ")
    assert header[3] in remark


def test_the_lay_out_of_a_study_of_the_pages_is_read_too(tmp_path: Path) -> None:
    cells = [
        "Acme, LLC",
        "1",
        "www.acme.example",
        "success",
        "https://acme.example/a",
        "https://b.example",
    ]
    one = only_entry(read(tmp_path, cells, header=OF_A_STUDY))
    assert (one.identity, one.email, one.country) == ("acme.example", None, "US")
    assert one.by_hand is not None
    assert one.by_hand.url == "https://acme.example/a"


def test_columns_may_stand_in_any_order() -> None:
    header = [CPPA_HEADER[n] for n in (4, 3, 1, 2, 0)]
    assert columns_of([["junk"], header]) == (
        1,
        {"name": 4, "website": 3, "email": 1, "page": 0, "known_as": 2},
    )


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["a", "b"]],
        [["Data broker name:", "Data broker phone:"]],
        [["Data broker name:", "Data broker primary website:"]],
        [["Doing business as name", "Website", "Email"]],
        [["junk"]] * 20 + [list(CPPA_HEADER)],
    ],
)
def test_an_unknown_lay_out_is_refused_with_what_was_looked_for(rows: list[list[str]]) -> None:
    with pytest.raises(Unusable, match="columns for a broker's name, its website, and its email"):
        columns_of(rows)


def test_line_breaks_in_quotes_repeated_headers_and_empty_rows_are_no_brokers(tmp_path: Path) -> None:
    found = read(
        tmp_path, row(page="See\nhttps://acme.example/ccpa\nfor more"), CPPA_HEADER, [], [""] * 6
    )
    one = only_entry(found)
    assert found.read == 1
    assert one.by_hand is not None
    assert one.by_hand.url == "https://acme.example/ccpa"


def test_several_sites_are_one_broker_s(tmp_path: Path) -> None:
    one = entry(
        tmp_path, website="www.acme.example; https://beta.example/x, gamma.example and acme.example"
    )
    assert (one.identity, one.runs) == ("acme.example", ("beta.example", "gamma.example"))


def test_several_addresses_are_none_that_is_sure(tmp_path: Path) -> None:
    assert entry(tmp_path, email="ann@acme.example; bob@acme.example").email is None
    assert entry(tmp_path, email="privacy [at] ACME.example").email == "privacy@acme.example"


def test_the_country_is_the_row_s_own(tmp_path: Path) -> None:
    assert entry(tmp_path, country="Canada").country == "CA"
    assert entry(tmp_path, country="Atlantis").country == "ZZ"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"website": ""}, "it names no web site"),
        ({"website": "none"}, "no domain of its own"),
        ({"website": "https://privacyportal.onetrust.com/x"}, "no domain of its own"),
        ({"website": "https://acm\u0435.example"}, "letters that look like others"),
        ({"website": "me@acme.example"}, "no domain of its own"),
    ],
)
def test_a_row_that_cannot_be_used_is_skipped(tmp_path: Path, changes: dict[str, str], why: str) -> None:
    skipped = only_skipped(read(tmp_path, row(**changes)))
    assert skipped.what == "Acme, LLC"
    assert why in skipped.why


def test_a_short_row_is_skipped_and_not_a_fault(tmp_path: Path) -> None:
    assert only_skipped(read(tmp_path, ["Acme, LLC"])).why == "it names no web site"


def test_a_windows_file_is_read(tmp_path: Path) -> None:
    file = cppa_file(tmp_path / "registry.csv", row(known_as="Caf\u00e9"))
    file.write_bytes(file.read_text(encoding="utf-8-sig").encode("cp1252"))
    assert only_entry(found_in(ListName.CPPA, file)).notes == ("Also known as: Caf\u00e9.",)


def test_more_rows_than_any_registry_has_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "registry.csv"
    file.write_text(",".join(CPPA_HEADER) + "\n" + "a,b,c,d,e\n" * 100_000, encoding="utf-8")
    with pytest.raises(Unusable, match="there are more than 50000 entries"):
        found_in(ListName.CPPA, file)


@pytest.mark.parametrize("raw", [b'"' + b"x" * 200_000, b"\x81\x8d\x8f\xff\xfe", b""])
def test_what_is_no_such_text_is_refused(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "registry.csv"
    file.write_bytes(raw)
    with pytest.raises(Unusable):
        found_in(ListName.CPPA, file)
