"""What counts as a site's word that it honours the signal, and what does not."""

from datetime import date

import pytest

from optout.channels.web.gpc_signs import (
    NOTHING_DECLARED,
    Declaration,
    Verdict,
    declaration,
    shown_only_with,
    verdict,
)


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (b'{"gpc": true, "lastUpdate": "2026-02-03"}', Declaration(True, date(2026, 2, 3))),
        (b'{"gpc": false}', Declaration(False)),
        (b'{"gpc": true, "lastUpdate": "yesterday", "more": 1}', Declaration(True)),
    ],
)
def test_the_support_file_declares(body: bytes, declared: Declaration) -> None:
    assert declaration(200, body) == declared


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b'{"gpc": true}'),
        (200, b"<html>not here</html>"),
        (200, b'{"gpc": "true"}'),
        (200, b'{"gpc": 1}'),
        (200, b'[{"gpc": true}]'),
        (200, b"\xff\xfe"),
        (200, b"[" * 50_000),
        (200, b'{"gpc": true, "x": "' + b"x" * 70_000 + b'"}'),
    ],
)
def test_anything_else_declares_nothing(status: int, body: bytes) -> None:
    assert declaration(status, body) == NOTHING_DECLARED


@pytest.mark.parametrize(
    "line",
    [
        "Opt-Out Request Honored",
        "Your opt-out preference signal has been honored.",
        "We detected Global Privacy Control in your browser.",
        "GPC signal recognized: you are opted out",
        "We have honoured your GPC  signal",
    ],
)
def test_a_line_that_stands_only_with_the_signal_is_shown(line: str) -> None:
    shown = shown_only_with(f"Welcome\n{line}\nPrices", "Welcome\nPrices")
    assert shown == (" ".join(line.split()),)
    assert shown_only_with(f"Welcome\n{line}", f"{line}\nWelcome") == ()


@pytest.mark.parametrize(
    "line",
    [
        "If we detect Global Privacy Control, we honor it.",
        "We do not honor the Global Privacy Control signal.",
        "Your browser sends GPC",
        "Opt out of our newsletter",
        "Honored guests",
        "",
    ],
)
def test_other_lines_say_nothing_of_this_visit(line: str) -> None:
    assert shown_only_with(f"Welcome\n{line}", "Welcome") == ()


@pytest.mark.parametrize(
    ("declared", "shown", "looked", "expected"),
    [
        (Declaration(False), ("GPC honored",), True, Verdict.SHOWN),
        (Declaration(True), (), True, Verdict.DECLARED),
        (Declaration(False), (), False, Verdict.DENIED),
        (NOTHING_DECLARED, (), True, Verdict.NO_SIGN),
        (NOTHING_DECLARED, (), False, Verdict.UNKNOWN),
    ],
)
def test_the_verdict_is_the_most_that_was_seen(
    declared: Declaration, shown: tuple[str, ...], looked: bool, expected: Verdict
) -> None:
    assert verdict(declared, shown, looked) == expected
