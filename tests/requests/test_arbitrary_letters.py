"""Whatever is written and answered by mail, in whatever order: what letters may never do."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from optout.requests.actions import Action
from optout.requests.events import MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.silence import FOLLOW_UPS, may_escalate
from optout.requests.state import ASKED, State
from tests.requests.test_arbitrary_worlds import ArbitraryWorld

ANSWERS = (
    MailSays.REFUSED,
    MailSays.REFUSED,
    MailSays.EXTENDED,
    MailSays.BOUNCED,
    MailSays.NEEDS_DATA,
    MailSays.FORM_ONLY,
    MailSays.NOT_FOUND,
    MailSays.OTHER,
    MailSays.SUSPICIOUS,
)
CHOICES = (PersonSays.APPEALS, PersonSays.APPEALS, PersonSays.COMPLAINS, PersonSays.LETS_BE)


class ArbitraryLetters(ArbitraryWorld):
    """A provider that is written to, answers what it likes, and a person who chooses."""

    @initialize(searchable=st.sampled_from([False, False, True]), confirms=st.just(False))
    def plan(self, searchable: bool, confirms: bool) -> None:  # type: ignore[override]
        self.begin("listing" if searchable else "standing", searchable, confirms, 1, True)

    @precondition(lambda self: self.standing.submitted_at is not None)
    @rule(
        says=st.sampled_from(ANSWERS),
        extended=st.sampled_from([None, 30, 90]),
        about=st.sampled_from([Action.SUBMIT, Action.REMIND, Action.APPEAL]),
    )
    def the_provider_answers(self, says: MailSays, extended: int | None, about: Action) -> None:
        self.a_mail_is_read(says, False, extended, about)

    @precondition(lambda self: self.asks_after_refusal())
    @rule(says=st.sampled_from(CHOICES))
    def the_person_chooses(self, says: PersonSays) -> None:
        before = self.standing
        self.changes(lambda: self.story.person(says))
        assert self.standing.question is None
        assert self.standing.refused_at == before.refused_at

    def asks_after_refusal(self) -> bool:
        task = self.standing.task
        return task is not None and task.failure == Failure.REFUSED and task.action == Action.APPEAL

    @invariant()
    def a_refusal_is_put_to_the_person_or_followed(self) -> None:
        now = self.standing
        if now.refused_at is None or now.running is not None or now.resting not in ASKED:
            return
        asked = now.question is not None and now.question.failure == Failure.REFUSED
        if asked and now.state == State.REFUSED:
            raise AssertionError("the person is not asked what follows")
        if now.state == State.REFUSED and (now.appeal_wanted or now.complaint_wanted):
            assert self.story.due() is not None

    @invariant()
    def what_only_the_person_knows_is_asked_where_the_provider_has_the_next_move(self) -> None:
        now = self.standing
        if now.running is not None or now.state == State.PAUSED or now.resting not in ASKED:
            return
        doubted = now.doubt is not None and now.doubt.action in FOLLOW_UPS
        if now.state != State.WITHDRAWN and (now.unread or doubted):
            assert now.task is not None, "a mail, or a doubt, is left to nobody"

    @invariant()
    def a_complaint_is_asked_for_only_with_a_reason(self) -> None:
        now = self.standing
        asked = now.task is not None and now.task.failure == Failure.COMPLAINT
        if asked and now.running is None and now.state == State.NEEDS_YOU:
            assert may_escalate(now), "there is no reason to complain"


ArbitraryLetters.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestArbitraryLetters = ArbitraryLetters.TestCase
