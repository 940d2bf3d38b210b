"""Which laws a letter can rest on."""

from optout.errors import WrongInput
from optout.rights.law import Law
from optout.rights.letters.wanted import Stage


def check_law(law: Law | None, stage: Stage) -> None:
    """Raise ``WrongInput`` for a law that no letter uses, and for a complaint that nobody hears."""
    if law is not None and law.through is not None:
        raise WrongInput(
            f"{law.slug} is not used by letter.", todo=f"It is used only through {law.through}."
        )
    if stage != Stage.COMPLAINT:
        return
    if law is None:
        raise WrongInput("A complaint rests on a law.", todo="Name the law that was not kept.")
    if law.regulator is None:
        raise WrongInput(
            f"Nobody hears complaints under {law.slug}: it is kept by courts.",
            todo="Show a lawyer the evidence: optout evidence export.",
        )


def can_be_written(law: Law, stage: Stage) -> bool:
    """Whether there is such a letter."""
    try:
        check_law(law, stage)
    except WrongInput:
        return False
    return True
