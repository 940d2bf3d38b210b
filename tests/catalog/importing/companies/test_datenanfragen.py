import json
from pathlib import Path
from typing import Any

import pytest

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.entry import ByHand, Entry, ListName
from optout.catalog.importing.companies.source_file import Found
from tests.catalog.importing.companies.lists import TODAY, found_in, only_entry, only_skipped, record


def read(folder: Path, value: Any) -> Found:
    file = folder / "acme.json"
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return found_in(ListName.DATENANFRAGEN, file)


def entry(folder: Path, **changes: Any) -> Entry:
    return only_entry(read(folder, record(**changes)))


def test_a_record_is_an_address_with_where_it_is_from(tmp_path: Path) -> None:
    one = entry(tmp_path, runs=["Other Ltd."])

    assert (one.key, one.name, one.identity) == ("acme", "Acme GmbH", "acme.example")
    assert (one.email, one.sureness) == ("privacy@acme.example", Sureness.VERIFIED)
    assert (one.country, one.language, one.runs) == ("DE", "de", ("Other Ltd.",))
    assert (one.file, one.read_on, one.source) == (
        "acme.json",
        TODAY,
        "https://www.acme.example/privacy",
    )
    assert len(one.version) == 12


@pytest.mark.parametrize(
    ("language", "read_as"), [("de", "de"), ("fr", "fr"), ("es", "es"), ("it", "en"), ("en", "en")]
)
def test_a_letter_is_in_their_language_where_we_have_one(
    tmp_path: Path, language: str, read_as: str
) -> None:
    assert entry(tmp_path, request_language=language).language == read_as


def test_without_a_language_the_letter_is_in_that_of_the_country(tmp_path: Path) -> None:
    assert entry(tmp_path, address="X\nFrance").language == "fr"
    assert entry(tmp_path, address="X\nSchweiz").language == "en"
    assert entry(tmp_path, address="X", relevant_countries=["de", "at"]).language == "de"
    assert entry(tmp_path, address="X", relevant_countries=["all"]).language == "en"


@pytest.mark.parametrize("quality", ["tested", "verified", "imported", "scraped"])
def test_how_sure_the_address_is_is_kept(tmp_path: Path, quality: str) -> None:
    assert entry(tmp_path, quality=quality).sureness == quality


def test_what_it_asks_for_becomes_our_meanings(tmp_path: Path) -> None:
    asked = [
        {"desc": "Name", "type": "name"},
        {"desc": "Email", "type": "name"},
        {"desc": "Geburtsdatum", "type": "birthdate", "optional": True},
        {"desc": "Adresse", "type": "address", "optional": True},
        {"desc": "Telefonnummer", "type": "input", "optional": False},
        {"desc": "Kundennummer", "type": "input"},
    ]
    one = entry(tmp_path, required_elements=asked)

    assert one.needs == {
        "name": "required",
        "email": "required",
        "bday": "optional",
        "street-address": "optional",
        "postal-code": "optional",
        "address-level2": "optional",
        "country-name": "optional",
        "tel": "required",
    }
    assert one.notes == ("It also asks for what the profile has no place for: Kundennummer.",)


def test_what_is_required_once_is_required(tmp_path: Path) -> None:
    twice = [{"desc": "Name", "type": "name"}, {"desc": "Name", "type": "name", "optional": True}]
    assert entry(tmp_path, required_elements=twice).needs == {"name": "required"}


def test_an_identity_document_is_noted_and_never_needed(tmp_path: Path) -> None:
    one = entry(tmp_path, needs_id_document=True)
    assert one.notes == ("It asks for an identity document with every request.",)
    assert one.needs == {}


def test_a_form_is_for_the_person_and_goes_first_where_the_record_says_so(tmp_path: Path) -> None:
    form = "https://www.acme.example/form"
    both = entry(tmp_path, webform=form)
    preferred = entry(tmp_path, webform=form, suggested_transport_medium="webform")

    assert both.by_hand == preferred.by_hand
    assert isinstance(both.by_hand, ByHand)
    assert both.by_hand.url == form
    assert (both.email, preferred.email) == ("privacy@acme.example", None)


@pytest.mark.parametrize(
    "address", ["a@acme.example; b@acme.example", "mailto:a@acme.example", "a@", ""]
)
def test_an_address_that_is_not_sure_is_not_used(tmp_path: Path, address: str) -> None:
    one = entry(tmp_path, email=address)
    assert (one.email, one.reachable) == (None, False)


@pytest.mark.parametrize(
    "form", ["javascript:alert(1)", "mailto:x@acme.example", "https://u:p@acme.example/"]
)
def test_a_form_that_nobody_should_open_is_not_used(tmp_path: Path, form: str) -> None:
    assert entry(tmp_path, webform=form).by_hand is None


def test_without_a_web_site_the_address_says_whose_it_is(tmp_path: Path) -> None:
    assert entry(tmp_path, web=None).identity == "acme.example"
    parish = entry(tmp_path, web=None, email="sauingen.buero@parishes.example")
    assert parish.identity == "sauingen.buero@parishes.example"
    only_form = entry(tmp_path, web=None, email=None, webform="https://form.acme.example/x")
    assert only_form.identity == "acme.example"


def test_the_country_is_in_the_address_or_the_only_relevant_one(tmp_path: Path) -> None:
    assert entry(tmp_path, address="X\nÖsterreich").country == "AT"
    assert entry(tmp_path, address="X\nIreland").country == "IE"
    assert entry(tmp_path, address="X", relevant_countries=["fr"]).country == "FR"
    assert entry(tmp_path, address="X", relevant_countries=["de", "at"]).country == "ZZ"
    assert entry(tmp_path, address="X", relevant_countries=["all"]).country == "ZZ"


def test_a_key_that_the_format_has_grown_is_left_out_and_named(tmp_path: Path) -> None:
    one = entry(tmp_path, new_thing={"x": 1}, phone="+49 1", custom_access_template="x")
    assert one.notes == ("Its record says more than was understood: new-thing.",)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("{", "line 1: this is not JSON"),
        ("[]", "this is no organisation's record"),
        ('{"slug": "a", "slug": "b"}', "the key 'slug' is given twice"),
        (json.dumps({"type": "object", "properties": {}}), "this is no organisation's record"),
        (json.dumps(record() | {"name": 7}), "name: Input should be a valid string"),
        (json.dumps(record() | {"quality": "perfect"}), "quality: "),
        (json.dumps(record() | {"slug": "../../etc"}), "slug: "),
        (json.dumps(record() | {"web": "https://\u0430cme.example"}), "letters that look like others"),
        (json.dumps(record(web=None, email="me@gmail.com")), "no domain of its own"),
        (json.dumps(record(web=None, email=None)), "neither a web site nor an e-mail address"),
        (json.dumps(record() | {"name": "A\u202ecme"}), "a control character"),
        (json.dumps(record() | {"required-elements": [{"desc": "x", "kind": "y"}]}), "unknown key"),
        ("[" * 100_000, "nested deeper"),
        (json.dumps(record() | {"address": "x" * 300_000}), "the file is larger than 256 KiB"),
    ],
)
def test_what_cannot_be_used_is_skipped_with_why(tmp_path: Path, value: str, why: str) -> None:
    skipped = only_skipped(read(tmp_path, value))
    assert skipped.what == "acme.json"
    assert why in skipped.why
