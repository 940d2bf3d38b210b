import pytest

from optout.channels.mail.understanding.combining import COSTLY, combined, standing_of
from optout.channels.mail.understanding.deciding import Decision
from optout.channels.mail.understanding.learned.evidence import Spoken
from optout.channels.mail.understanding.learned.opinion import Opinion
from optout.channels.mail.understood import SURE, MailClass

LEVELS = {"unanimous": 0.6, "agreed": 0.9, "doubted": 0.95, "alone": 0.97}


def learned(best: MailClass, likely: float, *sentences: Spoken) -> Opinion:
    every = dict.fromkeys(MailClass, (1 - likely) / 13) | {best: likely}
    return Opinion(every, sentences or (Spoken("body", {best.value: 0.9, "neutral": 0.1}),), LEVELS)


def rules(mail_class: MailClass, confidence: float = 0.9) -> Decision:
    return Decision(mail_class, confidence, ("a reason",))


@pytest.mark.parametrize(
    ("by_rules", "confidence", "likely", "is_sure"),
    [
        (MailClass.EXTENDED, 0.9, 0.9, True),
        (MailClass.EXTENDED, 0.9, 0.89, False),
        (MailClass.EXTENDED, 0.6, 0.94, False),
        (MailClass.EXTENDED, 0.6, 0.95, True),
        (MailClass.ACKNOWLEDGED, 0.9, 0.96, False),
        (MailClass.ACKNOWLEDGED, 0.9, 0.98, True),
    ],
)
def test_how_sure_it_is_depends_on_the_rules(
    by_rules: MailClass, confidence: float, likely: float, is_sure: bool
) -> None:
    beside = Spoken("body", {"refused": 0.9})
    said = Spoken("body", {"extended": 0.9})
    found = combined(rules(by_rules, confidence), learned(MailClass.EXTENDED, likely, said, beside))

    assert found.mail_class == MailClass.EXTENDED
    assert (found.confidence >= SURE) is is_sure
    assert found.confidence < 1


@pytest.mark.parametrize("mail_class", sorted(COSTLY))
def test_what_a_mistake_would_cost_much_is_sure_only_where_the_rules_say_so_too(
    mail_class: MailClass,
) -> None:
    alone = combined(rules(MailClass.ACKNOWLEDGED), learned(mail_class, 0.999))
    both = combined(rules(mail_class), learned(mail_class, 0.999))

    assert (alone.mail_class, both.mail_class) == (mail_class, mail_class)
    assert alone.confidence < SURE <= both.confidence


def test_where_no_sentence_says_anything_nobody_is_sure() -> None:
    mute = learned(MailClass.DONE, 0.99, Spoken("body", {"done": 0.2, "neutral": 0.8}))

    found = combined(rules(MailClass.REFUSED, 0.95), mute)

    assert found.mail_class == MailClass.REFUSED
    assert found.confidence < SURE


def test_the_reasons_name_the_sentences_for_and_against_it() -> None:
    heard = (
        Spoken("subject", {"done": 0.3, "neutral": 0.7}),
        Spoken("body", {"neutral": 0.9, "done": 0.1}),
        Spoken("body", {"done": 0.9}),
        Spoken("body", {"refused": 0.8}),
    )

    found = combined(rules(MailClass.REFUSED), learned(MailClass.DONE, 0.7, *heard))

    assert found.why == (
        "sentence 2 of the body says 'done'",
        "but sentence 3 of the body says 'refused'",
        "but the rules read 'refused'",
        "a reason",
    )


def test_rules_and_sentences_that_all_say_the_same_are_unanimous() -> None:
    done, neutral = Spoken("body", {"done": 0.9}), Spoken("body", {"neutral": 0.9})
    refused = Spoken("footer", {"refused": 0.9})

    assert standing_of(rules(MailClass.DONE, SURE), MailClass.DONE, [done, neutral]) == "unanimous"
    assert standing_of(rules(MailClass.DONE, SURE), MailClass.DONE, [done, refused]) == "agreed"
    assert standing_of(rules(MailClass.DONE, SURE), MailClass.DONE, [neutral]) == "agreed"
    assert standing_of(rules(MailClass.DONE, SURE - 0.01), MailClass.DONE, [done]) == "doubted"
    assert standing_of(rules(MailClass.DONE), MailClass.CODE, [done]) == "alone"


def test_where_nothing_speaks_against_it_less_is_enough() -> None:
    found = combined(rules(MailClass.EXTENDED), learned(MailClass.EXTENDED, 0.7))

    assert found.confidence >= SURE
