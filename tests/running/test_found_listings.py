"""A task by hand lists what was found: the person has to say what they ask about."""

import pytest

from optout.channels.attempt import Record
from optout.report.found_listings import MOST
from optout.report.tasks import OpenTask, open_tasks
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import LISTING, PERHAPS, PERSON, Workshop, definition, says, sees

IMAGE = PERSON.images[0]
ROW = Record("dataset/train/17", {"x-image-url": IMAGE})
BY_HAND = says(Outcome(Answer.PERSON, Failure.BY_HAND))


def task_of(workshop: Workshop) -> OpenTask:
    workshop.worker.run_due()
    [task] = open_tasks(workshop.installation)
    return task


@pytest.fixture
def workshop(make_workshop: MakeWorkshop) -> Workshop:
    made = make_workshop({"acme": definition()})
    made.reach.will(submit=BY_HAND, search=sees(LISTING, ROW))
    return made


def test_it_names_the_page_of_a_listing_and_the_key_of_a_row_without_one(workshop: Workshop) -> None:
    task = task_of(workshop)
    assert task.kind == "by-hand"
    assert set(task.found) == {LISTING.key, ROW.key}
    assert f"    found: {ROW.key}" in task.words.splitlines()
    assert ROW.key not in repr(task)


def test_a_question_about_a_listing_lists_no_others(workshop: Workshop) -> None:
    workshop.reach.will(search=sees(PERHAPS))
    task = task_of(workshop)
    assert (task.kind, task.found) == ("possible-match", ())


def test_a_long_list_is_cut_and_says_so(workshop: Workshop) -> None:
    rows = [Record(f"dataset/train/{number}", ROW.fields) for number in range(MOST + 3)]
    workshop.reach.will(search=sees(*rows))
    found = task_of(workshop).found
    assert len(found) == MOST + 1
    assert found[-1] == "and 3 more"
