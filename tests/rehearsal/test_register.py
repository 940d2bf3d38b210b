import random
from datetime import UTC, datetime

from optout.clock import VirtualClock
from optout.people.subject import Subject
from optout.rehearsal.books import Books
from optout.rehearsal.people import namesakes, synthetic_people
from optout.rehearsal.register import Register
from optout.rehearsal.twin import Post, World, person_key

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class NoPost:
    def send(self, *, sender: str, to: str, subject: str, text: str, at: datetime) -> None:
        raise AssertionError("a register sends no mail")


def made(seed: int = 1, count: int = 1) -> tuple[Register, Books, World]:
    people = synthetic_people(seed, count)
    strangers = namesakes(people[0], random.Random(seed), 3)
    post: Post = NoPost()
    world, books = World(VirtualClock(START), post, START, seed, people, strangers), Books()
    return Register(world, books, world.rng()), books, world


def named(subject: Subject) -> tuple[str, str]:
    return subject.names[0].given, subject.names[0].family


def test_names_are_found_in_any_case_and_with_blanks() -> None:
    register, _, world = made()
    given, family = named(world.people[0])
    assert len(register.found(f" {given.upper()}", f"{family.lower()} ", "", START)) == 4
    assert register.found(given, "Somebody", "", START) == []


def test_a_state_narrows_the_search_by_code_or_name() -> None:
    register, _, world = made()
    given, family = named(world.people[0])
    region = world.people[0].addresses[0].region or ""
    in_state = register.found(given, family, region.lower(), START)
    assert {entry.state for entry in in_state} == {region}
    assert len(in_state) == 3
    assert register.found(given, family, "Hawaii", START) == []


def test_a_record_is_shown_until_the_moment_of_its_removal() -> None:
    register, books, world = made()
    entry = register.of(world.people[0], START)
    assert entry is not None
    register.remove(entry, world.day(4))
    assert register.entry(entry.ident, world.day(3.99)) == entry
    assert register.entry(entry.ident, world.day(4)) is None
    assert books.lists(entry.person, world.day(3.99))
    assert not books.lists(entry.person, world.day(4))


def test_a_decided_removal_stands() -> None:
    register, _, world = made()
    entry = register.of(world.people[0], START)
    assert entry is not None
    register.remove(entry, world.day(4))
    register.remove(entry, world.day(2))
    register.remove(entry, world.day(9))
    assert entry.period.until == world.day(4)


def test_a_person_who_is_listed_again_has_a_new_record_and_is_a_year_older_at_most() -> None:
    for seed in range(1, 9):
        register, books, world = made(seed)
        old = register.of(world.people[0], START)
        assert old is not None
        register.remove(old, world.day(4))
        new = register.relist(old, world.day(30))
        assert new.ident != old.ident
        assert new.age - old.age in (0, 1, 2)
        assert register.of(world.people[0], world.day(29.99)) is None
        assert register.of(world.people[0], world.day(30)) == new
        assert books.lists(old.person, world.day(30))


def test_a_search_means_the_enrolled_person_of_that_name() -> None:
    register, _, world = made()
    assert register.meant(*named(world.people[0])) == person_key(world.people[0])
    assert register.meant("No", "Body") == ""


def test_the_same_seed_lists_the_same_people_for_the_same_time() -> None:
    assert made(5, 12)[1] == made(5, 12)[1]


def test_a_records_repr_tells_no_name() -> None:
    register, _, world = made()
    entry = register.of(world.people[0], START)
    assert world.people[0].names[0].family not in repr(entry)
    assert world.people[0].emails[0] not in repr(entry)
