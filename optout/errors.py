"""What went wrong, what was kept and what to do next; each kind with its exit code.

The exit codes are part of the command line's contract and are documented in
``docs/reference/commands.md``. No message ever contains personal data.
"""


class OptoutError(Exception):
    """A failure that a user can understand: one sentence each for what, kept and next."""

    exit_code = 1

    def __init__(self, what: str, *, kept: str = "", todo: str = "") -> None:
        super().__init__(" ".join(part for part in (what, kept, todo) if part))
        self.what = what
        self.kept = kept
        self.todo = todo

    def as_json(self) -> dict[str, object]:
        return {
            "error": type(self).__name__,
            "what": self.what,
            "kept": self.kept,
            "todo": self.todo,
            "exit_code": self.exit_code,
        }


class WrongInput(OptoutError):
    """A profile, definition, setting or argument that cannot be used as it is."""

    exit_code = 2


class Locked(OptoutError):
    """The vault cannot be opened: no key, a wrong passphrase, a damaged key file."""

    exit_code = 3


class Busy(OptoutError):
    """Another process works on the same laptop database."""

    exit_code = 4


class OutsideFailure(OptoutError):
    """Something outside this machine could not be reached or refused to work with us."""

    exit_code = 5


class StorageFailure(OptoutError):
    """The database or the disk: full, damaged, or written by a newer version."""

    exit_code = 6


class UntrueClaim(OptoutError):
    """A rehearsal's truth figures are not all zero, or evidence does not verify."""

    exit_code = 7
