"""Accounts that alone bring nothing into a plan are told, with what would."""

from typing import Any

import pytest

from optout.catalog.catalog import load_catalog
from optout.report.idle_accounts import IdleAccount, idle_accounts
from optout.report.left_out import left_out
from optout.running.planning import is_invented, usable
from tests.report.test_left_out import SWITCH, having, needing, provider

REAL = [one for one in load_catalog() if usable(one) and not is_invented(one)]


@pytest.mark.parametrize("account", ["acme.example", "www.acme.example", "ac.me"])
def test_an_account_that_brings_something_in_is_not_told(account: str) -> None:
    one = provider(submit=SWITCH, account_domains=["ac.me"])
    assert idle_accounts(having(accounts=[account]), [one]) == []


def test_an_account_that_nobody_knows_is_told() -> None:
    one = provider(submit=SWITCH)
    assert idle_accounts(having(accounts=["acme.example", "other.example"]), [one]) == [
        IdleAccount("other.example", ())
    ]


def test_where_a_thing_is_asked_about_it_is_named_until_the_profile_has_it() -> None:
    one = provider(submit=needing(x_bluesky_handle="required"))
    facts: dict[str, Any] = {"accounts": ["acme.example"]}
    assert idle_accounts(having(**facts), [one]) == [IdleAccount("acme.example", ("x-bluesky-handle",))]
    assert idle_accounts(having(**facts, bluesky_handles=["ada.acme.example"]), [one]) == []


@pytest.mark.parametrize(
    ("account", "slug"),
    [
        ("gmail.com", "google_gemini"),
        ("gemini.google.com", "google_gemini"),
        ("openai.com", "openai_chatgpt"),
        ("anthropic.com", "anthropic_claude"),
        ("instagram.com", "meta_ai_objection"),
        ("facebook.com", "meta_ai_objection"),
        ("bing.com", "microsoft_copilot"),
        ("twitter.com", "x_grok"),
        ("lnkd.in", "linkedin_ai_training"),
        ("amazon.de", "amazon_alexa"),
        ("github.com", "github_copilot"),
    ],
)
def test_names_that_people_use_for_a_service_bring_its_switch_in(account: str, slug: str) -> None:
    (one,) = [each for each in REAL if each.slug == slug]
    assert left_out(one, having()) is not None
    assert left_out(one, having(accounts=[account])) is None
    assert idle_accounts(having(accounts=[account]), REAL) == []


def test_an_account_at_bluesky_asks_for_the_handle() -> None:
    (one,) = idle_accounts(having(accounts=["bsky.app"]), REAL)
    assert one.wants == ("x-bluesky-handle",)
