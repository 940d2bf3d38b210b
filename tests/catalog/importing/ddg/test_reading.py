"""What the format reads from a record, in our words."""

from typing import Any

import pytest

from optout.catalog.importing.ddg.actions import ExtractAction
from optout.catalog.importing.ddg.reading import extract_of
from optout.catalog.importing.faults import Unusable
from optout.catalog.reading import Extract, Identity, Reading

NAME = {"name": {"selector": "h3"}}


def extract(**profile: Any) -> Extract:
    action = {"actionType": "extract", "selector": ".row", "profile": {**NAME, **profile}}
    return extract_of(ExtractAction.model_validate(action), "here")


@pytest.mark.parametrize(
    ("url", "key", "identity"),
    [
        (None, None, None),
        ({"identifierType": "hash"}, None, None),
        (
            {"source": "pageUrl", "identifierType": "param", "identifier": "id"},
            None,
            ("parameter", "id"),
        ),
        ({"selector": "a"}, "a", None),
        ({"selector": "a", "attribute": "href"}, "a", None),
        ({"selector": "./a", "attribute": "data-to"}, "(./a)/@data-to", None),
        ({"selector": "a", "attribute": "data-to"}, "(.//a)/@data-to", None),
        ({"selector": "a", "identifierType": "path"}, "a", None),
        ({"selector": "a", "identifierType": "param", "identifier": "pid"}, "a", ("parameter", "pid")),
        (
            {"selector": "a", "identifierType": "path", "identifier": "https://x.example/${city}/${id}"},
            "a",
            ("path", "https://x.example/${city}/${id}"),
        ),
    ],
)
def test_a_record_is_identified_as_the_format_says(
    url: dict[str, Any] | None, key: str | None, identity: tuple[str, str] | None
) -> None:
    read = extract(profileUrl=url)

    wanted = Identity.model_validate({"part": identity[0], "name": identity[1]}) if identity else None
    assert (read.key, read.identity) == (key, wanted)


def test_only_what_is_described_is_read() -> None:
    read = extract(age=None, phoneList={"selector": ".p", "findElements": True})

    assert read.fields == {"name": "h3", "x-phones": Reading(at=".p", every=True)}
    assert (read.none, read.next, read.count) == (None, None, None)


def test_a_place_in_two_parts_is_read_in_two_parts() -> None:
    parts = {"city": {"selector": ".c"}, "state": {"selector": ".s", "afterText": ","}}

    assert extract(addressCityState=parts).fields == {
        "name": "h3",
        "address-level2": ".c",
        "address-level1": Reading(at=".s", after=","),
    }


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        ({"age": {"selector": "b", "beforeText": "/(a+)+$/"}}, "repeats or choices inside of repeats"),
        ({"relativesList": {"selector": "b", "separator": "/(/"}}, "an expression is none"),
        ({"city": {"selector": "a"}, "addressCityState": {"city": {"selector": "b"}}}, "two fields"),
        ({"name": None}, "no name is read"),
        ({"profileUrl": {"selector": "a[", "attribute": "data-to"}}, "a selector that is none"),
        ({"profileUrl": {"selector": "a", "attribute": "x)/y"}}, "no attribute"),
        (
            {"profileUrl": {"selector": "a", "identifierType": "path", "identifier": "/${shoe}"}},
            "unknown template key 'shoe'",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(profile: dict[str, Any], why: str) -> None:
    with pytest.raises(Unusable, match=r"^here\.profile") as fault:
        extract(**profile)
    assert why in str(fault.value)
