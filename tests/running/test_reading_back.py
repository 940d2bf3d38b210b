"""A read-back that cannot be made stands before no request: the person's own step does not need it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.learning import learning
from optout.catalog.steps import AttestStep
from optout.cli.plan_choice import Choice
from optout.cli.plan_story import Shown, story_of
from optout.cli.plan_words import words as told_in_words
from optout.clock import VirtualClock
from optout.network import Network
from optout.people.mandate import Mandate
from optout.people.profile_fields import ADD
from optout.people.subject import PersonName, Subject
from optout.report.forecast import forecast
from optout.report.tasks import OpenTask, open_tasks
from optout.requests.actions import Action
from optout.requests.events import Agreed, PersonSays
from optout.requests.failures import Failure
from optout.requests.state import Standing, State, Task
from optout.running.answering import answer
from optout.running.attempting import Attempting
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.planning import open_requests
from optout.running.reach import Reach
from optout.running.reading_back import Lack, lack_of_read, searchable
from optout.storage.database import Database
from optout.storage.migrating import migrate
from tests.running.workshop import START, install

CATALOG = load_catalog()
PERSON = Subject(
    names=[PersonName(given="Quenby", family="Thornquist")],
    emails=["quenby@mail.example"],
    images=["https://img.example/quenby.jpg"],
)
DAY = START.date()


def subject(**more: object) -> Subject:
    return Subject.model_validate(PERSON.model_dump() | more)


@pytest.mark.parametrize(
    ("slug", "more", "given", "lack"),
    [
        ("spawning_registry", {}, (), Lack(settings=("spawning_api_key",))),
        ("spawning_registry", {}, ("spawning_api_key",), Lack()),
        ("training_data_registry", {}, (), Lack(settings=("tdr_api_key",))),
        ("youtube_trainability", {}, (), Lack(facts=("x-video-id",))),
        ("youtube_trainability", {"videos": ["dQw4w9WgXcQ"]}, (), Lack()),
        ("artstation", {}, (), Lack(facts=("x-profile-url",))),
        (
            "artstation",
            {"profiles": ["https://elsewhere.example/q"]},
            (),
            Lack(facts=("x-profile-url",)),
        ),
        ("artstation", {"profiles": ["https://www.artstation.com/q"]}, (), Lack()),
        ("wordpress_com", {"profiles": ["https://wordpress.com/q"]}, (), Lack(facts=("x-profile-url",))),
        ("wordpress_com", {"profiles": ["https://q.wordpress.com/"]}, (), Lack()),
        ("dropbox", {}, (), Lack()),
    ],
)
def test_what_a_read_back_lacks(
    slug: str, more: dict[str, object], given: tuple[str, ...], lack: Lack
) -> None:
    provider, who = CATALOG.get(slug), subject(**more)
    assert lack_of_read(provider, who, given, DAY) == lack
    reads = provider.search is not None
    assert searchable(provider, who, given, DAY) == (reads and not lack)


@pytest.mark.parametrize("slug", ["clip_retrieval", "bluesky_intents"])
def test_what_is_found_first_or_done_by_optout_still_begins_with_its_search(slug: str) -> None:
    assert lack_of_read(CATALOG.get(slug), PERSON, (), DAY)
    assert searchable(CATALOG.get(slug), PERSON, (), DAY)


class Home:
    """Somebody's request to one provider of the catalog; nothing of the outside world answers."""

    def __init__(
        self, installation: Installation, reach: Reach, slug: str, searched: bool = False
    ) -> None:
        self.installation, self.provider = installation, CATALOG.get(slug)
        self.reach, self.journal = reach, Journal(installation)
        self.person = installation.roster.enrol(PERSON, Mandate(kind="self"))
        [opened] = open_requests(installation, self.person, [self.provider])
        self.request = opened.request_id
        if searched:
            known = self.journal.read(self.request)
            told = learning(self.provider)
            self.journal.append(known, [Agreed(START, told.meanings, told.recipients, True)])

    def runs(self) -> Standing:
        Attempting(self.installation, self.journal, self.reach).attempt(self.request)
        return self.standing

    def plans_anew(self, given: frozenset[str] = frozenset()) -> Standing:
        knowing = replace(self.installation, settings_given=given)
        assert open_requests(knowing, self.person, [self.provider]) == []
        return self.standing

    @property
    def standing(self) -> Standing:
        return self.journal.read(self.request).standing


@contextmanager
def home(tmp_path: Path, slug: str, searched: bool = False) -> Iterator[Home]:
    """``searched``: the request begins with its search all the same, as all did once."""
    database = Database(f"sqlite:///{tmp_path / 'optout.sqlite3'}")
    migrate(database)
    reach = Reach(Network(), CATALOG, lambda: None)
    try:
        yield Home(install(database, tmp_path, CATALOG, VirtualClock(START)), reach, slug, searched)
    finally:
        reach.close()
        database.close()


@pytest.mark.parametrize(
    "slug", ["spawning_registry", "training_data_registry", "youtube_trainability", "artstation"]
)
def test_the_person_is_handed_their_step_without_the_read(tmp_path: Path, slug: str) -> None:
    with home(tmp_path, slug) as at:
        standing = at.runs()
        assert standing.task is not None
        assert (standing.task.failure, standing.task.action) == (Failure.BY_HAND, Action.SUBMIT)


def test_a_key_that_comes_later_switches_the_read_on_and_planning_again_adds_nothing(
    tmp_path: Path,
) -> None:
    with home(tmp_path, "spawning_registry") as at:
        at.runs()
        before = at.plans_anew()
        assert before == at.plans_anew()
        with_key = at.plans_anew(frozenset({"spawning_api_key"}))
        assert (with_key.state, with_key.searchable, with_key.task) == (State.PLANNED, True, None)
        due = at.journal.due(at.journal.read(at.request))
        assert due is not None
        assert due.action == Action.SEARCH
        assert at.plans_anew(frozenset({"spawning_api_key"})).events == with_key.events


def test_a_search_without_its_setting_says_that_the_setting_is_missing(tmp_path: Path) -> None:
    with home(tmp_path, "clip_retrieval") as at:
        standing = at.runs()
        assert standing.task is not None
        assert (standing.task.failure, standing.task.action) == (Failure.SETTING_MISSING, Action.SEARCH)


def only_task(at: Home) -> OpenTask:
    [task] = open_tasks(at.installation)
    return task


def test_the_task_names_the_setting_its_place_and_what_it_is(tmp_path: Path) -> None:
    with home(tmp_path, "clip_retrieval") as at:
        at.runs()
        task = only_task(at)
        assert (task.kind, task.why) == (
            "setting-missing",
            "A setting of yours is missing; nobody was asked.",
        )
        first, then = task.instructions
        assert first.startswith("Set knn_base_url in settings.toml, under [secrets]: The address of a")
        assert (then, task.url) == ("Then answer: done", None)


def test_the_task_names_the_field_of_the_profile_and_how_it_is_added(tmp_path: Path) -> None:
    with home(tmp_path, "bluesky_intents") as at:
        at.runs()
        task = only_task(at)
        assert (task.kind, task.url) == ("fact-missing", None)
        assert task.instructions[0] == (
            "Add bluesky_handles (own Bluesky handle) to your profile: "
            "optout person show > profile.yaml, add it there, then optout person set --from profile.yaml"
        )


def test_a_switch_shows_its_own_steps_and_takes_the_persons_word(tmp_path: Path) -> None:
    with home(tmp_path, "wordpress_com") as at:
        at.runs()
        task, step = only_task(at), at.provider.submit
        assert isinstance(step, AttestStep)
        assert (task.kind, task.url) == ("by-hand", step.url)
        assert task.instructions[: len(step.instructions)] == step.instructions
        assert "robots.txt at the top of your own site" not in task.words
        answer(at.installation, at.journal, at.request, PersonSays.DID_IT)
        assert (at.standing.state, at.standing.attested_at) == (State.HOLDING, START)


def test_a_request_of_before_may_go_on_without_its_page_there(tmp_path: Path) -> None:
    with home(tmp_path, "artstation", searched=True) as at:
        at.runs()
        task = only_task(at)
        assert task.kind == "fact-missing"
        assert task.instructions == (
            "Add profiles (address of an own profile on a platform), on artstation.com to your profile: "
            f"{ADD}",
            "Then answer: done",
            "Or go on without the read-back: optout plan --only artstation --accept",
        )
        assert at.plans_anew().task is None
        assert at.runs().task == Task(Failure.BY_HAND, Action.SUBMIT, START)


@pytest.mark.parametrize(
    ("slug", "given", "words"),
    [
        (
            "spawning_registry",
            (),
            "not without the setting spawning_api_key "
            "(A key of your own for Spawning's query interface; without it nobody can look)",
        ),
        ("spawning_registry", ("spawning_api_key",), None),
        (
            "artstation",
            (),
            "not without profiles (address of an own profile on a platform) in your profile, "
            "of your page on artstation.com",
        ),
        ("bluesky_intents", (), None),
        ("dropbox", (), None),
    ],
)
def test_the_plan_says_what_a_read_back_would_take(
    slug: str, given: tuple[str, ...], words: str | None
) -> None:
    [told] = forecast(PERSON, [CATALOG.get(slug)], DAY, given=given)
    assert told.not_read_back == words
    story = story_of("-", Shown(PERSON), Choice.of((slug,), ()), DAY, True, None, given)
    assert (f"  read back: {words}" in told_in_words(story, True)) == (words is not None)
