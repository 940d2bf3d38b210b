"""What the part of a robots.txt says that optout wrote before, so that more can be added to it. Pure."""

from optout.signals.robots import Key, decided, read, read_lines
from optout.signals.robots_writing import Preferences, block_of


def tokens_in(text: str) -> tuple[str, ...]:
    """The agents that are refused everything there; others may be named there for the preferences."""
    block = block_of(text)
    robots, lines = read(block), read_lines(block)
    named = (line.value.decode("ascii", "replace") for line in lines if line.key is Key.USER_AGENT)
    refused = (name for name in named if name != "*" and not decided(robots, name, "/").allowed)
    return tuple(dict.fromkeys(refused))


def preferences_in(text: str) -> Preferences:
    """The preferences that are stated there."""
    said = {line.name: line.value.decode("ascii", "replace") for line in read_lines(block_of(text))}
    return Preferences(
        content_usage=said.get("content-usage", ""),
        content_signal=said.get("content-signal", ""),
        license_url=said.get("license", ""),
    )
