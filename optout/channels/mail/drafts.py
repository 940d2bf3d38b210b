"""Letters for people who give no password: files that their own mail program opens and sends."""

import os
import tempfile
from collections.abc import Collection
from email.message import EmailMessage
from pathlib import Path

from optout.errors import StorageFailure
from optout.requests.actions import Action

_LENGTH = len("OPT-K3J5Q2ZWXA")


def draft_path(folder: Path, reference: str, action: Action = Action.SUBMIT) -> Path:
    """Where the draft of a request's letter lies: ``OPT-....eml``, and ``OPT-...-remind.eml``.

    One file for each kind of letter: a later attempt's takes the place of an earlier one's.
    """
    kind = "" if action == Action.SUBMIT else f"-{action.value}"
    return folder / f"{reference}{kind}.eml"


def as_draft(letter: EmailMessage) -> bytes:
    """The letter as mail programs take it for one that is not sent yet.

    Its ``Message-ID`` says that it was not sent from here, whatever the program makes of it.
    """
    marked = str(letter["Message-ID"]).replace("@", ".draft@", 1)
    letter.replace_header("Message-ID", marked)
    letter["X-Unsent"] = "1"  # opens as a letter to be sent, in Outlook and Thunderbird among others
    return letter.as_bytes()


def write_draft(path: Path, raw: bytes) -> None:
    """Put the draft there, whole or not at all, for its owner only. Raises ``StorageFailure``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.chmod(0o700)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=".draft-", delete=False
        ) as beside:  # 0600
            try:
                _fill(beside.fileno(), raw)
                Path(beside.name).replace(path)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise StorageFailure(
            f"The draft of a letter could not be written ({type(error).__name__}).",
            kept="Nothing was sent.",
            todo="Check the folder for drafts and its disk.",
        ) from None


def drop_drafts(folder: Path, references: Collection[str]) -> int:
    """Delete every draft of these requests' letters; returns how many. Raises ``StorageFailure``."""
    found = [path for path in folder.glob("OPT-*.eml") if path.name[:_LENGTH] in references]
    try:
        for path in found:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageFailure(
            f"A draft could not be deleted ({type(error).__name__}).",
            todo="Delete the folder for drafts yourself.",
        ) from None
    return len(found)


def _fill(descriptor: int, raw: bytes) -> None:
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(descriptor)
