"""``optout mail check``: whether the mailbox is set up as it should be, and what to do if not."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import OutsideFailure, WrongInput

if TYPE_CHECKING:
    from optout.channels.mail.checkup import Answers, Checkup
    from optout.channels.mail.round_trip import RoundTrip
    from optout.network import Mailbox

_NOT_USABLE = OutsideFailure.exit_code


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out about a mailbox."""

    mailbox: "Mailbox"
    checkup: "Checkup"
    test: "RoundTrip | None"

    @property
    def ok(self) -> bool:
        return self.checkup.ok and (self.test is None or bool(self.test.arrived))

    @property
    def plus_addresses(self) -> bool | None:
        """Whether mail to an alias arrives; None where that was not tried, or not seen."""
        if self.test is None:
            return None
        return bool(self.test.arrived) or (None if self.test.took else False)

    def value(self) -> dict[str, object]:
        found = asdict(self.checkup)
        test = asdict(self.test) if self.test else None
        more = {"send": self.mailbox.send, "plus_addresses": self.plus_addresses, "todo": self.todo()}
        return {"ok": self.ok, **found, "test": test, **more}

    def todo(self) -> list[str]:
        """What to do, in the order in which it helps."""
        from optout.channels.mail.known_mailboxes import advice_for

        letters, answers, box = self.checkup.letters, self.checkup.answers, self.mailbox
        refused = bool(letters and letters.refused) or bool(answers and "refused" in answers.why)
        found = [advice_for(box.address)] if refused else []
        if not self.checkup.ok and not refused:
            found.append("Check host, port and security in the section [mailbox] of settings.toml.")
        if box.read_spam and answers and answers.spam_folder is False:
            found.append("No folder of spam was found: read_spam does nothing.")
        if box.keep_sent and answers and answers.sent_folder is False:
            found.append("No folder of sent mail was found: keep_sent does nothing.")
        return [*found, *self._todo_after_test()]

    def _todo_after_test(self) -> list[str]:
        if self.test is None or self.test.arrived == "inbox":
            return []
        if self.test.arrived == "spam":
            return [
                "The letter came to the folder of spam: set read_spam, or say there that it is none."
            ]
        hint = "Remove plus_addresses." if self.mailbox.plus_addresses else "Do not set plus_addresses."
        return [f"The letter did not come in time. {hint}" if self.test.took else hint]


@click.command()
@click.option("--send-test", is_flag=True, help="Send one letter to yourself, and wait for it.")
@json_option
def check(send_test: bool, as_json: bool) -> None:
    """Sign in to both servers of the mailbox, and say what they can do. No letter is sent.

    With --send-test one letter goes to an alias of your own address, which shows whether plus-addresses
    work; it is looked for in the inbox and in the folder of spam for at most 90 seconds.
    """
    from optout.cli.session import settings

    chosen = settings().mailbox
    if chosen is None:
        raise WrongInput("There is no mailbox in the settings.", todo="Set one up: optout mail setup")
    report(checked(chosen.open(), send_test), as_json)


def checked(mailbox: "Mailbox", send_test: bool = False) -> Checked:
    """Check the mailbox, with progress on standard error."""
    from optout.channels.mail.checkup import check_mailbox
    from optout.channels.mail.round_trip import send_to_oneself

    checkup = check_mailbox(mailbox, progress)
    both = checkup.ok and checkup.letters and checkup.answers
    if send_test and not both:
        progress("No test letter: that needs both servers.")
    return Checked(mailbox, checkup, send_to_oneself(mailbox, progress) if send_test and both else None)


def report(found: Checked, as_json: bool) -> None:
    """Print what was found; leaves with the exit code for the outside world where it cannot be used."""
    emit(found.value(), as_json, lambda: words_of(found))
    if not found.ok:
        click.get_current_context().exit(_NOT_USABLE)


def words_of(found: Checked) -> str:
    """The findings as lines for a person."""
    letters, answers = found.checkup.letters, found.checkup.answers
    lines = ["Letters: left as drafts, which you send yourself."]
    if letters:
        state = "signed in; nothing was sent" if letters.ok else f"not usable. {letters.why}"
        lines = [f"Letters ({letters.security}): {state}"]
    lines += _of_answers(answers) if answers else ["Answers: not read; tell optout yourself what came."]
    if found.test:
        lines.append(_of_test(found.test))
    return "\n".join([*lines, *(f"-> {one}" for one in found.todo())])


def _of_answers(answers: "Answers") -> list[str]:
    if not answers.ok:
        return [f"Answers ({answers.security}): not usable. {answers.why}"]
    has = {True: "yes", False: "no", None: "unknown"}
    return [
        f"Answers ({answers.security}): signed in; nothing was read or altered",
        f"  tells of new mail at once (IDLE): {has[answers.idle]}",
        f"  folder of sent mail: {has[answers.sent_folder]}",
        f"  folder of spam: {has[answers.spam_folder]}",
    ]


def _of_test(test: "RoundTrip") -> str:
    if not test.took:
        return f"Test letter: refused. {test.why}"
    if not test.arrived:
        return f"Test letter: sent, and not there after {test.seconds} seconds"
    return f"Test letter: in the {test.arrived} after {test.seconds} seconds; plus-addresses work"
