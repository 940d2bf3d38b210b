"""Seeing, branching, handing over, awaiting, scrolling and trying again."""

import asyncio
from typing import Any

import pytest

from optout.catalog.known_form import read_known_form
from optout.catalog.verbs import FactIs
from optout.channels.web.verbs.branching import applies
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import FACTS, HOME, RECEIPT, Run, Runs, Site, a_provider, quick
from tests.channels.web.hinted import EMAIL, IMPORTED, RECEIVED, SEND, page, submitting

FILL = {"fill": ["email"]}
UNKNOWN = (Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN)
THANKS = (
    "<h2 id=ok>Thank  you,\n<i>we</i> work on it</h2><p id=secret style='display:none'>Hidden words</p>"
)


def submit(run: Runs, *verbs: Any, given: Any = None, facts: Any = None, **more: Any) -> Run:
    return run(Action.SUBMIT, facts, given=given, **submitting(*verbs, **more))


def search(run: Runs, *verbs: Any, **more: Any) -> Run:
    flow = [
        {"id": "open", "open": "results"},
        *({"id": f"v{at}", **one} for at, one in enumerate(verbs)),
    ]
    step = {"channel": "web", "browser": bool(run.browser), "needs": {"name": "required"}, "flow": flow}
    return run(Action.SEARCH, FACTS, **submitting(SEND, needs={}, search=step, **more))


def failure_of(ran: Run) -> tuple[Answer, Failure | None]:
    return ran.outcome.answer, ran.outcome.failure


def sees(*every: Any, means: str | None = None) -> dict[str, Any]:
    return {"see": {"every": list(every), "means": means}}


@pytest.mark.parametrize(
    "check",
    [
        {"text": "thank YOU, we work"},
        {"at": "#ok"},
        {"at": "//h2", "text": "we  work"},
        {"address": "/send"},
        {"text": "Thank you", "within": "#ok"},
        {"at": "#ok", "text": "you", "address": "acme-people"},
    ],
)
@pytest.mark.parametrize("means", ["submitted", "awaits-mail"])
def test_what_shows_says_that_it_is_done(site: Site, run: Runs, check: Any, means: str) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", THANKS)
    ran = submit(run, FILL, SEND, sees(check, {"text": "never there", "optional": True}, means=means))
    assert ran.outcome == Outcome(Answer.DONE, step="verb-3", sent=Sent.YES)


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ({"text": "All is well"}, "the page does not show 'All is well'"),
        ({"at": "#gone"}, "the page does not show '#gone'"),
        ({"at": "#secret"}, "the page does not show '#secret'"),
        ({"at": "#secret", "text": "words"}, "the page does not show 'words' in '#secret'"),
        ({"address": "/elsewhere"}, "the page does not show '/elsewhere'"),
    ],
)
def test_the_check_that_does_not_hold_is_named(site: Site, run: Runs, check: Any, words: str) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", THANKS)
    ran = submit(run, FILL, SEND, sees({"at": "#ok"}, check, means="submitted"))
    assert failure_of(ran) == UNKNOWN
    assert (ran.outcome.detail, ran.outcome.sent) == (words, Sent.YES)


@pytest.mark.parametrize(
    ("status", "more", "failure"),
    [
        (500, "", Failure.SERVER_ERROR),
        (403, "", Failure.FORBIDDEN),
        (200, "<div class=g-recaptcha></div>", Failure.CHALLENGE),
        (200, "<p>Sign in <input type=password></p>", Failure.LOGIN_WALL),
    ],
)
def test_an_unexpected_page_is_judged_as_ever(
    site: Site, run: Runs, status: int, more: str, failure: Failure
) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", "<p>This is what came</p>" + more, status)
    assert submit(run, FILL, SEND, sees({"text": "Thank you"})).outcome.failure == failure


@pytest.mark.parametrize(
    ("status", "more", "absent"),
    [(200, "", True), (404, "", True), (410, "", False), (200, "<div class=h-captcha></div>", False)],
)
def test_absence_by_sight_is_as_strict_as_by_a_page(
    site: Site, run: Runs, status: int, more: str, absent: bool
) -> None:
    site.page("/search", "<h1>Acme search</h1><p id=none>No results</p>" + more, status)
    ran = search(run, sees({"at": "#none", "text": "no results"}, means="none"))
    assert (ran.outcome.answer == Answer.ABSENT) == absent


def test_absence_is_believed_only_once_the_page_has_settled(site: Site, browse: Runs) -> None:
    site.page("/rows", "<li>One</li>")
    script = (
        "<script>fetch('/rows').then(r => r.text())"
        ".then(t => document.body.innerHTML = '<h1>Acme search</h1>' + t)</script>"
    )
    site.page("/search", f"<h1>Acme search</h1><p id=none>No results</p>{script}")
    assert failure_of(search(browse, sees({"at": "#none"}, means="none"))) == UNKNOWN


def test_rows_are_read_off_a_page_whose_sight_means_found(site: Site, run: Runs) -> None:
    site.page("/search", "<h1>Acme search</h1><ul><li><a href=/p/1>Ada Quill</a></ul>")
    extract = {"extract": {"row": "li", "key": "a", "fields": {"name": "a"}}}
    ran = search(run, sees({"at": "//li"}, means="found"), extract)
    assert ran.outcome == Outcome(Answer.DONE, step="v1")
    assert [one.key for one in ran.capture.records] == [HOME + "/p/1"]


EXTRACT = {"extract": {"row": "li", "key": "a", "fields": {"name": "a"}, "none": "#none"}}


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("<ul><li><a href=/p/1>Ada Quill</a></ul>", Answer.DONE),
        ("<p id=none>Nobody</p>", Answer.ABSENT),
        ("<p id=none style='display:none'>Nobody</p>", Answer.UNRECOGNISED),
        ("<p id=none>Nobody</p><div class=h-captcha></div>", Answer.PERSON),
        ("<p>Nobody</p>", Answer.UNRECOGNISED),
    ],
)
def test_the_list_itself_may_know_how_it_looks_when_it_is_empty(
    site: Site, run: Runs, body: str, answer: Answer
) -> None:
    site.page("/search", "<h1>Acme search</h1>" + body)
    assert search(run, EXTRACT).outcome.answer == answer


@pytest.mark.parametrize("status", [403, 500])
def test_an_empty_list_on_an_error_proves_nothing(site: Site, run: Runs, status: int) -> None:
    site.page("/search", "<h1>Acme search</h1><p id=none>Nobody</p>", status)
    assert search(run, EXTRACT).outcome.answer not in (Answer.ABSENT, Answer.DONE)


@pytest.mark.parametrize(
    ("comparison", "value", "holds"),
    [
        (">=", "100", False),
        (">=", "9", True),
        ("==", "41.0", True),
        ("!=", "41", False),
        ("<", "45", True),
        ("<=", "40", False),
        (">", "old", False),
    ],
)
def test_facts_are_compared_as_numbers_where_both_are(comparison: str, value: str, holds: bool) -> None:
    condition = FactIs.model_validate({"fact": "x-age", "comparison": comparison, "value": value})
    assert applies(condition, Facts({"x-age": ("41",)})) is holds
    assert not applies(condition, Facts())


def test_facts_are_compared_as_text_otherwise() -> None:
    condition = FactIs(fact="address-level1", comparison="==", value="ca")
    assert applies(condition, Facts({"address-level1": ("CA",)}))
    assert not applies(condition, Facts({"address-level1": ("IL",)}))


def way(number: int, **parts: Any) -> dict[str, Any]:
    return {"do": [{"id": f"way-{number}", "click": f"Way {number}"}], **parts}


LINKS = "".join(f"<p><a href=/way/{number}>Way {number}</a></p>" for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("ways", "taken"),
    [
        ([way(1, sees=[{"text": "gone"}]), way(2, sees=[{"at": "h1"}]), way(3)], "/way/2"),
        ([way(1, when={"fact": "x-age", "comparison": ">", "value": "50"}), way(2)], "/way/2"),
        ([way(1, when={"fact": "x-age", "comparison": "<", "value": "50"}), way(2)], "/way/1"),
        ([way(1, when={"fact": "tel", "comparison": "!=", "value": "1"}), way(3)], "/way/3"),
        ([way(1, sees=[{"text": "gone", "optional": True}])], "/way/1"),
    ],
)
def test_the_first_way_that_applies_is_taken(site: Site, run: Runs, ways: Any, taken: str) -> None:
    site.page("/optout", "<h1>Opt out</h1>" + LINKS)
    site.page(taken, RECEIPT)
    ran = submit(run, {"branch": ways}, RECEIVED, needs={}, facts={"x-age": ("41",)})
    assert ran.outcome.answer == Answer.DONE
    assert [hit.path for hit in site.hits if hit.path.startswith("/way")] == [taken]


def test_where_no_way_applies_the_flow_goes_on(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    nothing = {"branch": [way(1, sees=[{"text": "gone"}])]}
    assert submit(run, nothing, FILL, SEND, RECEIVED).outcome.answer == Answer.DONE


def test_a_way_may_say_that_the_page_is_not_known(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    ran = submit(run, {"branch": [{"sees": [{"at": "form"}], "stop": True}]}, FILL, SEND, RECEIVED)
    assert (*failure_of(ran), ran.outcome.step) == (*UNKNOWN, "verb-1")


def test_branches_are_bounded_in_depth(site: Site, run: Runs) -> None:
    verb: dict[str, Any] = {"id": "deepest", "see": {"every": [{"at": "h1"}], "means": "submitted"}}
    for depth in range(6):
        verb = {"id": f"depth-{depth}", "branch": [{"do": [verb]}]}
    site.page("/optout", page(EMAIL))
    ran = submit(run, {"branch": verb["branch"]}, needs={})
    assert (*failure_of(ran), ran.outcome.detail) == (*UNKNOWN, "the flow's branches are too deep")


@pytest.mark.parametrize(
    ("because", "failure"),
    [
        ("challenge", Failure.CHALLENGE),
        ("sign-in", Failure.LOGIN_WALL),
        ("signature", Failure.BY_HAND),
        ("payment", Failure.BY_HAND),
    ],
)
def test_what_only_a_person_can_do_is_handed_over(
    site: Site, run: Runs, because: str, failure: Failure
) -> None:
    site.page("/optout", page(EMAIL + "<canvas id=pad width=50 height=20></canvas>"))
    order = {"hand_over": {"because": because, "at": "#pad", "say": "Do it yourself."}}
    ran = submit(run, FILL, order, SEND, RECEIVED)
    assert ran.outcome == Outcome(Answer.PERSON, failure, step="verb-2", detail="Do it yourself.")


def test_a_hand_over_whose_place_is_gone_is_an_unknown_layout(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    order = {"hand_over": {"because": "challenge", "at": "#captcha"}}
    assert failure_of(submit(run, FILL, order, SEND, RECEIVED)) == UNKNOWN


def test_a_challenge_that_does_not_show_lets_the_flow_go_on(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL + "<div id=captcha style='display:none'></div>"))
    order = {"hand_over": {"because": "challenge", "at": "#captcha"}}
    assert submit(run, FILL, order, SEND, RECEIVED).outcome.answer == Answer.DONE


SUM = "<p><label>How much is 3 + 4? <input name=sum required></label></p>"
RIDDLE = "<p><label>Which colour is the sky? <input name=sum required></label></p>"
AT_SUM = {"hand_over": {"because": "challenge", "at": "[name=sum]", "say": "Solve it."}}


@pytest.mark.parametrize(
    ("question", "flow"), [(SUM, (FILL, AT_SUM)), (SUM, (FILL,)), (RIDDLE, (FILL, AT_SUM))]
)
def test_a_required_question_for_humans_is_a_challenge_before_anything_is_typed(
    site: Site, run: Runs, question: str, flow: tuple[dict[str, Any], ...]
) -> None:
    site.page("/optout", page(EMAIL + question))
    ran = submit(run, *flow, SEND, RECEIVED)
    assert failure_of(ran) == (Answer.PERSON, Failure.CHALLENGE)
    assert (ran.capture.filled, ran.capture.disclosed) == ([], [])


def test_a_question_that_the_recorded_form_lists_as_a_challenge_is_one(site: Site, run: Runs) -> None:
    known = read_known_form(
        'button "Send request"\ncontrol textbox "E-mail address" asks email, named "em"\n'
        'control textbox "Which colour is the sky?" asks !challenge, named "sum", required\n'
        f"target post {HOME}/send\n"
    )
    site.page("/optout", page(EMAIL + RIDDLE))
    provider = a_provider(browser=bool(run.browser), **submitting(FILL, SEND, RECEIVED))
    ran = submit(run, SEND, given={"provider": provider.knowing({"submit.verb-2": known})})
    assert failure_of(ran) == (Answer.PERSON, Failure.CHALLENGE)


CODE = (
    "<h1>Opt out</h1><form method=post action=/done>"
    "<label>Verification code <input name=c required></label><button>Check</button></form>"
)


def code_flow(site: Site) -> tuple[dict[str, Any], ...]:
    site.page("/optout", page(EMAIL))
    site.page("/send", CODE)
    site.page("/done", RECEIPT)
    return (FILL, SEND, {"await_mail": "code"}, {"fill": ["x-code"]}, {"click": "Check"}, RECEIVED)


NEEDS = {"email": "required", "x-code": "required"}


def test_a_mailed_code_is_awaited_and_entered(site: Site, run: Runs) -> None:
    async def code() -> str:
        return "4711"

    ran = submit(run, *code_flow(site), needs=NEEDS, given={"await_code": code})
    assert ran.outcome == Outcome(Answer.DONE, step="verb-6", sent=Sent.YES)
    assert [hit.fields for hit in site.to("POST", "/done")] == [[("c", "4711")]]


@pytest.mark.parametrize("can_read", [True, False])
def test_without_a_code_the_person_is_asked_for_the_mail(site: Site, run: Runs, can_read: bool) -> None:
    async def code() -> None:
        return None

    given = {"await_code": code} if can_read else {}
    ran = submit(run, *code_flow(site), needs=NEEDS, given=given)
    missing = Failure.MAIL_MISSING if can_read else Failure.NO_MAILBOX
    assert failure_of(ran) == (Answer.PERSON, missing)
    assert (ran.outcome.step, ran.outcome.sent) == ("verb-3", Sent.NO)


def test_the_attempts_time_stands_still_while_a_code_is_awaited(site: Site, browse: Runs) -> None:
    async def slow() -> str:
        await asyncio.sleep(3.5)
        return "4711"

    parts = submitting(*code_flow(site), needs=NEEDS)
    bounds = quick(attempt_s=3.0)
    ran = browse(Action.SUBMIT, None, bounds, given={"await_code": slow}, **parts)
    assert ran.outcome.answer == Answer.DONE


def test_a_trial_is_done_where_a_mailed_link_is_awaited(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    awaiting = {"await_mail": "link"}, {"scroll": "#never"}
    ran = submit(run, FILL, SEND, *awaiting, given={"is_trial": True})
    assert ran.outcome == Outcome(Answer.DONE, step="verb-3", awaits="link", sent=Sent.YES)


def test_what_is_drawn_only_in_view_is_scrolled_to(site: Site, browse: Runs) -> None:
    late = """<div style='height:3000px'></div><div id=far>.</div><script>
      new IntersectionObserver((all, one) => { 
        if (all[0].isIntersecting) far.textContent = 'Drawn now' })
        .observe(far)</script>"""
    site.page("/optout", page(EMAIL) + late)
    shown = sees({"at": "#far", "text": "drawn now"}, means="submitted")
    assert submit(browse, {"scroll": "#far"}, shown, needs={}).outcome.answer == Answer.DONE
    within = sees({"text": "drawn now", "within": "//div[@id='far']"}, means="submitted")
    assert submit(browse, within, needs={}).outcome.answer == Answer.DONE


def test_what_should_be_scrolled_to_and_is_gone_is_an_unknown_layout(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    assert failure_of(submit(run, {"scroll": "#far"}, SEND, RECEIVED, needs={})) == UNKNOWN


def test_a_verb_is_tried_again_while_the_page_lacks_what_it_needs(site: Site, browse: Runs) -> None:
    late = "<script>setTimeout(() => document.body.append('Drawn at last'), 1800)</script>"
    site.page("/optout", page(EMAIL) + late)
    shown = sees({"text": "drawn at last"}, means="submitted")
    assert failure_of(submit(browse, shown, needs={})) == UNKNOWN
    again = {**shown, "retry": {"times": 5, "every_s": 0.2}}
    assert submit(browse, again, needs={}).outcome.answer == Answer.DONE


def test_nothing_is_tried_again_once_something_was_sent(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    again = {**SEND, "click": {"at": "#gone"}, "retry": {"times": 3, "every_s": 0}}
    ran = submit(run, FILL, SEND, again, RECEIVED)
    assert ran.outcome.step == "verb-3"
    assert len(site.to("POST", "/send")) == 1


def imported(pages: Any) -> dict[str, Any]:
    return {**IMPORTED, "pages": pages, "never_seen_live": "everything: it does not exist"}


@pytest.mark.parametrize("after", [(), ({"await_mail": "link"},)], ids=["the end", "a mail"])
def test_a_definition_of_others_has_to_see_that_it_is_done_too(
    site: Site, run: Runs, after: Any
) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", "<h1>This is what came</h1><p>Your session has expired.</p>")
    pages = {"form": {"url": HOME + "/optout"}}
    ran = submit(run, FILL, {"click": {"at": "button"}}, *after, **imported(pages))
    assert (*failure_of(ran), ran.outcome.sent) == (*UNKNOWN, Sent.YES)


def test_a_definition_of_our_own_has_to_see_that_it_is_done(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    ran = submit(run, FILL, {"click": {"at": "button"}})
    assert (*failure_of(ran), ran.outcome.sent) == (*UNKNOWN, Sent.YES)


def test_the_rows_of_a_definition_of_others_need_no_page_that_says_found(site: Site, run: Runs) -> None:
    site.page("/search", "<ul><li><a href=/p/1>Ada Quill</a></ul>")
    extract = {"extract": {"row": "li", "key": "a", "fields": {"name": "a"}}}
    pages = {"results": {"url": HOME + "/search?name={name|lower}"}, "form": {"url": HOME + "/optout"}}
    ran = search(run, extract, **imported(pages))
    assert ran.outcome == Outcome(Answer.DONE, step="v0")
    assert [hit.query for hit in site.to("GET", "/search")] == [{"name": "ada quill"}]


def test_a_challenge_in_place_of_the_rows_is_one(site: Site, run: Runs) -> None:
    site.page("/search", "<p>Please wait</p><div class=cf-turnstile></div>")
    extract = {"extract": {"row": "li", "key": "a", "fields": {"name": "a"}}}
    pages = {"results": {"url": HOME + "/search"}, "form": {"url": HOME + "/optout"}}
    assert failure_of(search(run, extract, **imported(pages))) == (Answer.PERSON, Failure.CHALLENGE)


@pytest.mark.parametrize(
    ("status", "more", "failure"),
    [(500, "", Failure.SERVER_ERROR), (200, "<div class=h-captcha></div>", Failure.CHALLENGE)],
)
@pytest.mark.parametrize("after", [(), ({"await_mail": "link"},)], ids=["the end", "a mail"])
def test_an_error_in_answer_to_what_was_sent_is_not_done_for_want_of_a_sign(
    site: Site, run: Runs, status: int, more: str, failure: Failure, after: Any
) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", "<h1>This is what came</h1>" + more, status)
    pages = {"form": {"url": HOME + "/optout"}}
    ran = submit(run, FILL, {"click": {"at": "button"}}, *after, **imported(pages))
    assert (ran.outcome.failure, ran.outcome.sent) == (failure, Sent.YES)
