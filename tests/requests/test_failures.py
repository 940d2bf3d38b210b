import pytest

from optout.requests.failures import MEANING, Disposition, Failure


def test_every_failure_has_a_meaning_and_nothing_else_has() -> None:
    assert set(MEANING) == set(Failure)


@pytest.mark.parametrize("failure", Failure)
def test_it_says_one_sentence_to_a_human(failure: Failure) -> None:
    sentence = MEANING[failure].sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert sentence.count(".") == 1


def test_sentences_differ_and_every_disposition_is_used() -> None:
    assert len({meaning.sentence for meaning in MEANING.values()}) == len(MEANING)
    assert {meaning.disposition for meaning in MEANING.values()} == set(Disposition)
