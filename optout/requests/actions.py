"""The verbs: what can be due for a request."""

from enum import StrEnum


class Action(StrEnum):
    SEARCH = "search"
    SUBMIT = "submit"
    CONFIRM = "confirm"
    RECHECK = "recheck"
    ESCALATE = "escalate"

    @property
    def has_effect(self) -> bool:
        """Whether doing it twice would be seen by the provider as two requests."""
        return self in (Action.SUBMIT, Action.CONFIRM, Action.ESCALATE)
