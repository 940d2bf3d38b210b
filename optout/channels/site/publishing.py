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

NO_FOLDER = "the settings name no folder for the site"


async def publish(
    sites: Mapping[str, Path], domains: Sequence[OwnDomain], wishes: Sequence[Wish]
) -> Outcome | None:
    """None: every file of every domain says it now. An outcome: a person has to, and why.

    What can be written is written, also where something else cannot: the outcome says both.
    """
    refused = {}
    for number, domain in enumerate(domains, 1):
        for wish in wishes:
            why = await _write(sites.get(domain.name), wish)
            if why is not None:
                refused[number, wish.file] = why
    return _by_hand(refused, len(domains), len(domains) * len(wishes)) if refused else None


async def _write(folder: Path | None, wish: Wish) -> str | None:
    if folder is None:
        return NO_FOLDER
    try:
        await asyncio.to_thread(merge_into, folder, wish.file, lambda text: _effective(wish, text))
    except Unwritable as error:
        return str(error)
    except WrongInput as error:
        return error.what
    return None


def _effective(wish: Wish, text: str) -> str:
    """Raises ``WrongInput`` instead of a text that would have no effect."""
    own = wish.in_the_way(text)
    if own is not None:
        raise WrongInput(f"What stands there would win, so nothing was written: {own}.")
    return wish.added_to(text)


def _by_hand(refused: Mapping[tuple[int, str], str], sites: int, files: int) -> Outcome:
    """Sites are numbered as in the profile: an outcome names none."""
    told = [
        (f"site {number}, " if sites > 1 else "") + f"{file}: {why.rstrip('.')}"
        for (number, file), why in refused.items()
    ]
    done = files - len(refused)
    written = [f"{done} of {files} files say it now"] if done else []
    return Outcome(Answer.PERSON, Failure.BY_HAND, detail="; ".join([*told, *written]))
