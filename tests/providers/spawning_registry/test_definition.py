"""What the task of this provider must say; the rest holds for every definition."""

from optout.catalog.catalog import load_catalog
from optout.catalog.steps import HandStep

WORDS = ("account", "domain", "prove", "trained before")


def test_the_task_says_what_to_do_and_what_it_does_not_do() -> None:
    step = load_catalog().get("spawning_registry").submit
    assert isinstance(step, HandStep)
    text = " ".join(step.instructions)
    assert [word for word in WORDS if word not in text] == []
    assert "What it does not do:" in step.instructions[-1]
