"""Where and how a contributor's code failed: its file and line, and the name that is at fault."""

import traceback
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CodeFault:
    """``what`` is the kind of error and the name it is about; never a message, which may hold values."""

    path: Path
    line: int
    what: str


def code_fault(error: Exception, folder: Path, otherwise: Path) -> CodeFault:
    """The innermost place below ``folder`` in the traceback; the first line of ``otherwise`` if none."""
    what = _words(error)
    if isinstance(error, SyntaxError) and error.filename:
        return CodeFault(Path(error.filename), error.lineno or 1, what)
    frames = reversed(traceback.extract_tb(error.__traceback__))
    own = next((one for one in frames if _is_below(Path(one.filename), folder)), None)
    return CodeFault(Path(own.filename), own.lineno or 1, what) if own else CodeFault(otherwise, 1, what)


def _is_below(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def _words(error: Exception) -> str:
    kind = type(error).__name__
    name = error.name if isinstance(error, NameError | AttributeError | ImportError) else None
    return f"{kind}: {name!r}" if name else kind
