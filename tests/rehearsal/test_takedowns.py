"""The word between twins of one family."""

from datetime import UTC, datetime

from optout.rehearsal.takedowns import Takedowns

WHEN = datetime(2026, 3, 9, tzinfo=UTC)


def test_only_those_who_listen_to_a_site_hear_of_its_takedowns() -> None:
    takedowns, heard = Takedowns(), []
    takedowns.listen("parent.example", lambda person, when: heard.append(("one", person, when)))
    takedowns.listen("parent.example", lambda person, when: heard.append(("two", person, when)))
    takedowns.listen("other.example", lambda person, when: heard.append(("three", person, when)))
    takedowns.tell("parent.example", "someone", WHEN)
    assert heard == [("one", "someone", WHEN), ("two", "someone", WHEN)]


def test_a_site_to_which_nobody_listens_tells_nobody() -> None:
    takedowns, heard = Takedowns(), []
    takedowns.tell("parent.example", "someone", WHEN)
    takedowns.listen("parent.example", lambda person, when: heard.append(person))
    assert heard == []
