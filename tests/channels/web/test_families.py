"""Which facts a box must not be given, whatever a definition's hint says."""

import pytest

from optout.channels.web.families import conflict


@pytest.mark.parametrize(
    ("wanted", "understood", "conflicts"),
    [
        ("email", "x-request-type", True),
        ("tel", "x-consent", True),
        ("x-code", "x-reason", True),
        ("name", "x-request-type", False),
        ("email", "x-code", True),
        ("email", "tel", True),
        ("email", "email", False),
        ("email", None, False),
        ("given-name", "family-name", True),
        ("given-name", "name", False),
        ("postal-code", "address-level2", False),
    ],
)
def test_a_hint_does_not_overrule_what_a_box_asks_for(
    wanted: str, understood: str | None, conflicts: bool
) -> None:
    assert conflict(wanted, understood) is conflicts
