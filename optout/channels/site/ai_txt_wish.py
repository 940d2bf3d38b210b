"""The wish in an ai.txt, as Spawning proposed it: nothing may be taken for training. Pure."""

from dataclasses import dataclass

from optout.signals.ai_txt import REFUSING_EVERYTHING, AiTxt, read_ai_txt


@dataclass(frozen=True, slots=True)
class AiTxtWish:
    """Other formats call themselves ai.txt too; they say nothing here, and they stay."""

    file: str = "ai.txt"
    lines: tuple[str, ...] = ("User-Agent: *", "Disallow: /", "Disallow: *")

    def lacks(self, text: str) -> str | None:
        """Who is named in a group of their own does not look at the one for everybody."""
        read = read_ai_txt(text)
        if read is None:
            return "ai.txt is none of Spawning's format"
        tokens = {
            token.decode("ascii", "replace") for group in read.rules.groups for token in group.tokens
        }
        agents = ("*", *sorted(token for token in tokens if token))
        return next((_left_open(read, one) for one in agents if not read.refuses_everything(one)), None)

    def in_the_way(self, text: str) -> str | None:
        return self.lacks(self.added_to(text))

    def added_to(self, text: str) -> str:
        """Behind what is there; groups for everybody count together."""
        if self.lacks(text) is None:
            return text
        joint = "" if not text or text.endswith(("\n", "\r")) else "\n"
        return text + joint + REFUSING_EVERYTHING


def _left_open(read: AiTxt, agent: str) -> str:
    rules = (rule for group in read.rules.groups_for(agent) for rule in group.rules)
    line = next((rule.line for rule in rules if rule.allows and rule.pattern), None)
    whom = "everybody" if agent == "*" else agent
    return f"ai.txt leaves something open to {whom}" + (f": line {line}" if line else "")
