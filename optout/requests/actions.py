"""The verbs: what can be due for a request."""

from enum import StrEnum


class Action(StrEnum):
    SEARCH = "search"
    SUBMIT = "submit"
    CONFIRM = "confirm"
    RECHECK = "recheck"
    REMIND = "remind"
    APPEAL = "appeal"
    ESCALATE = "escalate"

    @property
    def has_effect(self) -> bool:
        """Whether doing it twice would be seen by the provider as two requests."""
        return self not in (Action.SEARCH, Action.RECHECK)
