"""Where photos are public, what counts as public, and which steps follow."""

from collections.abc import Mapping

import pytest

from optout.exposure.exposure import (
    Asked,
    Exposure,
    Looked,
    Place,
    Shown,
    Step,
    addresses_of,
    exposure_of,
)
from optout.exposure.platforms import platform_of, platforms
from optout.people.subject import PersonName, Subject
from optout.requests.state import State

NO_ADDRESS = "https://[::1"
IMAGE = "https://robin.example/images/1.jpg"
ELSEWHERE = "https://club.example/team/robin.png"
SITE = "https://robin.example/"
PROFILE = "https://www.linkedin.com/in/robin-example"
PUBLIC = Looked(Shown.PUBLIC, 1, is_image=True)


def robin(**more: object) -> Subject:
    facts: dict[str, object] = {
        "names": (PersonName(given="Robin", family="Example"),),
        "emails": ("robin@robin.example",),
        **more,
    }
    return Subject.model_validate(facts)


def exposed(looks: Mapping[str, Looked] | None = None, **more: object) -> Exposure:
    known = frozenset({"linkedin_ai_training"})
    return exposure_of(robin(**more), (), looks or {}, known)


@pytest.mark.parametrize(
    ("more", "place", "platform"),
    [
        ({"images": (IMAGE,), "sites": (SITE,)}, Place.OWN_SITE, None),
        ({"images": (IMAGE,)}, Place.ELSEWHERE, None),
        ({"images": (ELSEWHERE,), "sites": (SITE,)}, Place.ELSEWHERE, None),
        ({"profiles": (PROFILE,)}, Place.PROFILE, "LinkedIn"),
        ({"images": ("https://live.staticflickr.com/1.jpg",)}, Place.PROFILE, "Flickr"),
        ({"profiles": ("https://forum.example/u/robin",)}, Place.PROFILE, None),
    ],
)
def test_it_knows_what_kind_of_place_shows_a_photo(
    more: dict[str, object], place: Place, platform: str | None
) -> None:
    first = exposed(**more).places[0]
    assert (first.place, first.platform) == (place, platform)


def test_only_what_was_seen_is_counted_as_public() -> None:
    looks = {IMAGE: PUBLIC, ELSEWHERE: Looked(Shown.GONE), SITE: Looked(Shown.PUBLIC, 7)}
    seen = exposed(looks, images=(IMAGE, ELSEWHERE), sites=(SITE,), profiles=(PROFILE,))
    assert (seen.public, seen.unknown) == (8, 1)
    assert exposed(images=(IMAGE, ELSEWHERE)).public == 0
    assert exposed(images=(IMAGE, ELSEWHERE)).unknown == 2


def test_a_page_where_the_photo_was_is_neither_photo_nor_absence() -> None:
    seen = exposed({IMAGE: Looked(Shown.PUBLIC, photos=3)}, images=(IMAGE,))
    assert seen.places[0].looked == Looked(Shown.UNKNOWN, why="a page is where the photo was")
    assert seen.steps[0].done is None


@pytest.mark.parametrize(
    ("looked", "done"), [(PUBLIC, False), (Looked(Shown.GONE), True), (Looked(Shown.UNKNOWN), None)]
)
def test_taking_a_photo_down_is_done_when_the_server_says_it_is_gone(
    looked: Looked, done: bool | None
) -> None:
    first = exposed({ELSEWHERE: looked}, images=(ELSEWHERE,)).steps[0]
    assert (first.what.startswith("Take the photo down"), first.done) == (True, done)


@pytest.mark.parametrize(("refuses", "done"), [(True, True), (False, False), (None, False)])
def test_a_photo_on_the_own_site_is_to_be_marked(refuses: bool | None, done: bool) -> None:
    looks = {IMAGE: Looked(Shown.PUBLIC, 1, is_image=True, refuses=refuses)}
    steps = exposed(looks, images=(IMAGE,), sites=(SITE,)).steps
    marking = next(step for step in steps if step.command == "optout site mark FILE --yes")
    assert marking.done is done


def test_a_platform_has_its_steps_and_the_definition_that_does_more() -> None:
    steps = exposed(profiles=(PROFILE,)).steps
    assert [step.recheck for step in steps] == ["attest"] * 3
    assert steps[-1] == Step(
        "LinkedIn",
        "Say no to training with what you show there.",
        "attest",
        "optout plan --only linkedin_ai_training --accept",
        "linkedin_ai_training",
    )
    assert all(step.from_memory for step in steps[:-1])


def test_the_same_step_is_given_once() -> None:
    other = PROFILE.replace("robin-example", "robin-b")
    assert exposed(profiles=(PROFILE, other)).steps == exposed(profiles=(PROFILE,)).steps


def test_a_listing_may_show_a_photo_and_is_looked_at_again() -> None:
    seen = exposure_of(robin(), ("people_atlas",), {}, frozenset())
    assert [(one.place, one.provider) for one in seen.places] == [(Place.LISTING, "people_atlas")]
    assert [step.command for step in seen.steps] == ["optout recheck people_atlas"]


def test_every_address_is_looked_at_once() -> None:
    subject = robin(images=(IMAGE,), sites=(SITE,), profiles=(PROFILE, SITE))
    assert addresses_of(subject) == (IMAGE, SITE, PROFILE)


@pytest.mark.parametrize(
    "address",
    ["https://notlinkedin.com/in/x", "https://linkedin.com.evil.example/", "https://x.company/"],
)
def test_another_host_is_not_the_platform(address: str) -> None:
    assert platform_of(address) is None


def test_the_table_names_each_host_once_and_says_how_it_knows() -> None:
    hosts = [host for one in platforms() for host in one.hosts]
    assert len(hosts) == len(set(hosts))
    assert {one.known_from for one in platforms()} <= {"memory", "documented"}
    assert all(one.steps for one in platforms())


def test_what_is_no_address_is_on_no_platform() -> None:
    assert platform_of(NO_ADDRESS) is None


@pytest.mark.parametrize(
    ("state", "done"),
    [(State.HOLDING, True), (State.REMOVED, True), (State.PLANNED, False), (State.NEEDS_YOU, False)],
)
def test_a_step_with_a_request_tells_what_the_request_knows(state: State, done: bool) -> None:
    known = frozenset({"linkedin_ai_training"})
    asked = {"linkedin_ai_training": Asked("r-1", state)}
    steps = exposure_of(robin(profiles=(PROFILE,)), (), {}, known, asked).steps
    (step,) = [one for one in steps if one.provider]
    assert (step.done, step.request, step.state) == (done, "r-1", state)
    assert step.command == "optout show r-1"
    assert {one.done for one in steps if not one.provider} == {None}


def test_a_withdrawn_request_is_none() -> None:
    known = frozenset({"linkedin_ai_training"})
    asked = {"linkedin_ai_training": Asked("r-1", State.WITHDRAWN)}
    steps = exposure_of(robin(profiles=(PROFILE,)), (), {}, known, asked).steps
    (step,) = [one for one in steps if one.provider]
    assert (step.request, step.command) == (None, "optout plan --only linkedin_ai_training --accept")


def test_a_listing_that_was_asked_about_keeps_its_recheck() -> None:
    asked = {"kin_finder": Asked("r-2", State.SUBMITTED)}
    (step,) = exposure_of(robin(), ("kin_finder",), {}, frozenset(), asked).steps
    assert (step.command, step.request, step.done) == ("optout recheck kin_finder", "r-2", False)
