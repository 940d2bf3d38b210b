"""The format's expectations as checks."""

from collections.abc import Sequence

from optout.catalog.importing.ddg.actions import Expectation
from optout.catalog.selectors import Check


def checks(expectations: Sequence[Expectation]) -> tuple[Check, ...]:
    """One check for each; one that may fail silently is optional. The format waits for what is there.

    Whether it shows is not asked: the token of a challenge that passed by itself never does.
    """
    return tuple(_check(one) for one in expectations)


def shown(every: Sequence[Check]) -> tuple[Check, ...]:
    """The same as a sign that something worked: what shows only now, not what was there all along."""
    return tuple(check.model_copy(update={"hidden": False}) for check in every)


def required(every: Sequence[Check]) -> tuple[Check, ...]:
    """The same, all of which must show for something to be done because of it."""
    return tuple(check.model_copy(update={"optional": False}) for check in shown(every))


def _check(one: Expectation) -> Check:
    if one.type == "url":
        return Check(address=one.expect, optional=one.fail_silently)
    return Check(
        at=one.selector,
        text=one.expect,
        within=one.parent,
        optional=one.fail_silently,
        hidden=one.type == "element",
    )
