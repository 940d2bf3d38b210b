"""A word to the person while something takes long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from optout.cli.output import progress

AFTER = 2.0
"""Seconds without a word."""
_AGAIN = 10.0


@contextmanager
def told_when_slow(message: str, say: Callable[[str], None] | None = None) -> Iterator[None]:
    """Say ``message`` once what is done inside takes two seconds, and every ten seconds after that.

    It goes to standard error, or to ``say``.
    """
    done = Event()
    speaker = Thread(target=_speak, args=(message, done, say or progress), daemon=True)
    speaker.start()
    try:
        yield
    finally:
        done.set()
        speaker.join()


def _speak(message: str, done: Event, say: Callable[[str], None]) -> None:
    pause = AFTER
    while not done.wait(pause):
        say(message)
        pause = _AGAIN
