"""The real brokers' definitions in a whole rehearsal: parents, children, checks, mails."""

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind
from optout.channels.web.browser_path import require_browser
from optout.rehearsal.cast import Cast
from optout.rehearsal.comparison import Truth
from optout.rehearsal.rehearsal import Wish, rehearse
from optout.rehearsal.result import Result
from optout.rehearsal.stage import Scene
from optout.running.planning import is_invented

BROKERS = [one for one in load_catalog() if one.kind == Kind.DATA_BROKER and not is_invented(one)]
REAL = tuple(one.slug for one in BROKERS)
UNREADABLE = ("private_reports",)
"""Shows its records to nobody but humans, so nothing is proven there."""


@pytest.fixture(scope="module")
def result() -> Result:
    """The person passes checks after 20 days, the last child follows its parent two weeks later, and
    who mails a code before each look is looked at again once a month."""
    browser = require_browser(None).path
    scene = Scene(cast=Cast(REAL))
    return rehearse(Wish(days=50, scene=scene), load_catalog(), lambda: browser)


def test_nothing_is_claimed_that_is_not_so_and_nothing_told_that_is_not_declared(result: Result) -> None:
    assert result.truth == Truth(0, 0, 0, 0)
    assert (result.disclosure.undeclared, result.disclosure.hidden_filled) == (0, 0)
    assert result.disclosure.fields_sent > 0
    assert result.evidence.ledger_ok


def test_every_broker_is_asked_once_and_its_removal_is_proven_where_it_can_be_read(
    result: Result,
) -> None:
    assert (result.requests, result.submitted) == (len(REAL), len(REAL))
    assert result.removed_proven == len(REAL) - len(UNREADABLE)
    assert result.sends.duplicates == 0
    assert result.paused_providers == ()
