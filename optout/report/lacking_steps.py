"""What to do about a setting or a fact that is missing: which, where it goes, and what follows."""

from collections.abc import Iterator

from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep
from optout.channels.site.own_pages import MEANING
from optout.people.disclosure import facts_for
from optout.people.profile_fields import ADD, field_words
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.state import Task
from optout.running.attempting import step_for
from optout.running.installation import Installation
from optout.running.journal import Known
from optout.running.reading_back import goes_before, lack_of_read

_READS = (Action.SEARCH, Action.RECHECK)


def lacking_steps(
    installation: Installation, known: Known, provider: Provider, task: Task
) -> tuple[str, ...]:
    """The steps, the first thing first; () where the task is about nothing that is missing."""
    if task.failure == Failure.SETTING_MISSING:
        told = [*_settings(installation, provider, task.action)]
    elif task.failure == Failure.FACT_MISSING:
        told = [*_facts(installation, known, provider, task.action)]
    else:
        return ()
    if not told:
        return ()
    without = f"Or go on without the read-back: optout plan --only {provider.slug} --accept"
    may_go_on = task.action in _READS and goes_before(provider)
    return (*told, "Then answer: done", *([without] if may_go_on else ()))


def _settings(installation: Installation, provider: Provider, action: Action) -> Iterator[str]:
    step = step_for(provider, action)
    if not isinstance(step, ApiStep):
        return
    for name in step.requires:
        if name not in installation.settings_given:
            yield f"Set {name} in settings.toml, under [secrets]: {step.settings[name]}"


def _facts(
    installation: Installation, known: Known, provider: Provider, action: Action
) -> Iterator[str]:
    subject = installation.roster.get(known.row.subject_id).subject
    today = installation.clock.now().date()
    if action in _READS:
        missing = lack_of_read(provider, subject, installation.settings_given, today).facts
    else:
        needs = step_for(provider, action).needs
        facts = facts_for(subject, dict.fromkeys(needs, "optional"), on=today)
        missing = tuple(one for one, need in needs.items() if need == "required" and one not in facts)
    there = f", on {provider.domains[0]}" if MEANING in missing and action in _READS else ""
    if fields := field_words(missing):
        yield f"Add {fields}{there} to your profile: {ADD}"
