"""Reading names: letters, order, suffixes, and which forms belong together."""

import pytest

from optout.matching.frequencies import family_share, given_share
from optout.matching.given_names import Relation, relation
from optout.matching.latin import expanded, plain, romanised, sound
from optout.matching.names import LONGEST, MOST_WORDS, same_words, words_of, written


def read(shown: str) -> tuple[list[str], int | None]:
    name = written(shown)
    return [word.plain for word in name.words], name.generation


@pytest.mark.parametrize(
    ("shown", "words", "generation"),
    [
        ("John Smith", ["john", "smith"], None),
        ("SMITH, JOHN Q.", ["john", "q", "smith"], None),
        ("Smith, John, Jr.", ["john", "smith"], 2),
        ("John Smith, Sr", ["john", "smith"], 1),
        ("Smith III, John", ["john", "smith"], 3),
        ("Dr. John Smith MD", ["john", "smith"], None),
        ("Mr Smith", ["mr", "smith"], None),
        ("Junior Smith", ["junior", "smith"], None),
        ("John Senior", ["john", "senior"], None),
        ("Ann (Annie) Smith-Jones", ["ann", "smith", "jones"], None),
        ("O’Brien, Maeve", ["maeve", "obrien"], None),
        ("", [], None),
        (", ,", [], None),
        ("12345", [], None),
    ],
)
def test_a_name_is_read_whatever_its_order(shown: str, words: list[str], generation: int | None) -> None:
    assert read(shown) == (words, generation)


def test_a_hyphen_ties_two_words_and_a_blank_does_not() -> None:
    assert [word.glued for word in words_of("Smith - Jones Brown")] == [False, True, False]


def test_no_more_is_read_than_a_name_can_be_long() -> None:
    assert len(written("a " * 100_000).words) == MOST_WORDS
    assert len(written("a" * 100_000).words[0].plain) == LONGEST


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Müller", "muller", "mueller"),
        ("SØREN", "soren", "soeren"),
        ("Åse", "ase", "aase"),
        ("Weiß", "weiss", "weiss"),
        ("Łucja", "lucja", "lucja"),
        ("Muñoz", "munoz", "munoz"),
        ("Đorđe", "dorde", "djordje"),
        ("Smith", "smith", "smith"),
    ],
)
def test_letters_are_written_in_both_usual_ways(text: str, one: str, two: str) -> None:
    assert (plain(text), expanded(text)) == (one, two)


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Щукин", "shchukin"),
        ("Йорданка", "yordanka"),
        ("Ϊων", "ion"),
        ("Ευγενία", "evgenia"),
        ("Ольга", "olga"),
        ("Объедков", "obedkov"),
        ("李", "李"),
    ],
)
def test_cyrillic_and_greek_are_romanised_and_other_scripts_stay(text: str, latin: str) -> None:
    assert romanised(text) == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("yuliya", "julia"),
        ("aleksey", "alexei"),
        ("dmitriy", "dmitry"),
        ("chaikovskaya", "tchaikovskaia"),
    ],
)
def test_romanisations_of_one_name_share_a_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_the_key_is_not_used_between_two_latin_names() -> None:
    assert not same_words(words_of("Jon"), words_of("Ion"))
    assert not same_words(words_of(""), words_of(""))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("robert", "bob", Relation.SHORT),
        ("bob", "rob", Relation.SHORT),
        ("kathryn", "kate", Relation.SHORT),
        ("stephen", "steven", Relation.SPELLING),
        ("anne", "ann", Relation.SPELLING),
        ("john", "johnathan", Relation.RELATED),
        ("jose", "joseph", Relation.RELATED),
        ("alexander", "alexandra", None),
        ("robert", "albert", None),
        ("eric", "erica", None),
        ("jane", "janet", None),
        ("xyz", "bob", None),
    ],
)
def test_forms_of_a_given_name_belong_together_both_ways(
    one: str, other: str, kind: Relation | None
) -> None:
    assert relation(one, other) is kind
    assert relation(other, one) is kind


def test_common_names_are_known_as_common() -> None:
    assert family_share("smith") > family_share("garcia") > family_share("quillfeather") == 0.0002
    assert given_share("maria") > given_share("winifred") == 0.0005
