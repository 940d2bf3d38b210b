"""Writing the wish into the files of a person's own site, where they lie on this machine."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from optout.channels.site.folder import Unwritable, merge_into
from optout.channels.site.own_domains import OwnDomain
from optout.channels.site.wishes import Wish
from optout.errors import WrongInput
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome


async def publish(
    sites: Mapping[str, Path], domains: Sequence[OwnDomain], wishes: Sequence[Wish]
) -> Outcome | None:
    """None: every file of every domain says it now. An outcome: a person has to, and why."""
    folders = [sites.get(domain.name) for domain in domains]
    if None in folders:
        return _by_hand("the settings name no folder for the site")
    try:
        for folder in filter(None, folders):
            for wish in wishes:
                await asyncio.to_thread(merge_into, folder, wish.file, wish.added_to)
    except Unwritable as error:
        return _by_hand(str(error))
    except WrongInput as error:
        return _by_hand(error.what)
    return None


def _by_hand(why: str) -> Outcome:
    return Outcome(Answer.PERSON, Failure.BY_HAND, detail=why)
