"""What a person does to their own site where no folder of it is known: the exact lines. Pure."""

from collections.abc import Iterator

from optout.catalog.automation import ProofOffered
from optout.catalog.steps import Published
from optout.channels.site.wishes import Wish, wishes_of


def steps_by_hand(published: Published, proof: ProofOffered | None = None) -> tuple[str, ...]:
    """Numbered, as they are shown with a task; at the end what ``proof`` leaves open."""
    doing = [line for wish in wishes_of(published) for line in _for(wish)]
    ending = (
        "Answer: done. What your site then serves is looked at for you, now and again later.",
        "To have it done by itself the next time, name your site's folder in [sites] of settings.toml.",
    )
    numbered = [f"{number}. {line}" for number, line in enumerate((*doing, *ending), start=1)]
    left_open = proof.does_not_prove if proof else None
    return (*numbered, *([f"What it does not prove: {left_open}"] if left_open else []))


def _for(wish: Wish) -> Iterator[str]:
    yield f"Open the file {wish.file} at the top of your own site; make one if there is none."
    yield f"Add these lines at its end: {' / '.join(wish.lines)} (a slash between spaces is a new line)."
    yield f"Open https://<your site>/{wish.file} in a browser, and see that they are there."
