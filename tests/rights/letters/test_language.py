import re
from datetime import date

import pytest

from optout.channels.mail.understanding.asked import GROUNDS
from optout.people.facts import MEANINGS
from optout.rights.letters import LANGUAGES, Language
from optout.rights.letters.language import templates_in, texts_in
from optout.rights.letters.order import variants
from optout.rights.letters.values import NAMES
from optout.rights.table import rows

SMALL_WORDS = {
    "en": "the and you your please of with this what if for it not which that have",
    "de": "der und sie ihnen bitte nicht ich mit dem von eine oder nach wird zur das",
    "fr": "le vous veuillez je et une ou pour qui dans cette est sur au du",
    "es": "el los las del ruego una para con lo su por pido ustedes persona",
}
"""Words that no two of the languages share, or that the texts of the other do not need."""

# Names that no language translates, and the words under which a false statement is punished.
NAMES_AS_THEY_ARE = re.compile(
    r"TAKE IT DOWN Act|California Consumer Privacy Act|Digital Millennium Copyright Act|[Ss]ection \d+A?"
    r"|Data Protection Act 2018|Lei Geral de Proteção de Dados|under penalty of perjury|Civ\. Code"
    r"|Crime and Policing Act|Personal Information Protection and Electronic Documents Act|UK GDPR"
    r"|\{\w+\}"
)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", NAMES_AS_THEY_ARE.sub(" ", text).lower()))


def small_words(language: str) -> set[str]:
    return set(SMALL_WORDS[language].split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_has_words_and_there_are_words_for_nothing_else(language: Language) -> None:
    named = [one.id for one in variants() if one.has_words]

    assert len(named) == len(set(named))
    assert set(texts_in(language).texts) == set(named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_says_the_same_things_in_every_language(language: Language) -> None:
    # How the person is spoken of is a matter of grammar; German says at once what the letter is about,
    # because after its salutation a sentence would go on in small letters.
    grammar = {"about_me", "of_me"}
    for name, text in templates_in("en").items():
        own = templates_in(language)[name].names - ({"title"} if name == "salutation.any" else set())
        assert own - grammar == text.names - grammar, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_names_only_what_there_can_be(language: Language) -> None:
    for name, text in templates_in(language).items():
        assert text.names <= NAMES, name
        words = "".join(text.parts[::2])
        assert not set("{}") & set(words), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_its_language_and_in_no_other(language: Language) -> None:
    own = small_words(language)
    others = set().union(*(small_words(one) for one in LANGUAGES if one != language)) - own
    for name, text in texts_in(language).texts.items():
        words = words_of(text)
        assert words & others == set(), name
        assert len(words) <= 14 or words & own, name


def test_no_text_is_left_in_another_language() -> None:
    for name in texts_in("en").texts:
        texts = [texts_in(language).texts[name] for language in LANGUAGES]
        if words_of(texts[0]):
            assert len(set(texts)) == len(LANGUAGES), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_counts_days(language: Language) -> None:
    days = re.compile(
        r"\d+ (?:\w+ )?(?:days?|weeks?|months?|hours?|tage?n?|wochen?|monate?n?|stunden?)", re.I
    )
    for name, text in texts_in(language).texts.items():
        assert not days.search(text), name
        assert not re.search(
            r"\b\d+ (jours?|mois|heures?|semaines?|días|meses|horas|semanas)\b", text
        ), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_name_of_its_own(language: Language) -> None:
    facts = texts_in(language).words.facts

    assert facts.keys() == MEANINGS.keys()
    assert all(words and ": " not in words for words in facts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_of_all_languages_differ_from_the_english(language: Language) -> None:
    english, own = texts_in("en").words.facts, texts_in(language).words.facts
    same = {meaning for meaning in own if own[meaning] == english[meaning]}

    assert language == "en" or same <= {"x-image-url"}


@pytest.mark.parametrize(
    ("language", "first", "other"),
    [
        ("en", "1 March 2026", "31 December 2026"),
        ("de", "1. März 2026", "31. Dezember 2026"),
        ("fr", "1er mars 2026", "31 décembre 2026"),
        ("es", "1 de marzo de 2026", "31 de diciembre de 2026"),
    ],
)
def test_days_are_written_as_the_language_does(language: Language, first: str, other: str) -> None:
    words = texts_in(language).words

    assert words.dated(date(2026, 3, 1)) == first
    assert words.dated(date(2026, 12, 31)) == other


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_law_is_named_without_the_right(language: Language) -> None:
    words = texts_in(language).words
    named = {row.slug: words.law(row) for row in rows()}

    assert named["vcdpa"] == "Virginia Consumer Data Protection Act"
    assert named["ccpa"] == "California Consumer Privacy Act (11 CCR 7026)"
    assert named["bipa"] == "Illinois Biometric Information Privacy Act (740 ILCS 14/15)"
    assert not any(", right" in name or ", access" in name for name in named.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ground_that_a_refusal_is_understood_to_have_has_words(language: Language) -> None:
    assert texts_in(language).words.grounds.keys() == set(GROUNDS)


def test_every_place_of_a_state_or_country_has_a_name() -> None:
    codes = {row.jurisdiction for row in rows()} - {"EU"}

    assert codes <= texts_in("en").words.places.keys()
