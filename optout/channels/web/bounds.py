"""How much of our time and memory one attempt on the web may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds, hops and bytes. ``expect_s`` is how long a loaded page may take to show its sign."""

    attempt_s: float = 60.0
    navigation_s: float = 20.0
    expect_s: float = 10.0
    close_s: float = 5.0
    redirects: int = 5
    document_bytes: int = 8 * 1024 * 1024
