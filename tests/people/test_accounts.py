"""Where a profile shows that its person has an account."""

from typing import Any

import pytest

from optout.people.accounts import has_account
from optout.people.subject import Subject


def subject(**facts: Any) -> Subject:
    plain = {"names": [{"given": "Ada", "family": "Sample"}], "emails": ["ada@mail.example"]}
    return Subject.model_validate(plain | facts)


@pytest.mark.parametrize(
    ("facts", "domain"),
    [
        ({"accounts": ["chatgpt.com"]}, "chatgpt.com"),
        ({"accounts": ["google.com"]}, "myactivity.google.com"),
        ({"accounts": ["amazon.com"]}, "www.amazon.com"),
        ({"accounts": ["gemini.google.com"]}, "google.com"),
        ({"profiles": ["https://www.linkedin.com/in/ada"]}, "linkedin.com"),
        ({"profiles": ["https://facebook.com/ada"]}, "www.facebook.com"),
        ({"sites": ["https://ada.tumblr.com/"]}, "tumblr.com"),
        ({"github_accounts": ["ada"]}, "github.com"),
        ({"repositories": ["ada/loom"]}, "github.com"),
        ({"bluesky_handles": ["ada.social.example"]}, "bsky.app"),
        ({"videos": ["abcdefghi_1"]}, "youtube.com"),
    ],
)
def test_an_account_is_seen_where_the_profile_shows_it(facts: dict[str, Any], domain: str) -> None:
    assert has_account(subject(**facts), ["other.example", domain])
    assert not has_account(subject(**facts), ["other.example"])


@pytest.mark.parametrize(
    ("facts", "domain"),
    [
        ({"accounts": ["google.com"]}, "notgoogle.com"),
        ({"accounts": ["mygoogle.com"]}, "google.com"),
        ({"sites": ["https://platform.example/"]}, "accounts.platform.example"),
        ({"emails": ["ada@gmail.com"]}, "gmail.com"),
        ({"usernames": ["ada"]}, "github.com"),
    ],
)
def test_what_only_looks_like_an_account_is_none(facts: dict[str, Any], domain: str) -> None:
    assert not has_account(subject(**facts), [domain])
