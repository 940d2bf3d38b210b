from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from optout.catalog.definition import ExpectedMail, Kind, Provider, Source, Tier
from optout.catalog.steps import HandStep, MailStep
from optout.channels.attempt import Attempt
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.rights import Right

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def make_provider() -> Callable[..., Provider]:
    def make(
        needs: dict[str, str] | None = None,
        mail: ExpectedMail | None = None,
        to: str = "privacy@acme.example",
        **changes: Any,
    ) -> Provider:
        fields: dict[str, Any] = {
            "slug": "acme",
            "name": "Acme People",
            "kind": Kind.DATA_BROKER,
            "country": "US",
            "domains": ("acme.example",),
            "tier": Tier.DRAFT,
            "never_seen_live": "everything",
            "right": Right.DELETE,
            "tracks": "standing",
            "submit": MailStep.model_validate({"channel": "mail", "to": to, "needs": needs or {}}),
            "sources": (Source(what="invented", as_of=date(2026, 1, 1)),),
        }
        if mail:
            confirm = HandStep(channel="hand", url="https://acme.example/", instructions=("confirm",))
            fields |= {"mail": mail, "confirm": confirm}
        return Provider(**(fields | changes))

    return make


@pytest.fixture(scope="session")
def make_attempt(make_provider: Callable[..., Provider]) -> Callable[..., Attempt]:
    def make(
        needs: dict[str, str] | None = None,
        facts: dict[str, tuple[str, ...]] | None = None,
        action: Action = Action.SUBMIT,
        provider: Provider | None = None,
        **changes: Any,
    ) -> Attempt:
        fields: dict[str, Any] = {
            "id": "a1",
            "provider": provider or make_provider(needs),
            "action": action,
            "facts": Facts(facts or {}),
            "at": AT,
            "reference": "OPT-AAAABBBB22",
        }
        return Attempt(**(fields | changes))

    return make


@pytest.fixture(scope="session")
def linking(make_provider: Callable[..., Provider]) -> Provider:
    return make_provider(
        mail=ExpectedMail(senders=("acme.example",), expects="link", link_path="/confirm/")
    )


@pytest.fixture(scope="session")
def coding(make_provider: Callable[..., Provider]) -> Provider:
    expected = ExpectedMail(senders=("mailer.example",), expects="code", code=r"code is:?\s+(\d{6})\b")
    return make_provider(mail=expected)
