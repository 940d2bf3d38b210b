from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.people.facts import MEANINGS
from optout.requests.rights import Right
from optout.rights.elements import Element
from optout.rights.law import Law
from optout.rights.letters import LANGUAGES, Language, Letter, Stage, write_letter
from optout.rights.letters.family import family_of
from optout.rights.letters.listing import every_letter
from optout.rights.table import law, rows
from tests.rights.letters.given import AGENT, DAY, every_occasion, everything, gdpr

WHO = {"name": "Ada Quill", "email": "ada@quill.example"}


def whole(letter: Letter) -> str:
    return f"Subject: {letter.subject}\n\n{letter.body}"


def expected(name: str) -> str:
    return (Path(__file__).parent / "whole" / f"{name}.txt").read_text(encoding="utf-8")


def test_a_request_to_erase_reads_like_this() -> None:
    letter = write_letter(
        everything(gdpr(), facts=WHO, reasons=None, signed=None, answer_by=date(2026, 7, 1))
    )

    assert whole(letter) == expected("erasure.en")


def test_an_agents_copyright_notice_in_german_reads_like_this() -> None:
    row = law("dmca", Right.TAKE_DOWN, DAY)
    letter = write_letter(everything(row, language="de", role="agent", reasons="ein Selbstporträt"))

    assert whole(letter) == expected("notice.de")


def test_an_appeal_in_french_reads_like_this() -> None:
    row = law("vcdpa", Right.OPT_OUT_OF_SALE, DAY)
    letter = write_letter(
        everything(
            row,
            language="fr",
            stage=Stage.APPEAL,
            facts={"name": "Ada Quill", "address-level1": "VA"},
            reasons=None,
            signed=None,
            answer_by=date(2026, 7, 31),
            replies_to_sender=True,
        )
    )

    assert whole(letter) == expected("appeal.fr")


def test_a_complaint_in_spanish_reads_like_this() -> None:
    row = law("uk_gdpr", Right.ACCESS, DAY)
    regulator = "Information Commissioner’s Office"
    letter = write_letter(
        everything(
            row,
            language="es",
            stage=Stage.COMPLAINT,
            facts=WHO,
            regulator=regulator,
            **dict.fromkeys(("reasons", "signed", "refused_on", "ground")),
        )
    )

    assert whole(letter) == expected("complaint.es")


@pytest.mark.parametrize("stage", Stage)
def test_the_reference_stays_and_the_subject_says_which_letter_it_is(stage: Stage) -> None:
    subject = write_letter(everything(gdpr(), stage=stage)).subject

    begins = {
        Stage.REQUEST: "Request to",
        Stage.REMINDER: "Reminder: ",
        Stage.APPEAL: "Review asked for: ",
        Stage.COMPLAINT: "Complaint about Acme People: ",
    }
    assert subject.startswith(begins[stage])
    assert subject.endswith(" [OPT-AAAABBBB22]")


def test_a_letter_without_a_law_names_none() -> None:
    for right in Right:
        letter = write_letter(everything(None, right=right, signed=None))

        assert "GDPR" not in letter.body
        assert " law" not in letter.body
        assert " Act" not in letter.body


@pytest.mark.parametrize("stage", [Stage.REMINDER, Stage.COMPLAINT])
def test_nobody_is_blamed_for_a_day_that_has_not_passed(stage: Stage) -> None:
    def body(answer_by: date) -> str:
        return write_letter(everything(gdpr(), stage=stage, answer_by=answer_by, refused_on=None)).body

    assert "31 May 2026" in body(date(2026, 5, 31))
    assert "1 June 2026" not in body(DAY)


def test_a_ground_and_a_day_that_nobody_gave_are_not_there() -> None:
    letter = write_letter(
        everything(gdpr(), stage=Stage.APPEAL, refused_on=None, ground=None, reasons=None)
    )

    assert "You refused the request below.\n" in letter.body
    assert "ground that was given" not in letter.body
    assert "The reasons" not in letter.body


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        ("excessive", "Als Grund wurde angegeben: ein exzessiver Antrag\n"),
        ("Ihr Konto besteht", "Als Grund wurde angegeben: Ihr Konto besteht\n"),
    ],
)
def test_a_ground_is_said_in_the_language_of_the_letter(ground: str, said: str) -> None:
    assert (
        said in write_letter(everything(gdpr(), stage=Stage.APPEAL, ground=ground, language="de")).body
    )


def test_a_ground_that_nobody_understood_is_not_said() -> None:
    letter = write_letter(everything(gdpr(), stage=Stage.APPEAL, ground="other"))

    assert not any(one.id == "ground.given" for one in letter.paragraphs)


def test_a_law_with_an_appeal_is_appealed_to_and_others_are_asked_for_a_review() -> None:
    def review(row: Law) -> str:
        letter = write_letter(everything(row, stage=Stage.APPEAL))
        return next(one.id for one in letter.paragraphs if one.id.startswith("review."))

    assert review(law("vcdpa", Right.DELETE, DAY)) == "review.appeal"
    assert review(law("uk_gdpr", Right.DELETE, DAY)) == "review.uk"
    assert review(gdpr()) == "review.internal"


def test_laws_with_words_of_their_own_are_families() -> None:
    found = {row.slug: family_of(row) for row in rows()}

    assert family_of(None) == "none"
    assert found["ccpa"] == "ccpa"
    assert found["uk_gdpr"] == "uk_gdpr"
    assert found["vcdpa"] == found["delete_act"] == "us_state"
    assert found["pipeda"] == "other"
    assert found["appi"] == "appi"


def test_the_body_is_the_paragraphs() -> None:
    letter = write_letter(everything(gdpr()))

    assert letter.body == "\n\n".join(one.text for one in letter.paragraphs) + "\n"
    assert letter.elements[Element.REQUEST] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_mail_says_that_its_sender_is_known(language: Language) -> None:
    mail = write_letter(everything(gdpr(), facts={}, replies_to_sender=True, language=language))
    paper = write_letter(everything(gdpr(), facts={}, language=language))

    assert mail.elements[Element.IDENTITY]
    assert mail.elements[Element.CONTACT]
    assert not paper.elements[Element.IDENTITY]
    assert not paper.elements[Element.CONTACT]


def test_who_writes_is_the_person_or_the_agent_or_not_told() -> None:
    assert write_letter(everything(gdpr())).writer == "Ada Quill"
    assert write_letter(everything(gdpr(), role="agent")).writer == "Helping Hands e.V."
    assert write_letter(everything(gdpr(), facts={"email": "a@b.example"})).writer == ""
    parts = {"given-name": "Ada", "family-name": "Quill"}
    assert write_letter(everything(gdpr(), facts=parts)).writer == "Ada Quill"


def all_of(letter: Letter) -> str:
    return f"{letter.subject}\n{letter.body}\n{letter.writer}"


told = st.sets(st.sampled_from(sorted(MEANINGS)), max_size=12)


@settings(max_examples=80, deadline=None)
@given(meanings=told, occasion=st.sampled_from(tuple(every_occasion())), signed=st.booleans())
def test_a_letter_tells_the_facts_it_was_given_and_no_others(
    meanings: set[str], occasion: tuple[Law, Stage, str], signed: bool
) -> None:
    whole = {meaning: f"<{meaning}>" for meaning in MEANINGS}
    facts = {meaning: whole[meaning] for meaning in sorted(meanings)}
    row, stage, _role = occasion
    letter = write_letter(
        everything(row, facts=facts, stage=stage, signed=DAY if signed else None, language="fr")
    )

    assert letter.facts_disclosed == tuple(facts)
    assert {meaning for meaning in MEANINGS if whole[meaning] in all_of(letter)} == meanings


def test_every_letter_is_listed_once_with_its_languages() -> None:
    kinds = every_letter()

    assert len(kinds) == len({(one.law, one.right, one.stage) for one in kinds})
    assert {one.languages for one in kinds} == {LANGUAGES}
    assert {(one.law, one.right) for one in kinds if one.law != "none"} == {
        (row.slug, row.right) for row in rows() if row.through is None
    }
    complaints = {one.law for one in kinds if one.stage == Stage.COMPLAINT}
    assert complaints == {row.slug for row in rows() if row.regulator and not row.through}
    voluntary = {(one.right, one.stage) for one in kinds if one.law == "none"}
    assert voluntary == {(right, stage) for right in Right for stage in Stage if stage != "complaint"}


def test_an_agents_address_identifies_nobody_else() -> None:
    letter = write_letter(everything(gdpr(), role="agent", facts={}, replies_to_sender=True))

    assert not letter.elements[Element.IDENTITY]
    assert "the address from which this message comes" not in letter.body


def test_nothing_is_told_of_an_agent_where_the_person_writes() -> None:
    letter = write_letter(everything(gdpr(), agent=AGENT))

    assert AGENT.name not in letter.body
    assert AGENT.email not in letter.body
    assert letter.writer == "Ada Quill"


@pytest.mark.parametrize(
    ("row", "regulator", "warning"),
    [
        (gdpr(), "the Authority", "Without an answer I shall turn to the Authority."),
        (gdpr(), None, "Without an answer I shall turn to the authority that supervises you."),
        (
            law("dmca", Right.TAKE_DOWN, DAY),
            None,
            "Without an answer I reserve every further step that the law allows.",
        ),
        (None, None, None),
    ],
)
def test_a_reminder_warns_of_whoever_there_is(
    row: Law | None, regulator: str | None, warning: str | None
) -> None:
    letter = write_letter(everything(row, stage=Stage.REMINDER, regulator=regulator))

    found = [one.text for one in letter.paragraphs if one.id.startswith("warning.")]
    assert found == ([warning] if warning else [])


@pytest.mark.parametrize(
    ("right", "unverified"),
    [(Right.LIMIT, True), (Right.OPT_OUT_OF_SALE, True), (Right.DELETE, False), (Right.ACCESS, False)],
)
def test_californian_opt_outs_and_limits_may_not_be_verified(right: Right, unverified: bool) -> None:
    body = write_letter(everything(law("ccpa", right, DAY))).body

    assert ("11 CCR 7060(b)" in body) is unverified
    assert "11 CCR 7060" in body


def test_a_law_without_a_time_is_not_said_to_give_one() -> None:
    timed = write_letter(everything(law("ccpa", Right.DELETE, DAY), answer_by=None)).body
    untimed = write_letter(everything(law("bipa", Right.DELETE, DAY), answer_by=None)).body

    assert "within the time that the law gives you" in timed
    assert "Please act without delay.\n" in untimed
