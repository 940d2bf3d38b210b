"""The format's expectations as checks."""

from collections.abc import Sequence

from optout.catalog.importing.ddg.actions import Expectation
from optout.catalog.selectors import Check


def checks(expectations: Sequence[Expectation]) -> tuple[Check, ...]:
    """One check for each; one that may fail silently is optional."""
    return tuple(_check(one) for one in expectations)


def required(every: Sequence[Check]) -> tuple[Check, ...]:
    """The same, all of which must show."""
    return tuple(check.model_copy(update={"optional": False}) for check in every)


def _check(one: Expectation) -> Check:
    if one.type == "url":
        return Check(address=one.expect, optional=one.fail_silently)
    return Check(at=one.selector, text=one.expect, within=one.parent, optional=one.fail_silently)
