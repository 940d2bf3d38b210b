"""The link of a step by hand, with the facts of the person whose request it is."""

from optout.catalog.steps import HandStep
from optout.channels.hand_address import HandAddress, hand_address
from optout.people.disclosure import facts_for
from optout.people.facts import MEANINGS, Facts
from optout.requests.actions import Action
from optout.running.installation import Installation
from optout.running.journal import Known
from optout.running.preparing import listing_of


def hand_link(
    installation: Installation, known: Known, step: HandStep, action: Action
) -> tuple[HandAddress, Facts]:
    """The address, and the facts that ``step.needs`` names and the profile has. Tells nothing."""
    person = installation.roster.get(known.row.subject_id)
    listing = listing_of(installation, person, known.standing, action)
    facts = facts_for(
        person.subject,
        dict.fromkeys(step.needs, "optional"),
        on=installation.clock.now().date(),
        listing_url=listing.address if listing else None,
    )
    return hand_address(step, installation.catalog.get(known.row.provider), facts), facts


def lacking_words(step: HandStep, address: HandAddress, facts: Facts) -> tuple[str, ...]:
    """What the profile would have to have for the link or the form to be filled; () where it does."""
    needed = [one for one, need in step.needs.items() if need == "required" and one not in facts]
    lacking = dict.fromkeys((*address.lacking, *needed)) if step.tells else {}
    if not lacking:
        return ()
    named = ", ".join(MEANINGS[one] for one in lacking)
    return (f"Your profile lacks what is to be filled in: {named}. Add it, or enter it there yourself.",)
