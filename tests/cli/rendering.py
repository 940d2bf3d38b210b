"""Letters that tests of the command line ask for, and what is said of them."""

import io
from pathlib import Path

from tests.cli.calling import Caller, Said

SIGNED = ("--signed", "2026-11-20")
KNOWN = ("--reference", "OPT-AAAABBBB22")
REMINDER = ("--law", "gdpr_17", "--stage", "reminder", *KNOWN, "--asked-on", "2026-03-02")
COMPLAINT = ("--law", "gdpr_17", "--stage", "complaint", *KNOWN, "--asked-on", "2026-03-02")
REFUSED = (*COMPLAINT[2:], "--refused-on", "2026-03-09")
AGENT = (
    *("--role", "agent", "--agent-name", "Helping Hands", "--agent-email", "desk@hands.example"),
    *("--permission-signed-on", "2026-10-01"),
)


class Letters:
    """Renders letters of the profile into a folder of the test."""

    def __init__(self, optout: Caller, profile: Path, folder: Path) -> None:
        self._optout, self._profile, self.folder = optout, profile, folder

    def __call__(self, *given: str, provider: str = "Acme GmbH", as_json: bool = True) -> Said:
        asked = ("letter", "render", "--subject", self._profile, "--provider", provider)
        shape = ("--json",) if as_json else ()
        return self._optout(*asked, *given, "--out", self.folder, *shape)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
