"""Under which field of a profile a kind of fact stands: what somebody adds whose profile lacks it."""

from collections.abc import Iterable, Mapping

from optout.people.facts import MEANINGS

FIELDS: Mapping[str, str] = {
    "name": "names",
    "given-name": "names",
    "additional-name": "names",
    "family-name": "names",
    "email": "emails",
    "tel": "phones",
    "street-address": "addresses",
    "address-line1": "addresses",
    "address-level1": "addresses",
    "address-level2": "addresses",
    "postal-code": "addresses",
    "country": "addresses",
    "country-name": "addresses",
    "x-place": "addresses",
    "x-state-of-residence": "addresses",
    "bday": "birth_date",
    "bday-day": "birth_date",
    "bday-month": "birth_date",
    "bday-year": "birth_date",
    "x-age": "birth_date",
    "username": "usernames",
    "url": "sites",
    "x-domain": "sites",
    "x-image-url": "images",
    "x-image-hash": "image_hashes",
    "x-profile-url": "profiles",
    "x-github-account": "github_accounts",
    "x-repository": "repositories",
    "x-bluesky-handle": "bluesky_handles",
    "x-video-id": "videos",
}
"""Field by meaning; what is made or received during a request stands in none."""

ADD = "optout person show > profile.yaml, add it there, then optout person set --from profile.yaml"


def field_words(meanings: Iterable[str]) -> str:
    """Each field once, with what it holds: ``videos (id of an own YouTube video)``."""
    known: dict[str, list[str]] = {}
    for meaning in meanings:
        if meaning in FIELDS:
            known.setdefault(FIELDS[meaning], []).append(MEANINGS[meaning])
    return ", ".join(f"{field} ({', '.join(words)})" for field, words in known.items())
