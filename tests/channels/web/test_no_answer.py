"""What came after the press that sends, where nothing but a receipt may be believed."""

from typing import Any

import pytest

from optout.channels.web.controls import Control, Seen
from optout.channels.web.entered import Entered
from optout.channels.web.filling import Entry
from optout.channels.web.no_answer import asks_again
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import HOME, RECEIPT, Run, Runs, Site
from tests.channels.web.hinted import EMAIL, IMPORTED, page, submitting

FILL: dict[str, Any] = {"fill": ["email"]}
PRESS: dict[str, Any] = {"click": {"at": "#main button"}}
TEXT = {"id": "x", "see": {"every": [{"text": "opt out"}], "means": "submitted"}}
ADDRESS = {"id": "x", "see": {"every": [{"address": "/send"}], "means": "submitted"}}
HELD = "<script>document.querySelector('#main').onsubmit = () => {}</script>"


def submit(run: Runs, *verbs: Any, trial: bool = False) -> Run:
    pages = {"form": {"url": HOME + "/optout"}, "receipt": {"sign": {"heading": "Request received"}}}
    more = {**IMPORTED, "pages": pages, "never_seen_live": "everything: it does not exist"}
    given = {"is_trial": trial}
    return run(Action.SUBMIT, given=given, **submitting(FILL, PRESS, *verbs, **more))


@pytest.mark.parametrize("trial", [False, True], ids=["asked", "tried"])
@pytest.mark.parametrize("after", [(), ({"await_mail": "link"},)], ids=["the end", "a mail"])
@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ("<h1>Nothing is here</h1>", 404, "the page came with status 404"),
        ("<h1>Not like that</h1>", 422, "the page came with status 422"),
        ("<h1>We will be back soon</h1>", 200, "the page says that it is closed"),
        ("<p>Invalid e-mail</p>" + page(EMAIL), 200, "the form is shown again"),
    ],
)
def test_it_is_not_done(
    site: Site, run: Runs, answer: str, status: int, words: str, after: Any, trial: bool
) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", answer, status)
    outcome = submit(run, *after, trial=trial).outcome
    assert (outcome.failure, outcome.detail, outcome.sent) == (Failure.LAYOUT_UNKNOWN, words, Sent.YES)


def test_a_press_that_sent_nothing_is_done_in_a_trial_only(site: Site, browse: Runs) -> None:
    site.page("/optout", page(EMAIL) + HELD.replace("{}", "false"))
    ran = submit(browse)
    assert (ran.outcome.failure, ran.outcome.detail) == (Failure.FORM_CHANGED, "the press sent nothing")
    assert submit(browse, trial=True).outcome == Outcome(Answer.DONE, step="verb-2", sent=Sent.NO)


SENDS_WITHIN = HELD.replace("{}", "{ fetch('/send', {method: 'POST'}).then(() => %s); return false }")


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("0", "the form is shown again"),
        ("main.outerHTML = '<p>Thank you very much</p>'", "the flow ended without any sign"),
        ("em.value = ''", "the flow ended without any sign"),
    ],
    ids=["stays", "is gone", "is empty"],
)
def test_a_form_that_is_sent_within_its_page_does_not_stay_as_it_was(
    site: Site, browse: Runs, then: str, words: str
) -> None:
    site.page("/optout", page(EMAIL) + SENDS_WITHIN % then)
    site.page("/send", "ok")
    ran = submit(browse).outcome
    assert (ran.failure, ran.detail, ran.sent) == (Failure.LAYOUT_UNKNOWN, words, Sent.YES)
    assert submit(browse, trial=True).outcome.answer == Answer.DONE


@pytest.mark.parametrize("sight", [TEXT, ADDRESS], ids=["its text", "its address"])
@pytest.mark.parametrize("trial", [False, True], ids=["asked", "tried"])
def test_what_the_form_showed_before_is_no_receipt_beside_it(
    site: Site, run: Runs, sight: Any, trial: bool
) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", page(EMAIL))
    ran = submit(run, sight, trial=trial)
    assert (ran.outcome.answer, ran.outcome.sent) == (Answer.UNRECOGNISED, Sent.YES)


def test_a_receipt_counts_also_beside_the_form(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", RECEIPT + page(EMAIL))
    sight = {"see": {"every": [{"text": "request received"}], "means": "submitted"}}
    assert submit(run, sight).outcome.answer == Answer.DONE


@pytest.mark.parametrize("before", [True, False], ids=["was there", "is new"])
def test_an_element_that_was_there_before_the_press_is_no_receipt(
    site: Site, browse: Runs, before: bool
) -> None:
    old = "<p class=msg>Fill in the form</p>" if before else ""
    new = "" if before else "main.outerHTML = '<p class=msg>Thank you</p>'"
    site.page("/optout", old + page(EMAIL) + SENDS_WITHIN % (new or "em.value = ''"))
    site.page("/send", "ok")
    sight = {"see": {"every": [{"at": ".msg"}], "means": "submitted"}}
    answer = Answer.UNRECOGNISED if before else Answer.DONE
    assert submit(browse, sight).outcome.answer == answer


def test_only_all_the_boxes_that_were_told_are_the_form_again() -> None:
    mail, name = (Control(at, "input", type="text", name=at_name) for at, at_name in enumerate("mn"))
    tick = Control(2, "input", type="checkbox", name="t")
    entered = Entered()
    entered.enter([Entry(one, "name", "x", "x") for one in (mail, name, tick)], (), ())
    entered.leave()
    shown = Seen("https://a.example/", 200, controls=(mail, name))
    assert asks_again(shown, entered, None)
    assert not asks_again(Seen("https://a.example/", 200, controls=(mail,)), entered, None)
    assert not asks_again(shown, Entered(), None)
