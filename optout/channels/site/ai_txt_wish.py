"""The wish in an ai.txt, as Spawning proposed it: nothing may be taken for training. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from optout.signals.ai_txt import REFUSING_EVERYTHING, read_ai_txt


@dataclass(frozen=True, slots=True)
class AiTxtWish:
    """Other formats call themselves ai.txt too; they say nothing here, and they stay."""

    file: str = "ai.txt"
    lines: tuple[str, ...] = ("User-Agent: *", "Disallow: /", "Disallow: *")

    def lacks(self, text: str, pages: Sequence[str]) -> str | None:
        read = read_ai_txt(text)
        if read is None:
            return "ai.txt is none of Spawning's format"
        return None if read.refuses_everything() else "ai.txt leaves something open"

    def added_to(self, text: str) -> str:
        """Behind what is there; groups for everybody count together."""
        if self.lacks(text, ()) is None:
            return text
        joint = "" if not text or text.endswith("\n") else "\n"
        return text + joint + REFUSING_EVERYTHING
