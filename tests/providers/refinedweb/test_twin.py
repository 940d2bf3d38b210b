"""The letter to RefinedWeb and its twin agree."""

from optout.catalog.catalog import load_catalog
from optout.channels.attempt import Attempt
from optout.channels.mail.letter import compose, letter_of
from optout.people.disclosure import facts_for
from optout.requests.actions import Action
from tests.providers.letters import REFERENCE, said
from tests.providers.visitor import START, Visitor


def asking(visitor: Visitor) -> Attempt:
    provider = load_catalog().get("refinedweb")
    facts = facts_for(visitor.subject, provider.submit.needs, on=START.date())
    return Attempt("a-1", provider, Action.SUBMIT, facts, START, REFERENCE)


def test_the_letter_names_the_data_set_and_every_own_page() -> None:
    visitor = Visitor("refinedweb")
    body = letter_of(asking(visitor)).body
    assert "This is about the data set RefinedWeb." in body
    assert f"- own web page: {visitor.subject.sites[0]}\n" in body
    assert visitor.subject.phones[0] not in body


def test_it_says_that_it_got_the_letter_and_later_that_it_is_done() -> None:
    visitor = Visitor("refinedweb")
    visitor.twin.receive_mail(compose(asking(visitor), visitor.subject.emails[0]).as_bytes(), START)
    [(first, early), (last, late)] = said(visitor)
    assert (first, last) == ("received", "done")
    assert 1 <= early <= 3 < 14 <= late <= 28
    assert visitor.days_listed() == [(0, late)]
    [received] = visitor.books.received
    assert set(received.fields) <= {"name", "email", "url"}
