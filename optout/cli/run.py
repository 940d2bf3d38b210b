"""``optout run``: do what is due and return, or stay."""

import signal
from dataclasses import asdict
from types import FrameType
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress

if TYPE_CHECKING:
    from optout.running.shift import Shift

_PATIENCE_S = 600.0
"""For letters that wait for the mailbox's pace; the rest waits for the next run."""


@click.command()
@click.option("--watch", is_flag=True, help="Stay, and do what is due when it is due.")
@json_option
def run(watch: bool, as_json: bool) -> None:
    """Do what is due now, then return (for cron); or stay with --watch. Ctrl-C stops cleanly."""
    from optout.cli.session import installation, settings
    from optout.running.shift import open_shift

    chosen = settings()
    with installation(chosen) as opened, open_shift(chosen, opened, tell=_tell) as shift:
        stop = _stop_on_signals(shift)
        done = shift.stay() if watch else _once(shift)
        value: dict[str, object] = {
            "attempts": done,
            "stopped": stop["asked"],
            "next_at": shift.next_at,
            "open_tasks": shift.open_tasks,
            "quiet": asdict(shift.quiet) if shift.quiet else None,
            "mail_trouble": shift.mail_trouble,
            "browser_trouble": shift.browser_trouble,
        }
    emit(value, as_json, lambda: _words(value))


def _once(shift: "Shift") -> int:
    """Do what is due; letters that wait for their turn within the next minutes are due as well."""
    done, left = shift.once(), _PATIENCE_S
    while (seconds := shift.next_letters_in()) is not None and seconds < left:
        progress(f"More letters wait; the next leave in {seconds:.0f} seconds. Ctrl-C: later.")
        if not shift.rest(seconds):
            break
        done, left = done + shift.once(), left - max(seconds, 1.0)
    return done


def _stop_on_signals(shift: "Shift") -> dict[str, bool]:
    asked = {"asked": False}

    def stop(_signal: int, _frame: FrameType | None) -> None:
        asked["asked"] = True
        progress("Stopping: what is under way is finished first; nothing is lost.")
        shift.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return asked


def _tell(done: int) -> None:
    progress(f"{done} looked after")


def _words(value: dict[str, object]) -> str:
    when, waiting = value["next_at"], value["open_tasks"]
    ahead = f"Next: {when:%Y-%m-%d %H:%M} UTC." if when else "Nothing else is due by itself."
    lines = [f"{value['attempts']} looked after. {ahead}"]
    if isinstance(quiet := value["quiet"], dict):
        until = f"{quiet['until']:%H:%M} UTC"
        lines.append(f"{quiet['requests']} wait for the end of the quiet hours ({until}).")
    if value["mail_trouble"]:
        lines.append(f"Your mailbox could not be read, so answers are late: {value['mail_trouble']}")
    if value["browser_trouble"]:
        lines.append(f"What needs a browser waits: {value['browser_trouble']}")
    if waiting:
        lines.append(f"{waiting} wait for you: optout tasks")
    return "\n".join(lines)
