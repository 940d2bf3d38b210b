"""Which requests a mail can belong to, by who writes and what is quoted."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from optout.catalog.catalog import Catalog
from optout.channels.mail.reference import mail_reference
from optout.requests.state import State
from optout.running.waiting import Waiting, senders_of
from optout.storage.requests import RequestRow
from tests.running.test_letters import LETTERS
from tests.running.workshop import catalog_of, definition

AT = datetime(2026, 3, 2, tzinfo=UTC)


def row(request: str, provider: str, state: State = State.SUBMITTED) -> RequestRow:
    return RequestRow(
        request, "s-1", provider, "delete", AT, AT, state.value, False, None, None, None, None, 3
    )


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    letters = LETTERS.replace("privacy@acme.example", "privacy@acme-legal.example")
    return catalog_of(tmp_path / "data_brokers", acme=letters, other=definition("other", confirms=True))


def test_a_provider_writes_from_its_domains_from_below_them_and_from_where_it_is_written_to(
    catalog: Catalog,
) -> None:
    waiting = Waiting(catalog, [row("r-1", "acme"), row("r-2", "other")])
    for domain in ("acme.example", "mail.ACME.example", "acme-legal.example"):
        assert [one.slug for one in waiting.writing_from(domain)] == ["acme"]
    assert [one.slug for one in waiting.writing_from("mailer.example")] == ["other"]
    assert waiting.writing_from("notacme.example", None, "example") == []


def test_the_senders_are_those_that_the_definition_names(catalog: Catalog) -> None:
    assert senders_of(catalog.get("other")) == {"mailer.example"}
    assert senders_of(catalog.get("acme")) == {"acme.example", "acme-legal.example"}


def test_a_letter_is_found_by_its_message_id_with_the_attempt_that_sent_it(catalog: Catalog) -> None:
    one = row("r-1", "acme")
    waiting = Waiting(catalog, [one])
    token = mail_reference("r-1")
    assert waiting.quoted_in([f"<{token}.a-17@mail.example>", token]) == {"r-1": (one, "a-17")}
    assert waiting.quoted_in([f"Re: [{token}]"]) == {"r-1": (one, None)}
    assert waiting.quoted_in(["<OPT-AAAAAAAAAA.a-17@mail.example>"]) == {}


def test_what_is_withdrawn_may_still_be_answered(catalog: Catalog) -> None:
    one = row("r-1", "acme", State.WITHDRAWN)
    waiting = Waiting(catalog, [one])
    assert [provider.slug for provider in waiting.writing_from("acme.example")] == ["acme"]
    assert waiting.quoted_in([mail_reference("r-1")]) == {"r-1": (one, None)}


def test_nobody_waits_for_a_provider_that_the_catalog_does_not_have(catalog: Catalog) -> None:
    assert Waiting(catalog, [row("r-2", "gone")]).quoted_in([mail_reference("r-2")]) == {}
