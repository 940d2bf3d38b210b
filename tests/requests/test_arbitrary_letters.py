"""Whatever is written and answered by mail, in whatever order: what letters may never do."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from optout.requests.actions import Action
from optout.requests.events import MailSays, PersonSays
from optout.requests.failures import Failure
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


ArbitraryLetters.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestArbitraryLetters = ArbitraryLetters.TestCase
