"""Subjects who live somewhere."""

from typing import Any

from optout.people.subject import Subject


def subject(country: str | None = None, region: str | None = None, **more: Any) -> Subject:
    """Somebody who lives there; nowhere that is known without a country."""
    here = {"locality": "Springfield", "region": region, "country": country}
    addresses = [*more.pop("past", []), *([here] if country else [])]
    return Subject.model_validate(
        {
            "names": [{"given": "Ada", "family": "Example"}],
            "emails": ["ada@mail.example"],
            "addresses": addresses,
            **more,
        }
    )
