from tests.providers.letters import said, write
from tests.providers.visitor import Visitor


def test_it_says_that_it_has_nothing_and_lists_the_person_all_the_same() -> None:
    visitor = Visitor("annuaire_discret")
    write(visitor)
    ((word, day),) = said(visitor)
    assert word == "not-found"
    assert 6 <= day <= 18
    assert "aucune donnée" in visitor.post_office.mails[0]["text"]
    assert visitor.days_listed() == [(0, None)]
