"""When a provider must have answered, by the law that its definition names."""

from datetime import datetime

from optout.catalog.definition import Provider
from optout.rights.deadline import answer_by
from optout.rights.table import law


def deadline_of(provider: Provider, received: datetime) -> datetime | None:
    """None where the definition names no law, or one that sets no time."""
    if provider.law is None:
        return None
    wait = law(provider.law, provider.right, received.date()).answer
    return answer_by(wait, received) if wait else None
