"""From which domains a provider's mail comes, by its definition."""

from optout.catalog.definition import Provider
from optout.catalog.steps import hand_step


def mail_domains(provider: Provider) -> tuple[str, ...]:
    """Where its mail may come from and its links may lead: the domains of the mail that it is known to
    send, else all of its own; and those that a step by hand is answered from.
    """
    named = provider.mail.senders if provider.mail else provider.domains
    by_hand = hand_step(provider.submit)
    return *named, *(by_hand.answers_from if by_hand else ())
