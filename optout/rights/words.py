"""The table of laws in the words of a person."""

from collections.abc import Mapping

from optout.rights.law import Law, Mark, Wait

MARKS: Mapping[Mark, str] = {
    "statute": "the text of the law was read",
    "official": "official guidance was read",
    "secondary": "secondary: words about the law were read, not its text",
    "unverified": "unverified: written down from memory, so check it before you rely on it",
}
"""How sure a figure is."""

DOUBTED: frozenset[Mark] = frozenset({"secondary", "unverified"})


def wait_words(wait: Wait | None) -> str:
    """Such as "1 month" or "15 business days"; "no number" for None."""
    if wait is None:
        return "no number"
    [(unit, count)] = wait.model_dump(exclude_none=True).items()
    words = unit.replace("_", " ").removesuffix("s")
    return f"{count} {words}{'' if count == 1 else 's'}"


def clock_words(law: Law) -> str:
    """The answer's time with its extension, such as "45 days, extended 90 days"."""
    extended = f", extended {wait_words(law.extended)}" if law.extended else ""
    return wait_words(law.answer) + extended


def doubts(law: Law) -> tuple[str, ...]:
    """A sentence for what of the row nobody read in the law or in official guidance."""
    said = [f"{law.slug} is {MARKS[law.mark]}."] if law.mark in DOUBTED else []
    for mark in sorted(DOUBTED):
        fields = [field for field, own in law.marks.items() if own == mark and mark != law.mark]
        if fields:
            said.append(f"{', '.join(fields)}: {MARKS[mark]}.")
    return tuple(said)
