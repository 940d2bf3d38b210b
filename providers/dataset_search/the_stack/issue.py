"""The issue that asks: what the project's form would write, with nothing ticked in the person's name."""

from collections.abc import Iterator, Mapping

from optout.people.facts import Facts

TITLE = "Opt-out request"
EMPTY = "_No response_"
# The form's own headings in its order, read on 2026-09-07: the project's reader goes by them. The boxes
# about who one is are optional statements, so they are left out: only the person could tick them.
ACCOUNTS, REPOSITORIES = (
    "Accounts and organizations to remove ENTIRELY",
    "Specific repositories to remove",
)


def things_of(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """What the issue tells, by meaning; a repository of an account that it names is not named too."""
    named = {"x-github-account": facts.every("x-github-account"), "x-repository": tuple(_apart(facts))}
    return {meaning: values for meaning, values in named.items() if values}


def body_of(facts: Facts) -> str:
    told = things_of(facts)
    parts = (ACCOUNTS, "x-github-account"), (REPOSITORIES, "x-repository")
    sections = (
        f"### {heading}\n\n" + ("\n".join(told.get(meaning, ())) or EMPTY) for heading, meaning in parts
    )
    return "\n\n".join(sections) + "\n"


def _apart(facts: Facts) -> Iterator[str]:
    accounts = {one.casefold() for one in facts.every("x-github-account")}
    for repository in facts.every("x-repository"):
        if repository.partition("/")[0].casefold() not in accounts:
            yield repository
