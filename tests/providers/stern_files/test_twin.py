from tests.providers.letters import said, write
from tests.providers.visitor import Visitor


def test_it_refuses_and_keeps_what_it_has() -> None:
    visitor = Visitor("stern_files")
    write(visitor)
    ((word, day),) = said(visitor)
    assert word == "refused"
    assert 4 <= day <= 10
    assert visitor.days_listed() == [(0, None)]


def test_it_refuses_an_appeal_once_more_and_answers_no_second_one() -> None:
    visitor = Visitor("stern_files")
    write(visitor)
    for day in (13, 60):
        write(visitor, day=day, follows_up=True)
    assert [word for word, _ in said(visitor)] == ["refused", "refused"]
    assert 28 <= said(visitor)[1][1] <= 41
    assert [(one.stage, one.duplicate) for one in visitor.books.received] == [
        ("request", False),
        ("appeal", False),
        ("appeal", True),
    ]


def test_what_comes_before_the_refusal_is_a_reminder() -> None:
    visitor = Visitor("stern_files")
    write(visitor)
    write(visitor, day=1, follows_up=True)
    assert [one.stage for one in visitor.books.received] == ["request", "reminder"]
    assert len(said(visitor)) == 1
