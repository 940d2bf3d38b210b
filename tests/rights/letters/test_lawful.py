from datetime import date

import pytest

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.letters import Stage, write_letter
from optout.rights.table import law, rows
from tests.rights.letters.given import everything


def test_a_complaint_without_a_law_is_refused() -> None:
    with pytest.raises(WrongInput) as refusal:
        write_letter(everything(None, stage=Stage.COMPLAINT))

    assert refusal.value.what == "A complaint rests on a law."


@pytest.mark.parametrize("slug", ["bipa", "daniels_law", "dmca"])
def test_a_complaint_that_nobody_hears_is_refused(slug: str) -> None:
    row = next(row for row in rows() if row.slug == slug)

    with pytest.raises(WrongInput, match=f"Nobody hears complaints under {slug}"):
        write_letter(everything(row, stage=Stage.COMPLAINT, regulator="the Authority"))


@pytest.mark.parametrize("stage", Stage)
def test_a_law_that_is_not_used_by_letter_is_refused_and_its_way_is_named(stage: Stage) -> None:
    row = law("delete_act", Right.DELETE, date(2026, 9, 1))

    with pytest.raises(WrongInput, match="delete_act is not used by letter") as refusal:
        write_letter(everything(row, stage=stage))

    assert (refusal.value.todo or "").startswith("It is used only through DROP")
