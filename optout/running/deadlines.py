"""When a provider must have answered, by the law that its definition names."""

from datetime import datetime

from optout.catalog.definition import Provider
from optout.rights.deadline import answer_by
from optout.rights.law import law


def deadline_of(provider: Provider, received: datetime) -> datetime | None:
    """None where the definition names no law."""
    return answer_by(law(provider.law).answer, received) if provider.law else None
