"""Whatever the world does, in whatever order: what a request may never claim, lose or repeat."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from optout.requests.actions import Action
from optout.requests.events import LookAgain, MailSays, PersonAnswered, PersonSays, Withdrawn
from optout.requests.failures import Failure
from optout.requests.lifecycle import ImpossibleEvent, may_submit, standing_after
from optout.requests.outcome import Answer, Decision, Outcome, Sent, Sighting
from optout.requests.proof import BETWEEN_PROOFS, Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import State
from tests.requests.letters import Letters
from tests.requests.world import CADENCE, DAY, Story, absent, planned, possible, same, sent

READS = (Action.SEARCH, Action.RECHECK)
SILENT = {
    MailSays.OTHER,
    MailSays.SUSPICIOUS,
    MailSays.BOUNCED,
    MailSays.DELAYED,
    MailSays.AUTOMATIC,
}
"""Mails that do not prove that anything arrived."""
LATER = {
    Failure.FACT_MISSING,
    Failure.NOT_AUTHORISED,
    Failure.LETTER_INCOMPLETE,
    Failure.SIGNATURE,
}
RESTED = {State.CLEAR, State.REMOVED, State.HOLDING}
LISTINGS = ("l1", "l2", "l3")
IN_ATTEMPTS = [one for one in Failure if one != Failure.ATTEST_AGAIN]  # that passes by itself
IN_READS = [one for one in IN_ATTEMPTS if one != Failure.COMPLAINT]
revisions = st.sampled_from([None, None, None, "e1", "e2", "e3", "e4"])
no_answer = st.sampled_from([Answer.PERSON, Answer.UNRECOGNISED, Answer.UNREACHABLE, Answer.BLOCKED])
sightings = st.lists(
    st.builds(Sighting, st.sampled_from(LISTINGS), st.sampled_from([*Decision, Decision.SAME])),
    max_size=3,
).map(tuple)
unread = st.sampled_from(IN_READS)
failed = st.builds(Outcome, no_answer, unread, revision=revisions, sightings=sightings)
reads = st.one_of(
    st.builds(Outcome, st.just(Answer.DONE), sightings=sightings, revision=revisions),
    st.builds(Outcome, st.just(Answer.ABSENT), revision=revisions),
    st.builds(Outcome, st.just(Answer.ABSENT)),
    failed,
)
effects = st.one_of(
    st.builds(
        Outcome,
        st.just(Answer.DONE),
        awaits=st.sampled_from([None, "link", "code"]),
        sent=st.sampled_from([Sent.YES, Sent.NO]),
    ),
    st.builds(Outcome, st.just(Answer.DONE), sent=st.just(Sent.YES)),
    st.builds(Outcome, st.just(Answer.ABSENT), sent=st.sampled_from(Sent)),
    st.builds(Outcome, no_answer, st.sampled_from(IN_ATTEMPTS), sent=st.sampled_from(Sent)),
)

usual_reads = st.sampled_from(
    [same("l1"), same("l1"), same("l2", "l1"), absent(), absent(), possible("l3")]
)
usual_effects = st.sampled_from([sent(), sent(awaits="link")])


class ArbitraryWorld(RuleBasedStateMachine):
    """Plays providers, mail, the person and the runner, and keeps books of its own."""

    @initialize(
        tracks=st.sampled_from(["listing", "standing"]),
        searchable=st.sampled_from([True, True, True, False]),
        confirms=st.booleans(),
        absences=st.integers(1, 3),
        by_mail=st.booleans(),
    )
    def plan(self, tracks: str, searchable: bool, confirms: bool, absences: int, by_mail: bool) -> None:
        self.begin(tracks if searchable else "standing", searchable, confirms, absences, by_mail)

    def begin(self, tracks: str, searchable: bool, confirms: bool, absences: int, by_mail: bool) -> None:
        self.story = Story.of(planned(tracks, absences, searchable, confirms, by_mail))
        self.outcome: Outcome | None = None
        self.about = ""
        self.seen = False
        self.decided: dict[str, Decision] = {}
        self.ever: set[str] = set()
        self.answered: set[str] = set()
        self.proofs: set[object] = set()
        self.known: set[str] = set()  # arrived at the provider, in this cycle
        self.doubted: dict[str, datetime] = {}  # may have arrived, and when it left
        self.arrived: set[str] = set()  # really sent in this cycle and not to be repeated
        self.mail_after_doubt = False
        self.complaints: set[object] = set()  # by deadline and submission
        self.anew: set[str] = set()  # to be submitted once more, for it did not last
        self.undone: list[datetime] = []  # looks since the last submission that saw something
        self.letters = Letters()
        self.mails = 0
        self.never_submit_next = False
        self.must_wait = False

    @property
    def standing(self):  # type: ignore[no-untyped-def]
        return self.story.standing

    # the runner

    @precondition(lambda self: self.standing.running is None)
    @rule(data=st.data(), times=st.integers(1, 6))
    def do_several_things_that_are_due(self, data: st.DataObject, times: int) -> None:
        for _time in range(times):
            due = self.story.due()
            if due is None or self.standing.running is not None:
                return
            self.story.now = max(self.story.now, due.at)
            if due.action is None:
                self.what_passes()
                continue
            outcome = data.draw(usual_reads if due.action in READS else usual_effects)
            self.start(due.action, outcome, left=True)
            self.finish()

    @precondition(lambda self: self.standing.running is None)
    @rule(data=st.data(), late=st.sampled_from([0, 0, 0, 1, 30]), left=st.booleans())
    def do_what_is_due(self, data: st.DataObject, late: int, left: bool) -> None:
        due = self.story.due()
        if due is None:
            return
        self.story.now = max(self.story.now, due.at) + late * DAY
        if due.action is None:
            self.what_passes()
        else:
            self.start(due.action, data.draw(reads if due.action in READS else effects), left)
            if data.draw(st.sampled_from([True, True, True, False])):
                self.finish()

    def what_passes(self) -> None:
        """A person's word that grew old proves nothing, and takes nothing back by itself."""
        before = self.standing
        self.changes(self.story.passes)
        kept = ("resting", "absences", "removals", "submissions", "attested_at", "proven_at")
        if isinstance(self.story.events[-1], LookAgain):
            assert [getattr(before, one) for one in kept] == [
                getattr(self.standing, one) for one in kept
            ]
            assert self.standing.asked_again_at == self.story.now

    @precondition(lambda self: self.standing.running is None and self.standing.state != State.WITHDRAWN)
    @rule(outcome=reads, action=st.sampled_from(READS))
    def look_when_asked_to(self, outcome: Outcome, action: Action) -> None:
        if self.standing.searchable:
            self.start(action, outcome, left=False)
            self.finish()

    @precondition(lambda self: self.standing.running is not None)
    @rule()
    def come_back(self) -> None:
        self.finish()

    @precondition(lambda self: self.standing.running is not None)
    @rule()
    def be_killed(self) -> None:
        action = self.standing.running[1]
        doubtful = action == Action.SUBMIT or (action == Action.CONFIRM and self.standing.mail)
        self.must_wait = action in READS
        proven = bool(self.standing.held)  # a mail that came meanwhile may settle the doubt
        if action == Action.SUBMIT:
            self.doubt_begins()
        self.changes(self.story.killed)
        self.never_submit_next = bool(doubtful) and not proven

    def start(self, action: Action, outcome: Outcome, left: bool) -> None:
        listing = self.standing.next_listing
        deadline = self.standing.answer_by, self.standing.submissions
        before = self.standing
        self.story.intend(action)
        self.outcome, self.about = outcome, listing or ""
        self.never_submit_next = self.must_wait = False
        really = outcome.sent == Sent.YES or outcome.answer == Answer.DONE or left
        really = really and (outcome.sent != Sent.NO or outcome.answer == Answer.DONE)
        self.letters.leave(action, before, self.story.now, really)
        if action == Action.SUBMIT:
            assert self.about not in self.arrived, "sent twice"
            if self.standing.searchable:
                assert self.is_same(self.about), "submitted what is not known to be the person"
            if really:
                self.arrived.add(self.about)
        if action == Action.ESCALATE:
            assert deadline not in self.complaints, "complained twice"
            if really:
                self.complaints.add(deadline)

    def finish(self) -> None:
        outcome, action = self.outcome, self.standing.running[1]
        assert outcome is not None
        self.outcome = None
        failing = outcome.answer not in (Answer.DONE, Answer.ABSENT)
        proves = action in READS and not failing and self.takes_in(outcome)
        if action == Action.SUBMIT and outcome.answer == Answer.DONE:
            self.submission_known({self.about})
        elif action == Action.SUBMIT and outcome.sent != Sent.NO:
            self.doubt_begins()
        doubtful = action == Action.SUBMIT and outcome.answer != Answer.DONE and outcome.sent != Sent.NO
        doubtful = doubtful and not self.standing.held
        answer_by = self.story.now + 45 * DAY if action in (Action.SUBMIT, Action.APPEAL) else None
        before = self.standing.absences, self.standing.removals
        self.changes(lambda: self.story.conclude(outcome, answer_by), proves)
        if action in READS and self.standing.tracks == "standing" and not self.standing.by_mail:
            waits = self.standing.state in (State.SUBMITTED, State.ACKNOWLEDGED)
            assert not waits or self.standing.contradictions < 2, "undone, and nobody is told"
        if failing:
            assert self.standing.removals == before[1]
            assert self.standing.absences <= before[0]
        self.must_wait = failing and outcome.sent == Sent.NO
        self.never_submit_next = doubtful

    # the books

    def is_same(self, listing: str) -> bool:
        return self.seen_as.get(listing) == Decision.SAME

    def takes_in(self, outcome: Outcome) -> bool:
        """Keep the books for a read that said something; whether it proves absence."""
        if outcome.answer == Answer.DONE and not outcome.sightings:
            return False
        rank = [Decision.DIFFERENT, Decision.POSSIBLE, Decision.SAME]
        self.seen_as: dict[str, Decision] = {}
        for one in outcome.sightings if outcome.answer == Answer.DONE else ():
            known = self.seen_as.get(one.listing, one.decision)
            self.seen_as[one.listing] = max(known, one.decision, key=rank.index)
        for one in self.seen_as.keys() & self.ever:  # what it was, it is, or the person is asked
            if self.seen_as[one] != Decision.SAME:
                waits = one in self.known - self.anew and self.standing.resting not in {
                    *RESTED,
                    State.PLANNED,
                }
                self.seen_as[one] = Decision.SAME if waits else Decision.POSSIBLE
        self.seen_as = {one: self.decided.get(one, is_it) for one, is_it in self.seen_as.items()}
        if Decision.SAME in self.seen_as.values():
            self.saw({one for one, is_it in self.seen_as.items() if is_it == Decision.SAME})
        elif Decision.POSSIBLE not in self.seen_as.values():
            self.proofs.add(outcome.revision or self.story.now.isoformat() + str(len(self.story.events)))
            return True
        return False

    def saw(self, listings: set[str]) -> None:
        self.seen = True
        self.ever |= listings
        self.proofs.clear()
        if not self.undone or self.story.now - self.undone[-1] >= BETWEEN_PROOFS:
            self.undone.append(self.story.now)
        for listing in listings & set(self.doubted):
            if self.story.now >= self.doubted[listing] + CADENCE.unsure_wait:
                self.arrived.discard(listing)
        if self.standing.resting in RESTED:
            self.new_cycle()

    def new_cycle(self) -> None:
        self.known, self.doubted, self.arrived, self.complaints = set(), {}, set(), set()
        self.mail_after_doubt = False
        self.anew, self.undone = set(), []

    def submission_known(self, listings: set[str]) -> None:
        self.known |= listings
        self.arrived |= listings
        self.anew -= listings
        self.undone = []
        self.proofs.clear()
        for listing in listings:
            self.doubted.pop(listing, None)

    def doubt_begins(self) -> None:
        self.doubted[self.about] = self.story.now
        self.proofs.clear()

    def changes(self, happens, proves_absence: bool = False) -> None:  # type: ignore[no-untyped-def]
        before = self.standing
        self.never_submit_next = self.must_wait = False
        kept = repr(before)
        happens()
        assert repr(before) == kept, "applying an event changed the standing before it"
        self.judge(before, proves_absence)
        self.letters.judge(before, self.standing, self.story.events[-1])

    def judge(self, before, proves_absence: bool) -> None:  # type: ignore[no-untyped-def]
        now = self.standing
        if now.rounds > before.rounds:
            assert (now.tracks, now.by_mail) == ("standing", False), "a provider needs its time"
            assert len(self.undone) >= 2, "sent again after a single look"
            assert now.rounds < 3, "sent again for ever"
            self.anew |= set(now.listings)
            self.arrived -= self.anew
        if now.resting in RESTED and before.resting not in RESTED and not proves_absence:
            assert not now.searchable, "rests without a proven absence"
            assert now.resting == State.HOLDING
        if now.removals > before.removals:
            assert self.seen, "removed, but never seen"
            assert self.known or self.mail_after_doubt, "removed, but never submitted"
            assert len(self.proofs) >= now.absences_needed, "removed without enough proof"
        if now.resting == State.REMOVED and before.resting != State.REMOVED:
            assert now.removals == before.removals + 1
        if before.state == State.WITHDRAWN and now.state != State.WITHDRAWN:
            assert type(self.story.events[-1]).__name__ == "Resumed"

    # everybody else

    @rule(days=st.sampled_from([0.01, 1, 6, 20, 50]))
    def time_passes(self, days: float) -> None:
        due = self.story.due()
        until = self.story.now + timedelta(days=days)
        self.story.now = min(until, due.at) if due else until
        self.story.now = max(self.story.now, self.standing.at)

    @rule(
        says=st.sampled_from([*MailSays, MailSays.LINK, MailSays.ACKNOWLEDGED]),
        again=st.booleans(),
        extended=st.sampled_from([None, 30, 90]),
        about=st.sampled_from([None, Action.SUBMIT, Action.REMIND, Action.APPEAL]),
    )
    def a_mail_comes(
        self, says: MailSays, again: bool, extended: int | None, about: Action | None
    ) -> None:
        self.a_mail_is_read(says, again, extended, about)

    def a_mail_is_read(
        self, says: MailSays, again: bool, extended: int | None, about: Action | None
    ) -> None:
        self.mails += 0 if again and self.mails else 1
        if says not in SILENT:
            self.mail_after_doubt |= bool(self.doubted) or self.standing.running is not None
        if says == MailSays.BOUNCED:
            self.arrived.clear()  # at most one of them; which one is not told here
            self.known.clear()
            self.mail_after_doubt = bool(self.standing.submissions)
        until = self.story.now + extended * DAY if extended else None
        self.changes(lambda: self.story.mail(f"m{self.mails}", says, extended_to=until, about=about))

    @rule(says=st.sampled_from(PersonSays), listing=st.sampled_from([None, None, *LISTINGS]))
    def the_person_answers(self, says: PersonSays, listing: str | None) -> None:
        task = self.standing.task
        if task is None or (says == PersonSays.GAVE_UP and len(self.story.events) % 5):
            return
        about = listing or task.listing
        if says in (PersonSays.IS_ME, PersonSays.NOT_ME) and about:
            self.the_person_decides(about, says == PersonSays.IS_ME)
        by_word = says == PersonSays.ATTESTS and task.failure != Failure.ATTEST_AGAIN
        if task.failure == Failure.ATTEST_AGAIN and says == PersonSays.DID_NOT:
            self.new_cycle()
        if (says == PersonSays.DID_IT or by_word) and task.action == Action.SUBMIT:
            by_hand = LATER.isdisjoint({task.failure})
            listings = set(self.standing.listings) or {""}
            self.submission_known(listings if by_hand else set())
        if says == PersonSays.DID_NOT and task.failure == Failure.UNSURE:
            spent = {Action.ESCALATE: self.complaints, Action.SUBMIT: self.arrived}
            spent.get(task.action, set()).clear()
            self.letters.did_not(task.action)
        answer_by = self.story.now + 45 * DAY
        own_word = says in (PersonSays.ATTESTS, PersonSays.LOOKED)
        again = self.story.now + 90 * DAY if own_word else None
        self.changes(
            lambda: self.story.happens(
                PersonAnswered(self.story.now, says, listing, answer_by, again_at=again)
            )
        )

    def the_person_decides(self, listing: str, is_me: bool) -> None:
        task = self.standing.task
        self.decided[listing] = Decision.SAME if is_me else Decision.DIFFERENT
        self.answered.add(listing)
        if is_me and (task.failure, task.listing) == (Failure.POSSIBLE_MATCH, listing):
            self.seen_as = {listing: Decision.SAME}
            self.saw({listing})
        elif not is_me and listing in getattr(self, "seen_as", {}):
            self.seen_as[listing] = Decision.DIFFERENT

    @rule()
    def the_deadline_is_looked_at(self) -> None:
        answer_by = self.standing.answer_by
        if answer_by is None or self.story.now < answer_by:
            with pytest.raises(ImpossibleEvent):
                self.story.deadline()
        else:
            self.changes(self.story.deadline)

    @precondition(lambda self: self.standing.running is None)
    @rule(days=st.sampled_from([None, 60, 180]), ago=st.sampled_from([0, 0, 3, 400]))
    def the_person_gives_their_word(self, days: int | None, ago: int) -> None:
        task = self.standing.task
        if task is None or task.failure in {*LATER, Failure.UNSURE}:
            return
        if task.action == Action.SUBMIT:
            self.submission_known(set(self.standing.listings) or {""})
        self.changes(lambda: self.story.attests(days, ago))

    @rule()
    def somebody_resumes(self) -> None:
        self.changes(self.story.resumed)

    @precondition(lambda self: len(self.story.events) % 7 == 6)
    @rule()
    def the_person_withdraws(self) -> None:
        self.changes(lambda: self.story.happens(Withdrawn(self.story.now)))

    # what always holds

    @invariant()
    def there_is_a_way_on(self) -> None:
        now = self.standing
        if now.running is not None or now.state == State.WITHDRAWN or self.story.due() is not None:
            return
        rests = not now.searchable and now.state in {
            State.HOLDING,
            State.SUBMITTED,
            State.ACKNOWLEDGED,
            State.ESCALATED,
            State.REFUSED,
        }
        rests = rests or (now.complaint_left and now.state == State.OVERDUE)
        assert now.task is not None or now.state == State.PAUSED or rests

    @invariant()
    def what_is_due_is_possible_and_not_in_the_past(self) -> None:
        due = self.story.due()
        if due is None:
            return
        assert due.at >= self.standing.at
        assert not (self.never_submit_next and due.action == Action.SUBMIT)
        assert not (self.must_wait and due.action is not None and due.at <= self.standing.at)
        if due.action == Action.SUBMIT:
            assert may_submit(self.standing)
        if due.action is not None:
            probe = Story(self.standing, now=due.at, attempts=self.story.attempts)
            probe.intend(due.action)

    @invariant()
    def what_it_rests_on_was_there_and_is_as_strong_as_it_says(self) -> None:
        now, proof = self.standing, proof_of(self.standing)
        if proof is None:
            assert now.resting not in {State.CLEAR, State.REMOVED}
            return
        assert proof.at <= now.at
        assert now.resting in {*RESTED, State.VERIFYING, State.ACKNOWLEDGED, State.SUBMITTED}
        if proof.rung in (Rung.MAIL, Rung.ATTESTATION):
            assert now.resting not in {State.CLEAR, State.REMOVED, State.VERIFYING}
            assert proof.edition is None
        else:
            assert proof.at == now.proven_at
            assert proof.edition is None or proof.edition in now.editions

    @invariant()
    def tasks_are_for_those_who_wait_for_the_person(self) -> None:
        now = self.standing
        assert (now.task is not None) or now.state != State.NEEDS_YOU
        assert now.task is None or now.state in (State.NEEDS_YOU, State.PAUSED)
        asks = now.task is not None and now.task.failure == Failure.POSSIBLE_MATCH
        if asks and now.task.listing is not None:
            assert now.task.listing not in self.answered, "asked again about an answered listing"

    def teardown(self) -> None:
        if hasattr(self, "story"):
            assert standing_after(self.story.events) == self.story.standing


ArbitraryWorld.TestCase.settings = settings(
    max_examples=120,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestArbitraryWorld = ArbitraryWorld.TestCase
