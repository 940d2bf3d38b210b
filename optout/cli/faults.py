"""What is said and kept when a command stops unexpectedly. Never a message text or a value:
they may hold personal data; only exception types and places in the code."""

import sys
import traceback
from datetime import datetime
from pathlib import Path

_LOG = "log/faults.log"


def place(error: BaseException) -> str:
    """The innermost place of our own code in the traceback, as ``optout/x/y.py:12``."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "optout" in Path(frame.filename).parts] or frames
    if not own:
        return "an unknown place"
    parts = Path(own[-1].filename).parts
    start = len(parts) - 1 - parts[::-1].index("optout") if "optout" in parts else len(parts) - 1
    return f"{'/'.join(parts[start:])}:{own[-1].lineno}"


def redacted(error: BaseException) -> str:
    """The traceback of ``error`` and its causes: types, files, lines, code; no messages, no values."""
    lines = [type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line or ''}")
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        lines.append("after")
        lines.append(redacted(cause))
    return "\n".join(lines)


def log_fault(error: BaseException, home: Path, at: datetime) -> Path | None:
    """Append the redacted traceback to the log; None where the log cannot be written."""
    path = home / _LOG
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(
                f"{at.isoformat()} optout on Python {sys.version.split()[0]}\n{redacted(error)}\n\n"
            )
    except OSError:
        return None
    return path
