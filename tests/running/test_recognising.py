"""A row is pressed only where it is surely the person's."""

from datetime import date

from optout.people.subject import Subject
from optout.rehearsal.people import synthetic_people
from optout.running.recognising import recogniser

TODAY = date(2026, 3, 2)


def row(subject: Subject, born: int) -> dict[str, str]:
    home = subject.addresses[0]
    return {
        "name": subject.names[0].full,
        "x-age": str(TODAY.year - born - 1),
        "address-level2": home.locality,
        "address-level1": home.region or "",
    }


def test_the_own_row_has_a_score_and_a_namesakes_has_none() -> None:
    [subject] = synthetic_people(3, 1)
    assert subject.birth_date is not None
    recognise = recogniser(subject, TODAY)
    score = recognise(row(subject, subject.birth_date.year))
    assert score is not None
    assert 0 < score <= 1
    assert recognise(row(subject, subject.birth_date.year - 25)) is None


def test_a_row_with_nothing_but_the_name_is_not_sure() -> None:
    [subject] = synthetic_people(3, 1)
    assert recogniser(subject, TODAY)({"name": subject.names[0].full}) is None
