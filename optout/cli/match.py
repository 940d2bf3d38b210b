"""``optout match``: whose are these listings? Nothing is sent, and no vault is needed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import json_option

if TYPE_CHECKING:
    from optout.matching.match import Match


@click.command()
@click.option(
    "--subject", "profile", type=click.Path(path_type=Path), required=True, help="The person's profile."
)
@click.option(
    "--listings",
    type=click.Path(path_type=Path),
    required=True,
    help="Listings, one JSON object a line.",
)
@json_option
def match(profile: Path, listings: Path, as_json: bool) -> None:
    """Say of every listing whether it is the person's: same, possible or different, and why.

    With --json one JSON object per line, in the order of the listings.
    """
    from optout.matching.listing_file import read_listings
    from optout.matching.match import Matcher
    from optout.people.profile import read_profile

    matcher = Matcher(read_profile(profile))
    for listing in read_listings(listings):
        found = matcher.match_listing(listing)
        click.echo(_json(listing.id, found) if as_json else _words(listing.id, found))


def _json(listing: str, found: "Match") -> str:
    value = {
        "id": listing,
        "decision": found.decision.value,
        "score": found.score,
        "why": list(found.why),
    }
    return json.dumps(value, ensure_ascii=False)


def _words(listing: str, found: "Match") -> str:
    return f"{listing}: {found.decision.value} ({found.score:.2f}): {', '.join(found.why)}"
