"""A place that was not asked for want of what only the person can give: of what, and what to do."""

from collections.abc import Mapping
from datetime import date

from optout.catalog.definition import Provider
from optout.people.profile_fields import ADD, field_words
from optout.people.subject import Subject
from optout.requests.failures import MEANING, Failure
from optout.running.finding_looks import Look
from optout.running.finding_places import lacking
from optout.running.finding_verdicts import Found
from optout.running.reading_back import lack_of_read

NOTHING = "Nothing was asked: your profile has nothing that is looked for there."


def what_lacks(
    found: Found, provider: Provider, look: Look, subject: Subject, secrets: Mapping[str, str], on: date
) -> dict[str, object]:
    """What the detail says of it; nothing where the search did not stop for want of anything."""
    if look.outcome.failure == Failure.SETTING_MISSING:
        return _settings(lacking(provider, secrets))
    if look.outcome.failure != Failure.FACT_MISSING:
        return {}
    searched = provider.search.needs if provider.search else {}
    missing = lack_of_read(provider, subject, secrets, on).facts
    fields = field_words(missing if found.thing is not None else missing or searched)
    todo = {"todo": f"add {fields} to your profile: {ADD}"} if fields else {}
    return {**({"words": NOTHING} if found.thing is None else {}), **todo}


def _settings(lacks: Mapping[str, str]) -> dict[str, object]:
    why = Failure.SETTING_MISSING
    todo = "; ".join(f"set {name} in [secrets] of settings.toml" for name in lacks)
    told: dict[str, object] = {"why": why.value, "words": MEANING[why].sentence}
    return told | ({"settings": dict(lacks), "todo": todo} if lacks else {})
