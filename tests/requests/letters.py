"""Books about letters, beside the lifecycle: what may leave when, and what may move a deadline."""

from datetime import datetime

from optout.requests.actions import Action
from optout.requests.events import Event, Mailed, MailSays, PersonAnswered, PersonSays
from optout.requests.state import KEPT, Standing, State

LAST_WORDS = {MailSays.GRANTED, MailSays.NOT_FOUND, MailSays.REFUSED}


class Letters:
    """Judges each event by the standing before and after it, and each letter before it leaves."""

    def __init__(self) -> None:
        self.reminded = False  # since the last submission that began a deadline
        self.appealed = False
        self.complaint_wanted = False

    def leave(self, action: Action, standing: Standing, now: datetime, really: bool) -> None:
        """A letter is about to leave, and does where ``really``."""
        if action == Action.REMIND:
            assert not self.reminded, "reminded twice"
            assert standing.answer_by is None or now >= standing.answer_by, "reminded too early"
            assert standing.refused_at is None, "reminded who had answered"
            self.reminded = really
        if action == Action.APPEAL:
            assert not self.appealed, "appealed twice"
            assert standing.refused_at is not None, "appealed against nothing"
            self.appealed = really
        if action == Action.ESCALATE:
            passed = standing.answer_by is not None and now >= standing.answer_by
            assert passed or self.complaint_wanted, "complained before the deadline"
            assert not standing.escalated, "complained twice"

    def did_not(self, action: Action) -> None:
        """The person found that a doubtful letter had not left."""
        self.reminded &= action != Action.REMIND
        self.appealed &= action != Action.APPEAL

    def judge(self, before: Standing, now: Standing, event: Event) -> None:
        self._choose(before, now, event)
        self._begin_anew(before, now, event)
        if before.answer_by is not None and now.answer_by not in (None, before.answer_by):
            self._moved(before, now, event)
        if before.question is not None and now.question is None and now.state != State.WITHDRAWN:
            self._answered(before, now, event)
        if isinstance(event, Mailed) and event.says == MailSays.BOUNCED:
            self._bounced(before, now)
        self._unread(before, now, event)

    def _unread(self, before: Standing, now: Standing, event: Event) -> None:
        """A mail to read is never lost: only the person's answer about that very mail ends it."""
        over = {one.mail for one in before.unread} - {one.mail for one in now.unread}
        asked = before.task.mail if before.task and isinstance(event, PersonAnswered) else None
        assert over <= {asked}, "a mail to read was lost"
        came = isinstance(event, Mailed) and event.says in (MailSays.OTHER, MailSays.SUSPICIOUS)
        if isinstance(event, Mailed) and came and event.mail not in before.mails:
            kept = {one.mail for one in (*now.unread, *now.held)}
            assert event.mail in kept, "a mail to read was not kept"

    def _choose(self, before: Standing, now: Standing, event: Event) -> None:
        if isinstance(event, PersonAnswered) and event.says == PersonSays.COMPLAINS:
            self.complaint_wanted = True
        read = [event] if isinstance(event, Mailed) else before.held
        again = any(mail.says == MailSays.REFUSED for mail in read) and now.appealed_at is not None
        self.complaint_wanted |= again  # it refused the appeal as well

    def _begin_anew(self, before: Standing, now: Standing, event: Event) -> None:
        if now.reminded_at is None and before.reminded_at is not None:
            self.reminded = False
        if now.submissions != before.submissions or (now.resting in KEPT) != (before.resting in KEPT):
            self.reminded = now.reminded_at is not None
            self.appealed = now.appealed_at is not None
        if before.appealed_at is not None and now.appealed_at is None:
            self.appealed = False
        came_back = isinstance(event, Mailed) and event.says == MailSays.BOUNCED
        if came_back and now.doubt is None and before.doubt is not None:
            self.appealed = now.appealed_at is not None

    def _moved(self, before: Standing, now: Standing, event: Event) -> None:
        """A deadline moves once, by an extension that was allowed and in time; or a new one begins."""
        assert before.answer_by is not None
        new = now.submissions != before.submissions or now.appealed_at != before.appealed_at
        if new:
            return
        mails = [event] if isinstance(event, Mailed) else list(before.held)
        extensions = [mail for mail in mails if mail.says == MailSays.EXTENDED and mail.extended_to]
        assert extensions, "a deadline moved by itself"
        assert any(mail.at <= before.answer_by for mail in extensions), "extended too late"
        assert not before.extended, "extended twice"

    def _answered(self, before: Standing, now: Standing, event: Event) -> None:
        """A question is over when the person answered it, or when there is nothing left to ask."""
        by_person = isinstance(event, PersonAnswered)
        read = [event] if isinstance(event, Mailed) else before.held
        new_word = any(mail.says in LAST_WORDS for mail in read)
        over = now.resting in KEPT or now.state == State.REAPPEARED or before.appealed_at is not None
        proven = now.resting == State.CLEAR
        assert by_person or new_word or over or proven, "a question of the provider was lost"

    def _bounced(self, before: Standing, now: Standing) -> None:
        if now.submissions == before.submissions:
            return
        assert now.submissions == before.submissions - 1
        assert now.state == State.PAUSED
        if not now.asked:
            assert now.submitted_at is None, "bounced, but asked"
            assert now.answer_by is None, "bounced, but a deadline runs"
