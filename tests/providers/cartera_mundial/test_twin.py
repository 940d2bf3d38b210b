from tests.providers.letters import day_of, said, write
from tests.providers.visitor import Visitor


def test_two_mails_that_answer_nothing_come_before_the_one_that_does() -> None:
    visitor = Visitor("cartera_mundial")
    write(visitor)
    away, news, done = visitor.post_office.mails
    assert away["headers"]["Auto-Submitted"] == "auto-replied"
    assert "In-Reply-To" not in news["headers"]
    assert news["to"] == visitor.key
    ((word, day),) = said(visitor)
    assert (word, day) == ("done", day_of(done))
    assert day_of(away) < 1 < 8 <= day_of(news) <= 12 < 15 <= day <= 22
    assert visitor.days_listed() == [(0, day)]
