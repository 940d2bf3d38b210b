"""What a provider would learn of a person, by its definition: the thing that a person agrees to."""

from dataclasses import dataclass

from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep, AttestStep, HandStep, MailStep, SiteStep, Step, hand_step
from optout.people.facts import IMPERSONAL


@dataclass(frozen=True, slots=True)
class Learning:
    """Kinds of facts, and the domains that may be told them; both sorted. No values."""

    meanings: tuple[str, ...]
    recipients: tuple[str, ...]


def untold(step: Step) -> tuple[str, ...]:
    """What the step needs and tells nobody."""
    return step.untold if isinstance(step, ApiStep) else ()


def learning(provider: Provider) -> Learning:
    """Everything that any step of the definition may tell anybody, optional facts included.

    Of what only the person does: what a window of ours would tell, should they open it.
    """
    steps = [step for step in (provider.search, provider.submit, provider.confirm) if step is not None]
    ours = [step for step in steps if not isinstance(step, HandStep | AttestStep | SiteStep)]
    with_them = [hand for hand in map(hand_step, steps) if hand is not None and hand.tells]
    meanings = {one for step in (*ours, *with_them) for one in step.needs if one not in untold(step)}
    meanings -= IMPERSONAL
    if any(isinstance(step, MailStep) for step in ours):
        meanings.add("email")  # a letter tells from where it comes
    mailed = {step.to.rpartition("@")[2] for step in ours if isinstance(step, MailStep)}
    chosen = {step.base_setting for step in ours if isinstance(step, ApiStep) and step.base_setting}
    return Learning(
        meanings=tuple(sorted(meanings)),
        recipients=tuple(
            sorted(
                {*provider.domains, *provider.loads_from, *mailed, *(f"your {name}" for name in chosen)}
            )
        ),
    )
