"""Doubtful letters are looked up in turn: none is passed over for ever."""

import pytest

from optout.network import Mailbox
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running import sent_folder
from optout.running.planning import open_requests
from optout.running.sent_folder import SentFolder
from tests.running.conftest import MakeWorkshop
from tests.running.test_letters import LETTERS, MAILBOX
from tests.running.workshop import definition

DOUBT = Outcome(Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, sent=Sent.MAYBE)


def test_every_doubtful_letter_has_its_turn_whatever_else_is_in_doubt(
    make_workshop: MakeWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    slugs = ["acme", "bolt", "cedar", "delta", "ember"]
    letters = {one: LETTERS.replace("slug: acme", f"slug: {one}") for one in slugs}
    forms = {one: definition(one, searchable=False) for one in ("form", "gate")}
    workshop = make_workshop({**forms, **letters})
    [person] = workshop.installation.roster.everybody()
    open_requests(workshop.installation, person, workshop.installation.catalog)
    workshop.reach.will(submit=lambda _attempt, _capture: DOUBT)
    for _ in range(4):
        workshop.worker.run_due()
    monkeypatch.setattr(sent_folder, "MOST", 2)
    looked: list[str] = []

    def look(_mailbox: Mailbox, message_id: str) -> bool:
        looked.append(message_id)
        return False

    sent = SentFolder(workshop.installation, workshop.journal, MAILBOX, look)
    for _ in range(3):
        assert sent.settle_all() == 0
    assert len(looked) == 6
    assert len(set(looked)) == 5
