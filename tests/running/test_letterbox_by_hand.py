"""The mails that answer what a person asked for by hand."""

import pytest

from optout.report.tasks import open_tasks
from optout.requests.actions import Action
from optout.requests.events import PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.proof import Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import Standing
from optout.running.answering import answer
from optout.running.letterbox import Letterbox
from tests.channels.mail.mails import mail
from tests.running.by_hand import by_hand
from tests.running.conftest import MakeWorkshop
from tests.running.test_letterbox import ScriptedInbox
from tests.running.workshop import PERSON, Workshop, says

LINK = "https://privacy.acme.example/verify/k3y"
PROVE = f"Please confirm your request by following this link: {LINK}"
DONE = "We have completed your request: your personal data has been deleted."
OWN, HELPDESK = "Acme <privacy@acme.example>", "Acme <no-reply@desk.example>"
VOUCHED = "mx.mailbox.example; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"


class Post:
    """One request that waits for the person, and their mailbox."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.inbox = ScriptedInbox()
        self.letterbox = Letterbox(workshop.installation, workshop.journal, self.inbox)  # type: ignore[arg-type]
        self.letterbox.begin()

    def arrives(self, text: str, sender: str = OWN) -> int:
        domain = sender.rpartition("@")[2].rstrip(">")
        raw = mail(text, sender=sender, Authentication_Results=VOUCHED.format(domain=domain))
        self.inbox.mails.append(raw.replace(b"Ada <Ada@mailbox.example>", PERSON.emails[0].encode()))
        return self.letterbox.read_new()

    def says_done(self) -> Standing:
        return answer(
            self.workshop.installation, self.workshop.journal, self.workshop.request, PersonSays.DID_IT
        )

    @property
    def standing(self) -> Standing:
        return self.workshop.journal.read(self.workshop.request).standing


@pytest.fixture
def post(make_workshop: MakeWorkshop) -> Post:
    workshop = make_workshop({"acme": by_hand(more="answers_from: [desk.example],")})
    workshop.reach.will(submit=says(Outcome(Answer.PERSON, Failure.BY_HAND)))
    workshop.go_on_until("needs you")
    return Post(workshop)


@pytest.mark.parametrize("sender", [OWN, HELPDESK])
def test_a_link_to_confirm_is_the_persons_to_follow(post: Post, sender: str) -> None:
    post.says_done()

    assert post.arrives(PROVE, sender) == 1

    [task] = open_tasks(post.workshop.installation)
    assert (task.kind, task.url) == ("confirm-yourself", LINK)
    assert post.workshop.reach.count(Action.CONFIRM) == 0
    standing = post.says_done()
    assert (standing.state, standing.task) == ("acknowledged", None)


@pytest.mark.parametrize("sender", [OWN, HELPDESK])
def test_the_providers_word_that_it_is_done_makes_it_hold(post: Post, sender: str) -> None:
    post.says_done()

    assert post.arrives(DONE, sender) == 1

    proof = proof_of(post.standing)
    assert post.standing.state == "holding"
    assert proof is not None
    assert (proof.rung, proof.at) == (Rung.MAIL, post.workshop.clock.now())


def test_what_answers_before_the_person_said_that_they_asked_is_not_lost(post: Post) -> None:
    assert post.arrives(PROVE) == 1
    assert post.standing.task is not None
    assert post.standing.task.failure == Failure.BY_HAND

    post.says_done()

    [task] = open_tasks(post.workshop.installation)
    assert (task.kind, task.url) == ("confirm-yourself", LINK)


def test_a_mail_alone_proves_no_submission_that_only_the_person_can_make(post: Post) -> None:
    assert post.arrives(DONE) == 1

    assert (post.standing.state, post.standing.submissions) == ("needs you", 0)
    answer(post.workshop.installation, post.workshop.journal, post.workshop.request, PersonSays.GAVE_UP)
    assert post.standing.submissions == 0


def test_mail_from_somewhere_else_is_nobodys(post: Post) -> None:
    post.says_done()

    assert post.arrives(DONE, "Acme <privacy@other.example>") == 0
    assert post.standing.state == "submitted"
