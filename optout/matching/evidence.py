"""What one fact of a listing says about whose it is, as weights that add up.

The method is that of Fellegi and Sunter (A Theory for Record Linkage, 1969): a weight is the natural
logarithm of how much likelier the fact is when the listing is the person's than when it is not.
There are two ways of being somebody else's, so there are two weights: a stranger, and a relative of
the same name (a father and his son), who shares the place and the telephone but not the age.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """``why`` is said to people and names no value."""

    why: str
    stranger: float
    relative: float = 0.0
    against: bool = False
    """It speaks against the person: without a good score the listing is somebody else's."""
    excludes: bool = False
    """It cannot be the person."""
    doubtful: bool = False
    """It fits so loosely that the listing is *possible* at most."""
    uneasy: bool = False
    """It fits less well than it should: *same* needs a better score."""
