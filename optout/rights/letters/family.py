"""Laws that are invoked in the same words are a family."""

from optout.rights.law import Law
from optout.rights.letters.order import families

NO_LAW, US_STATE, OTHER = "none", "us_state", "other"


def family_of(law: Law | None) -> str:
    """A law with words of its own is its own family; the acts of US states, and all others, are two."""
    if law is None:
        return NO_LAW
    if law.slug in families():
        return law.slug
    return US_STATE if law.jurisdiction.startswith("US-") else OTHER
