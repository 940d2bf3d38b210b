from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.channels.mail.reference import mail_reference
from optout.clock import VirtualClock
from optout.errors import WrongInput
from optout.people.mandate import Mandate
from optout.people.subject import Subject
from optout.requests.actions import Action
from optout.requests.events import (
    DeadlinePassed,
    Event,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
    Withdrawn,
)
from optout.rights.letters import missing
from optout.rights.regulators import FIRST
from optout.running.complaining import Complaint, complaint_of
from optout.running.complaint_story import Story, must_come_first
from optout.running.filing import papers_of, permission_name
from optout.running.installation import Installation
from optout.running.planning import open_requests
from optout.storage.requests import find_requests
from tests.report.installations import happen, opened, settled
from tests.report.stories import ABSENT, SAME, SENT, START, asked, attempt, on, overdue, recheck, submit
from tests.rights.people import subject

AGENT = Mandate(
    kind="agent",
    agent_name="Hatch Rights Ltd",
    agent_email="requests@hatch.example",
    permission_sha256="0" * 64,
    permission_name="signed.pdf",
    signed_on=date(2026, 1, 15),
)
REFUSED = [*asked(on(45)), Mailed(on(9), "m-1", MailSays.REFUSED)]


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with opened(settled(tmp_path / "home")) as made:
        yield made


def _lived(
    installation: Installation, who: Subject, events: list[Event], mandate: Mandate | None = None
) -> str:
    """The id of a request to a broker in the US with this history, begun on the first day."""
    person = installation.roster.enrol(who, mandate or Mandate(kind="self"))
    open_requests(installation, person, [load_catalog().get("deep_dossier")])
    with installation.database.transaction(write=False) as tx:
        [row] = find_requests(tx, subject_id=person.id)
    happen(installation, person, row.id, events)
    return row.id


def _complaint(
    installation: Installation, who: Subject, events: list[Event], mandate: Mandate | None = None
) -> Complaint:
    return complaint_of(_later(installation), _lived(installation, who, events, mandate))


def _later(installation: Installation) -> Installation:
    """The same, when every deadline of the stories is over."""
    return replace(installation, clock=VirtualClock(on(300)))


def test_a_complaint_about_silence_tells_what_was_asked_and_when_it_was_due(
    installation: Installation,
) -> None:
    made = _complaint(installation, subject("US", "CA"), overdue())

    assert made.matter.law.slug == "ccpa"
    assert made.matter.regulator is not None
    assert made.matter.regulator.slug == "us_ca_cppa"
    assert made.matter.story.asked_on == date(2026, 3, 2)
    assert made.matter.story.answer_by == date(2026, 4, 16)
    assert (made.matter.story.refused_on, made.matter.before) == (None, None)
    assert missing(made.letter) == ()
    assert made.letter.language == "en"
    assert made.letter.facts_disclosed == ("name", "email")
    for told in (
        "California Privacy Protection Agency",
        mail_reference(made.matter.row.id),
        "Ada Example",
        "16 April 2026",
    ):
        assert told in made.letter.body


def test_a_complaint_about_a_refusal_comes_after_the_appeal_that_the_law_gives(
    installation: Installation,
) -> None:
    refused = _complaint(installation, subject("US", "VA"), REFUSED)
    assert refused.matter.story.refused_on == date(2026, 3, 11)
    assert refused.matter.before == "Appeal to the provider first, and wait for its answer."

    silent = _complaint(installation, subject("US", "VA"), overdue())
    assert silent.matter.before is None


def test_in_the_united_kingdom_the_provider_hears_the_complaint_first(
    installation: Installation,
) -> None:
    made = _complaint(installation, subject("GB"), overdue())

    assert made.matter.before == "Complain to the provider itself first, and wait for its answer."


APPEALED = [
    *REFUSED,
    PersonAnswered(on(10), PersonSays.APPEALS),
    *attempt(11, Action.APPEAL, SENT, on(56)),
]


def _on(installation: Installation, day: float, who: Subject, events: list[Event]) -> Complaint:
    request = _lived(installation, who, events)
    return complaint_of(replace(installation, clock=VirtualClock(on(day))), request)


@pytest.mark.parametrize("who", [subject("US", "VA"), subject("GB")])
def test_who_appealed_waits_for_the_answer_until_its_deadline(
    installation: Installation, who: Subject
) -> None:
    made = _on(installation, 20, who, APPEALED)

    assert made.matter.before == (
        "The provider heard from you on 2026-03-13: wait for its answer, until 2026-04-27 at the latest."
    )
    assert "was asked to review this decision." in made.letter.body
    assert "27 April 2026" not in made.letter.body


def test_an_appeal_that_was_not_answered_is_told_with_its_own_deadline(
    installation: Installation,
) -> None:
    made = _on(installation, 60, subject("US", "VA"), [*APPEALED, DeadlinePassed(on(56))])

    assert made.matter.before is None
    assert (made.matter.story.answer_by, made.matter.story.refused_on) == (None, on(9).date())
    assert (
        "On 13 March 2026 Deep Dossier was asked to review this decision, and had until 27 April 2026"
        in (" ".join(made.letter.body.split()))
    )
    steps = papers_of(made, [])["how-to-file.txt"].decode()
    assert "- when the answer was due" not in steps
    assert "- when you asked it to think again: 2026-03-13" in steps
    assert "- when the answer to that was due: 2026-04-27" in steps


def test_an_appeal_that_was_refused_as_well_needs_no_waiting(installation: Installation) -> None:
    again = [*APPEALED, Mailed(on(15), "m-2", MailSays.REFUSED)]
    made = _on(installation, 16, subject("US", "VA"), again)

    assert made.matter.before is None
    assert made.matter.story.refused_on == on(9).date()
    assert "It refused that too, on 17 March 2026." in " ".join(made.letter.body.split())


def test_in_the_united_kingdom_who_was_reminded_heard_the_complaint(installation: Installation) -> None:
    reminded = replace(STORY, reminded_on=date(2026, 4, 16))
    early, late = date(2026, 5, 16), date(2026, 5, 17)

    assert must_come_first("complaint-to-provider", STORY, early) == FIRST["complaint-to-provider"]
    assert must_come_first("complaint-to-provider", reminded, early) == (
        "The provider heard from you on 2026-04-16: wait for its answer, until 2026-05-16 at the latest."
    )
    assert must_come_first("complaint-to-provider", reminded, late) is None


STORY = Story(date(2026, 3, 2), date(2026, 4, 16), None)


def test_in_brazil_the_request_itself_comes_first(installation: Installation) -> None:
    assert _complaint(installation, subject("BR"), overdue()).matter.before is None


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (MailSays.GRANTED, "On 21 April 2026 Deep Dossier wrote that it had done what it was asked."),
        (MailSays.NOT_FOUND, "On 21 April 2026 Deep Dossier wrote that it has no such data."),
        (MailSays.ACKNOWLEDGED, "On 21 April 2026 Deep Dossier wrote that it had received the request."),
    ],
)
def test_what_the_provider_wrote_late_is_told(
    installation: Installation, says: MailSays, words: str
) -> None:
    made = _complaint(installation, subject("US", "CA"), [*overdue(), Mailed(on(50), "m-1", says)])

    assert words in " ".join(made.letter.body.split())


def test_an_agents_papers_hold_the_permission_that_the_person_signed(
    installation: Installation,
) -> None:
    made = _complaint(installation, subject("US", "CA"), overdue(), AGENT)
    papers = papers_of(made, [], b"%PDF signed")

    assert papers["permission.pdf"] == b"%PDF signed"
    assert "- your authority: permission.pdf" in papers["how-to-file.txt"].decode()


@pytest.mark.parametrize("name", ["evil.html", "x.svg", "noending"])
def test_a_permission_is_named_so_that_no_browser_runs_it(installation: Installation, name: str) -> None:
    agent = AGENT.model_copy(update={"permission_name": name})
    made = _complaint(installation, subject("US", "CA"), overdue(), agent)

    assert permission_name(made.matter) == "permission.bin"


@pytest.mark.parametrize(
    ("who", "regulator", "language"),
    [
        (subject("DE", "Bayern"), "eu_de_by", "de"),
        (subject("AT"), "eu_at", "de"),
        (subject("FR"), "eu_fr", "fr"),
        (subject("ES"), "eu_es", "es"),
        (subject("PL"), "eu_pl", "en"),
    ],
)
def test_it_goes_to_the_authority_where_the_person_lives_in_its_language(
    installation: Installation, who: Subject, regulator: str, language: str
) -> None:
    made = _complaint(installation, who, overdue())

    assert made.matter.regulator is not None
    assert (made.matter.regulator.slug, made.letter.language) == (regulator, language)
    assert made.matter.regulator.name in made.letter.body


def test_another_language_can_be_asked_for(installation: Installation) -> None:
    request = _lived(installation, subject("DE"), overdue())

    assert complaint_of(_later(installation), request, "en").letter.language == "en"


def test_an_agent_complains_with_the_permission_and_gets_the_answer(installation: Installation) -> None:
    made = _complaint(installation, subject("US", "CA"), overdue(), AGENT)

    assert made.letter.facts_disclosed == ("name",)
    assert "requests@hatch.example" in made.letter.body
    assert "ada@mail.example" not in made.letter.body


@pytest.mark.parametrize(
    ("who", "events", "why"),
    [
        (subject("US", "WY"), overdue(), "rests on no law"),
        (subject("US", "CA"), asked(on(45)), "the provider has time until 2026-04-16"),
        (subject("US", "CA"), asked()[:1], "or was not asked"),
        (subject("US", "CA"), [*overdue(), *recheck(50, ABSENT), *recheck(60, ABSENT)], "it was done"),
        (subject("US", "CA"), [*overdue(), Withdrawn(on(50))], "or you withdrew it"),
    ],
)
def test_there_is_no_complaint_where_nothing_was_broken(
    installation: Installation, who: Subject, events: list[Event], why: str
) -> None:
    with pytest.raises(WrongInput, match=why):
        _complaint(installation, who, events)


def test_a_deadline_that_passed_before_it_was_asked_again_is_not_told(
    installation: Installation,
) -> None:
    """It was late, then done; the record came back, and what was asked then was refused."""
    done = [*overdue(), *recheck(50, ABSENT), *recheck(60, ABSENT), *recheck(90, SAME)]
    again = [*done, *submit(91, answer_by=on(136)), Mailed(on(95), "m-1", MailSays.REFUSED)]
    made = _complaint(installation, subject("US", "CA"), again)

    assert made.matter.story.asked_on == on(91).date()
    assert (made.matter.story.answer_by, made.matter.story.refused_on) == (None, on(95).date())


def test_the_papers_say_whom_to_send_them_to_and_what_to_put_where(installation: Installation) -> None:
    made = _complaint(installation, subject("US", "CA"), overdue())
    papers = papers_of(made, [(START, "You asked.")])

    assert sorted(papers) == ["chronology.txt", "complaint.pdf", "complaint.txt", "how-to-file.txt"]
    assert papers["complaint.pdf"].startswith(b"%PDF")
    assert papers["complaint.txt"].decode() == f"{made.letter.subject}\n\n{made.letter.body}"
    assert "2026-03-02 09:00  You asked." in papers["chronology.txt"].decode()
    steps = papers["how-to-file.txt"].decode()
    assert "To: California Privacy Protection Agency\n  https://cppa.ca.gov/webapplications" in steps
    assert "official guidance was read" in steps
    assert "- when the answer was due: 2026-04-16" in steps
    assert f"optout tasks answer {made.matter.row.id} done" in steps


def test_the_papers_say_what_is_not_sure_and_what_comes_before(installation: Installation) -> None:
    steps = papers_of(_complaint(installation, subject("GB"), REFUSED), [])["how-to-file.txt"].decode()

    assert "Before: Complain to the provider itself first" in steps
    assert "uk_gdpr) is secondary: words about the law were read" in steps
    assert "unverified: written down from memory" in steps  # the regulator's address
    assert "- when it was refused: 2026-03-11" in steps
    assert "when the answer was due" not in steps
