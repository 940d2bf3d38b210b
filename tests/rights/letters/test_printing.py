import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from optout.people.facts import MEANINGS
from optout.requests.rights import Right
from optout.rights.letters import LANGUAGES, Language, Letter, Stage, pdf_of, write_letter
from optout.rights.letters.language import texts_in
from optout.rights.letters.printing import picture_of
from optout.rights.table import law
from tests.rights.letters.given import DAY, everything, facts_for, gdpr
from tests.rights.letters.printed import unpacked, words_of


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def expected(letter: Letter) -> str:
    """Writer and day, to whom, what it is about, and then the rest of the letter."""
    words = texts_in(letter.language).words
    fact = re.compile(rf"^- (.*?)(?:{words.colon}|$)", re.MULTILINE)
    addressee, *rest = (fact.sub(r"\1", one.text) for one in letter.paragraphs)
    return squeezed(f"{letter.writer}{words.dated(DAY)}{addressee}{letter.subject}{''.join(rest)}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", Stage)
def test_the_page_says_what_the_letter_says_and_nothing_else(language: Language, stage: Stage) -> None:
    letter = write_letter(everything(gdpr(), language=language, stage=stage))

    assert squeezed(words_of(pdf_of(letter))) == expected(letter)


def test_a_signed_notice_has_the_name_on_the_line_and_the_day_below() -> None:
    letter = write_letter(everything(law("take_it_down", Right.TAKE_DOWN, DAY), role="agent"))

    words = words_of(pdf_of(letter))

    assert words.endswith("for Ada Quill /s/ Ada Quill Ada Quill, signed in person on 30 May 2026")
    assert squeezed(words) == expected(letter)


def test_the_same_letter_gives_the_same_bytes_and_another_does_not() -> None:
    letter = write_letter(everything(gdpr()))

    assert pdf_of(letter) == pdf_of(letter)
    assert pdf_of(letter) != pdf_of(replace(letter, subject="Other"))


def test_the_properties_are_the_title_the_language_the_writer_and_the_day() -> None:
    pdf = unpacked(pdf_of(write_letter(everything(gdpr(), language="de"))))

    assert b"/Author(Ada Quill)" in pdf
    assert b"/Lang(de)" in pdf
    assert b"/CreationDate(D:20260601000000Z)" in pdf
    properties = re.findall(
        rb"/(Title|Author|Subject|Keywords|Creator|Producer|CreationDate|ModDate)\b", pdf
    )
    assert set(properties) == {b"Title", b"Author", b"Creator", b"CreationDate", b"ModDate"}
    assert b"Antrag auf L\xc3\xb6schung personenbezogener Daten [OPT-AAAABBBB22]" in pdf


def test_a_letter_without_a_day_and_a_name_claims_none() -> None:
    letter = write_letter(everything(gdpr(), facts={}, written_on=None))
    pdf = unpacked(pdf_of(letter))

    assert b"/CreationDate" not in pdf
    assert b"/Author" not in pdf


def test_no_other_fact_of_the_person_is_anywhere_in_the_file() -> None:
    whole = {meaning: f"Zq{number:02}x" for number, meaning in enumerate(MEANINGS)}
    told = {meaning: whole[meaning] for meaning in ("name", "postal-code", "x-listing-url")}
    pdf = pdf_of(write_letter(everything(gdpr(), facts=told)))

    everywhere = words_of(pdf) + unpacked(pdf).decode("latin-1")
    assert {meaning for meaning, value in whole.items() if value in everywhere} == set(told)


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd") #import "x": y #{1+1} #[z]',
        "$ x^2 $ *bold* _it_ `raw` @ref <label> = Heading / term: x",
        "// no comment /* none */ \\u{41} \\ ~ -- ---",
        "{reference} [link](x) https://x.example/ \"quoted\" 'single'",
    ],
)
def test_markup_of_the_type_setter_is_printed_as_it_was_written(name: str) -> None:
    letter = write_letter(everything(gdpr(), facts={"name": name, "email": "a@b.example"}))

    assert squeezed(words_of(pdf_of(letter))) == expected(letter)


@pytest.mark.parametrize("length", [60, 300, 2000])
def test_a_long_word_is_broken_and_a_long_letter_goes_on(length: int) -> None:
    name, address = "ÿ" * length, "https://x.example/" + "Ω" * (length - 20)
    facts = facts_for("EU") | {"name": name, "x-listing-url": address}
    letter = write_letter(everything(gdpr(), facts=facts))

    words = words_of(pdf_of(letter)).replace("\u200b", "")

    assert words.count("ÿ") == letter.body.count("ÿ") + length
    assert words.count("Ω") == length - 20
    assert max(map(len, words.split())) <= 100


def test_pages_are_numbered_where_there_are_several() -> None:
    long = write_letter(everything(gdpr(), reasons="because " * 480))

    assert "1 / 2" in words_of(pdf_of(long))
    assert "1 / 1" not in words_of(pdf_of(write_letter(everything(gdpr()))))


@pytest.mark.parametrize("name", ["مريم الصغيرة", "山田 花子", "Ελένη", "Łukasz Żółć", "Оксана"])
def test_every_script_can_be_printed(name: str) -> None:
    letter = write_letter(everything(gdpr(), facts={"name": name, "email": "a@b.example"}))

    assert pdf_of(letter).startswith(b"%PDF-")


def test_threads_print_one_after_the_other() -> None:
    letters = [write_letter(everything(gdpr(), reference=f"OPT-{number}")) for number in range(12)]
    one_by_one = [pdf_of(letter) for letter in letters]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pdf_of, letters)) == one_by_one


def test_a_picture_of_the_page_can_be_had() -> None:
    assert picture_of(write_letter(everything(gdpr()))).startswith(b"\x89PNG")
