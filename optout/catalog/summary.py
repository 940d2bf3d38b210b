"""One provider in one row: what a list or a report says about it."""

from optout.catalog.definition import Provider


def summary(provider: Provider, covered_by: str | None = None) -> dict[str, object]:
    """The row, with JSON values only. ``never_seen_live`` is None for what a canary verified.

    ``covered_by``: for an imported one, the better defined provider that is asked in its place.
    """
    return {
        "slug": provider.slug,
        "name": provider.name,
        "kind": provider.kind.value,
        "tier": provider.tier.value,
        "right": provider.right.value,
        "country": provider.country,
        "channels": channels(provider),
        "confidence": provider.confidence.value if provider.confidence else None,
        "automation": provider.automation.value,
        "recheck": provider.recheck.value,
        "proof": provider.proof.rung.value if provider.proof else None,
        "as_of": provider.as_of.isoformat(),
        "expires": provider.expires.isoformat(),
        "offers_nothing": provider.offers_nothing,
        "never_seen_live": provider.never_seen_live,
        "covered_by": covered_by,
        "verified_on": provider.verified_on.isoformat() if provider.verified_on else None,
    }


def channels(provider: Provider) -> list[str]:
    """The channels its steps use, in the order of the steps, each once."""
    steps = (provider.search, provider.submit, provider.confirm)
    return list(dict.fromkeys(step.channel for step in steps if step))
