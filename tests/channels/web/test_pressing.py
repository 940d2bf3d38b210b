"""Pressing by name and by selector, the last look before it, and what counts as sending."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from optout.channels.web import browsing
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import FACTS, HOME, RECEIPT, Run, Runs, Site
from tests.channels.web.hinted import EMAIL, PAGES, RECEIVED, SEND, box, page, submitting

FILL = {"fill": [box("email", "#em")]}
AGREE = "<p><label id=agree><input type=checkbox name=ok value=1 required> I like this</label></p>"
DIV = "<div id=go onclick=\"document.querySelector('#main').requestSubmit()\">Send</div>"
CHANGED = (Answer.UNRECOGNISED, Failure.FORM_CHANGED, Sent.NO)
UNKNOWN = (Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN, Sent.NO)


def submit(run: Runs, *verbs: Any, given: Any = None, **more: Any) -> Run:
    return run(Action.SUBMIT, given=given, **submitting(*verbs, **more))


def failure_of(ran: Run) -> tuple[Answer, Failure | None, Sent]:
    return ran.outcome.answer, ran.outcome.failure, ran.outcome.sent


def sent(site: Site) -> list[tuple[str, str]]:
    return [pair for hit in site.to("POST", "/send") for pair in hit.fields]


@pytest.mark.parametrize(
    ("target", "noted"),
    [
        ({"at": "#main button"}, "#main button"),
        ({"at": "//form//button"}, "//form//button"),
        ({"name": "Send request", "at": "#moved"}, "#moved"),
        ({"name": "Gone", "at": "form button"}, "form button"),
        ([{"at": "#main button"}], "#main button"),
    ],
)
def test_it_presses_by_name_first_and_by_selector_else(
    site: Site, run: Runs, target: Any, noted: str
) -> None:
    site.page("/optout", page(EMAIL))
    ran = submit(run, FILL, {"click": target}, RECEIVED)
    assert ran.outcome == Outcome(Answer.DONE, step="verb-3", sent=Sent.YES)
    assert ran.capture.clicked == [noted]
    assert [name for name, _ in ran.capture.screenshots] == (["before", "after"] if run.browser else [])


def test_what_is_no_control_is_pressed_with_the_mouse(site: Site, browse: Runs) -> None:
    site.page("/optout", page(EMAIL, DIV))
    assert submit(browse, FILL, {"click": {"at": "#go"}}, RECEIVED).outcome.answer == Answer.DONE
    assert sent(site) == [("em", "ada.quill@mail.example")]


def test_what_is_covered_is_pressed_without_the_mouse(site: Site, browse: Runs) -> None:
    banner = "<div style='position:fixed;inset:0;background:white'>Cookies</div>"
    site.page("/optout", page(EMAIL, DIV) + banner)
    assert submit(browse, FILL, {"click": {"at": "#go"}}, RECEIVED).outcome.answer == Answer.DONE


def test_by_plain_http_only_controls_can_be_pressed(site: Site, plain: Runs) -> None:
    site.page("/optout", page(EMAIL, DIV))
    assert failure_of(submit(plain, FILL, {"click": {"at": "#go"}}, RECEIVED)) == (
        Answer.UNRECOGNISED,
        Failure.FORM_CHANGED,
        Sent.NO,
    )


@pytest.mark.parametrize("at", ["[name=ok]", "#agree"], ids=["the box itself", "its label"])
def test_a_required_box_that_the_flow_ticks_is_not_new(site: Site, run: Runs, at: str) -> None:
    site.page("/optout", page(EMAIL + AGREE))
    ran = submit(run, FILL, {"click": {"at": at}}, {"click": {"at": "button"}}, RECEIVED)
    assert ran.outcome.answer == Answer.DONE
    assert sent(site) == [("em", "ada.quill@mail.example"), ("ok", "1")]


def test_a_box_may_be_ticked_before_the_form_is_filled(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL + AGREE))
    ran = submit(run, {"click": {"at": "#agree"}}, {"fill": ["email"]}, SEND, RECEIVED)
    assert ran.outcome.answer == Answer.DONE


@pytest.mark.parametrize("button", ["Send request", {"at": "#main button"}])
@pytest.mark.parametrize(
    "new",
    [AGREE, "<p><label>Salary <input name=pay required></label>", "<input name=x9 aria-required=true>"],
)
def test_a_new_required_control_stops_a_hinted_form_before_it_is_filled(
    site: Site, run: Runs, button: Any, new: str
) -> None:
    site.page("/optout", page(EMAIL + new))
    ran = submit(run, FILL, {"click": button}, RECEIVED)
    assert failure_of(ran) == CHANGED
    assert ran.outcome.detail.startswith("new required: ")
    assert ran.capture.filled == []


def test_a_required_control_that_shows_up_only_after_filling_stops_the_press(
    site: Site, browse: Runs
) -> None:
    script = (
        "<input name=late required style='display:none' id=late><script>"
        "em.onchange = () => late.style.display = 'block'</script>"
    )
    site.page("/optout", page(EMAIL + script))
    ran = submit(browse, FILL, {"click": {"at": "button"}}, RECEIVED)
    assert failure_of(ran) == CHANGED
    assert [one.meaning for one in ran.capture.filled] == ["email"]
    assert not site.to("POST", "/send")


def test_a_required_control_of_another_form_is_none_of_ours(site: Site, run: Runs) -> None:
    other = "<form action=/search><input name=q required></form>"
    site.page("/optout", page(EMAIL, before=other))
    assert submit(run, FILL, {"click": {"at": "#main button"}}, RECEIVED).outcome.answer == Answer.DONE


def test_required_controls_that_are_filled_after_a_press_on_the_same_page_are_not_new(
    site: Site, browse: Runs
) -> None:
    more = "<button type=button id=more>More</button><input name=gn id=gn required>"
    site.page("/optout", page(EMAIL + more))
    needs = {"email": "required", "given-name": "required"}
    second = {"fill": [box("given-name", "#gn")]}
    verbs = (FILL, {"click": {"at": "#more"}}, second, {"click": {"at": "#main p:last-child button"}})
    assert submit(browse, *verbs, RECEIVED, needs=needs).outcome.answer == Answer.DONE
    assert sent(site) == [("em", "ada.quill@mail.example"), ("gn", "Ada")]


def test_a_form_that_leads_away_stops_a_press_by_selector(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL).replace("/send", "https://elsewhere.example/send"))
    ran = submit(run, FILL, {"click": {"at": "button"}}, RECEIVED)
    assert failure_of(ran)[1] == Failure.OFF_DOMAIN


def test_all_that_match_are_pressed(site: Site, run: Runs) -> None:
    ticks = "".join(f"<input type=checkbox name=b value={number}>" for number in range(3))
    site.page("/optout", page(EMAIL + ticks))
    every = {"at": "[name=b]", "every": True}
    ran = submit(run, FILL, {"click": every}, {"click": {"at": "button"}}, RECEIVED)
    assert ran.outcome.answer == Answer.DONE
    assert [value for name, value in sent(site) if name == "b"] == ["0", "1", "2"]


def test_only_the_first_match_is_pressed_otherwise(site: Site, run: Runs) -> None:
    ticks = "".join(f"<input type=checkbox name=b value={number}>" for number in range(3))
    site.page("/optout", page(EMAIL + ticks))
    submit(run, FILL, {"click": {"at": "[name=b]"}}, {"click": {"at": "button"}}, RECEIVED)
    assert [value for name, value in sent(site) if name == "b"] == ["0"]


def test_a_missing_optional_target_leaves_out_the_rest_of_its_click_only(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL + "<input type=checkbox name=b>"))
    click = {"click": [{"at": "#popup", "optional": True}, {"at": "[name=b]"}]}
    ran = submit(run, click, FILL, {"click": {"at": "button"}}, RECEIVED)
    assert ran.outcome.answer == Answer.DONE
    assert sent(site) == [("em", "ada.quill@mail.example")]


@pytest.mark.parametrize(
    ("button", "failure"),
    [
        ("", Failure.LAYOUT_UNKNOWN),
        ("<button id=go disabled>Send</button>", Failure.FORM_CHANGED),
        ("<button id=go style='display:none'>Send</button>", Failure.FORM_CHANGED),
    ],
    ids=["missing", "disabled", "hidden"],
)
def test_a_target_that_cannot_be_pressed_stops_the_attempt(
    site: Site, run: Runs, button: str, failure: Failure
) -> None:
    site.page("/optout", page(EMAIL, button))
    ran = submit(run, FILL, {"click": {"at": "#go"}}, RECEIVED)
    assert failure_of(ran) == (Answer.UNRECOGNISED, failure, Sent.NO)
    assert ran.outcome.step == "verb-2"


ROWS = "".join(
    f"<li class=hit><b class=who>{name}</b> <i class=where>{where}</i>"
    f"<a href=/remove/{number}>Remove</a> <a class=more href=/more/{number}>More</a></li>"
    for number, (name, where) in enumerate(
        [("Ada Quill", "Reno"), ("Ada Quill", "Springfield"), ("Adam Quill", "Springfield")]
    )
)
IN_LISTING = {"row": "li.hit", "fields": {"name": ".who", "address-level2": ".where"}}


def from_springfield(fields: Any) -> float | None:
    fits = fields["name"] == "Ada Quill" and fields["address-level2"] == "Springfield"
    return 0.9 if fits else 0.5 if fields["name"] == "Adam Quill" else None


@pytest.mark.parametrize(
    ("target", "opened"),
    [({"name": "Remove"}, "/remove/1"), ({"at": "./a[2]"}, "/more/1"), ({"at": "a.more"}, "/more/1")],
)
def test_it_presses_inside_of_the_persons_own_row_only(
    site: Site, run: Runs, target: Any, opened: str
) -> None:
    site.page("/optout", f"<h1>Opt out</h1><a href=/remove/9>Remove</a><ul>{ROWS}</ul>")
    site.page(opened, RECEIPT)
    click = {"click": {**target, "in_listing": IN_LISTING}}
    ran = submit(run, click, RECEIVED, needs={}, given={"recognise": from_springfield})
    assert ran.outcome.answer == Answer.DONE
    assert [hit.path for hit in site.hits if hit.path != "/favicon.ico"] == ["/optout", opened]


@pytest.mark.parametrize("recognise", [None, lambda _: None], ids=["nobody can say", "strangers"])
def test_where_no_row_is_surely_the_persons_own_a_person_is_asked(
    site: Site, run: Runs, recognise: Any
) -> None:
    site.page("/optout", f"<h1>Opt out</h1><ul>{ROWS}</ul>")
    click = {"click": {"name": "Remove", "in_listing": IN_LISTING}}
    ran = submit(run, click, RECEIVED, needs={}, given={"recognise": recognise})
    assert failure_of(ran) == (Answer.PERSON, Failure.POSSIBLE_MATCH, Sent.NO)


def test_without_any_row_the_page_is_not_recognised(site: Site, run: Runs) -> None:
    site.page("/optout", "<h1>Opt out</h1><a href=/remove/9>Remove</a>")
    click = {"click": {"name": "Remove", "in_listing": IN_LISTING}}
    ran = submit(run, click, RECEIVED, needs={}, given={"recognise": from_springfield})
    assert failure_of(ran) == UNKNOWN


STOPPED = Outcome(Answer.DONE, step="verb-2", detail="stopped before sending")


def test_it_stops_before_the_press_that_sends(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    ran = submit(run, FILL, SEND, RECEIVED, given={"stop_before_send": True})
    assert ran.outcome == STOPPED
    assert [one.meaning for one in ran.capture.filled] == ["email"]
    assert (ran.capture.clicked, site.to("POST", "/send")) == ([], [])


def test_it_stops_before_an_earlier_page_of_a_form_is_posted(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL, "<button>Next</button>"))
    verbs = (FILL, {"click": "Next"}, {"expect": {"next": "form"}}, SEND, RECEIVED)
    ran = submit(run, *verbs, given={"stop_before_send": True})
    assert ran.outcome == STOPPED
    assert not site.to("POST", "/send")


def test_it_does_not_stop_before_a_press_that_posts_nothing(site: Site, run: Runs) -> None:
    site.page("/optout", f"<h1>Opt out</h1><a href='{HOME}/two'>Start</a>")
    site.page("/two", page(EMAIL))
    verbs = ({"click": "Start"}, FILL, SEND, RECEIVED)
    ran = submit(run, *verbs, given={"stop_before_send": True})
    assert ran.outcome == Outcome(Answer.DONE, step="verb-3", detail="stopped before sending")
    assert ran.capture.clicked == ["Start"]


def test_a_press_before_a_branch_that_may_press_again_counts_as_sending(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    maybe = {"branch": [{"sees": [{"text": "sure?"}], "do": [{"id": "again", "click": "Yes"}]}]}
    site.page("/send", "<h1>Something else</h1>")
    ran = submit(run, FILL, SEND, maybe, RECEIVED)
    assert failure_of(ran) == (Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN, Sent.YES)


def test_a_search_sends_nothing_whatever_it_presses(site: Site, run: Runs) -> None:
    site.page("/search", "<h1>Acme search</h1><form action=/none><button>All</button></form>")
    site.page("/none", "<h1>Acme search</h1>Nothing for you")
    flow = [
        {"id": "open", "open": "results"},
        {"id": "all", "click": {"at": "button"}},
        {"id": "see", "see": {"every": [{"text": "nothing for YOU"}], "means": "none"}},
    ]
    search = {
        "channel": "web",
        "browser": bool(run.browser),
        "needs": {"name": "required"},
        "flow": flow,
    }
    ran = run(
        Action.SEARCH,
        FACTS,
        pages=PAGES,
        search=search,
        mail=None,
        confirm=None,
        submit={"channel": "hand", "url": HOME, "instructions": ["write"]},
    )
    assert ran.outcome == Outcome(Answer.ABSENT, step="see")


TICKED = AGREE.replace("name=ok", "name=ok checked")


@pytest.mark.parametrize("box_of_theirs", [AGREE, TICKED])
def test_a_box_that_is_ticked_stays_ticked(site: Site, run: Runs, box_of_theirs: str) -> None:
    site.page("/optout", page(EMAIL + box_of_theirs))
    ran = submit(run, FILL, {"click": {"at": "input[name=ok]"}}, SEND, RECEIVED)
    assert ran.outcome.answer == Answer.DONE
    assert ("ok", "1") in sent(site)


@pytest.mark.parametrize(
    "box_of_theirs",
    [
        "<label>I'm not a robot <input type=checkbox name=ok></label>",
        "<button type=button name=ok>I am human</button>",
    ],
)
def test_what_says_that_a_human_presses_it_is_left_to_one(
    site: Site, run: Runs, box_of_theirs: str
) -> None:
    site.page("/optout", page(EMAIL + box_of_theirs))
    ran = submit(run, {"click": {"at": "[name=ok]"}}, FILL, SEND, RECEIVED)
    assert failure_of(ran) == (Answer.PERSON, Failure.CHALLENGE, Sent.NO)
    assert ran.capture.clicked == []


def test_a_trial_of_an_imported_step_is_done_as_described_and_says_that_nothing_left(
    site: Site, browse: Runs
) -> None:
    held = "<script>document.querySelector('#main').onsubmit = () => false</script>"
    site.page("/optout", page(EMAIL) + RECEIPT + held)
    assert submit(browse, FILL, SEND, RECEIVED).outcome.failure == Failure.LAYOUT_UNKNOWN
    ran = submit(browse, FILL, SEND, RECEIVED, given={"is_trial": True})
    assert ran.outcome == Outcome(Answer.DONE, step="verb-3", sent=Sent.NO)


def test_a_letter_of_news_beside_a_form_without_form_is_no_part_of_it(site: Site, browse: Runs) -> None:
    send = "<button onclick=\"fetch('/send', {method: 'POST'}).then(() => location = '/done')\">"
    news = "<div><input name=news required> <button>Subscribe</button></div>"
    site.page("/optout", f"<h1>Opt out</h1><div>{EMAIL}{send}Send request</button></div>{news}")
    site.page("/done", RECEIPT)
    assert submit(browse, FILL, SEND, RECEIVED).outcome.answer == Answer.DONE
    required = "<p><label>Passport <input name=passport required></label></p>"
    site.page(
        "/optout", f"<h1>Opt out</h1><div>{EMAIL}{required}{send}Send request</button></div>{news}"
    )
    assert failure_of(submit(browse, FILL, SEND, RECEIVED)) == CHANGED


def test_a_form_that_forgets_what_was_typed_is_not_sent_empty(site: Site, browse: Runs) -> None:
    forget = "<script>document.forms[0].oninput = e => setTimeout(() => e.target.form.reset())</script>"
    site.page("/optout", page(EMAIL) + forget)
    assert failure_of(submit(browse, FILL, SEND, RECEIVED)) == CHANGED
    assert site.to("POST", "/send") == []


NEXT = '<button type=button id=next onclick="{}">Next</button>'
TELL = "fetch('/api', {method: 'POST', body: em.value})"
MORE = '<p><label>Given name <input id="gn" name="gn"></label></p>'
STOP = {"stop_before_send": True}


def test_whatever_left_with_what_was_entered_was_sent(site: Site, browse: Runs) -> None:
    site.page("/optout", page(EMAIL))
    site.page("/send", "<h1>One more step</h1>")
    ran = submit(browse, FILL, SEND, {"click": "Finish"})
    assert failure_of(ran) == (Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN, Sent.YES)


def test_what_left_before_anything_was_entered_was_not_sent(site: Site, browse: Runs) -> None:
    site.page("/optout", f"<h1>Opt out</h1><a href='{HOME}/two'>Start</a>")
    site.page("/two", page(EMAIL))
    ran = submit(browse, {"click": "Start"}, FILL, {"click": "Finish"})
    assert failure_of(ran) == UNKNOWN


@pytest.mark.parametrize(
    ("form", "seen"),
    [
        (page(EMAIL).replace("method=post", "method=get"), Sent.NO),
        (page(EMAIL + NEXT.format(TELL)), Sent.NO),
        (page(EMAIL.replace("id=", f'onchange="{TELL}" id=')), Sent.MAYBE),
    ],
    ids=["by GET", "by a script", "while it is filled"],
)
def test_it_stops_before_any_press_that_may_tell_what_was_entered(
    site: Site, browse: Runs, form: str, seen: Sent
) -> None:
    site.page("/optout", form)
    site.page("/api", "")
    first = {"click": {"at": "form button"}}
    ran = submit(browse, FILL, first, {"click": {"at": "#finish"}}, RECEIVED, given=STOP)
    assert ran.outcome == replace(STOPPED, sent=seen)
    assert (ran.capture.clicked, site.hits[-1].path == "/api") == ([], seen == Sent.MAYBE)


@pytest.mark.parametrize(("does", "seen"), [("1", Sent.NO), (TELL, Sent.YES)])
def test_a_button_within_the_page_is_pressed_until_something_left(
    site: Site, browse: Runs, does: str, seen: Sent
) -> None:
    site.page("/optout", page(EMAIL + NEXT.format(does) + MORE))
    site.page("/api", "")
    second = {"fill": [box("given-name", "#gn")]}
    on = {"click": {"at": "#next"}}
    needs = {"email": "required", "given-name": "required"}
    ran = submit(browse, FILL, on, second, on, second, SEND, RECEIVED, given=STOP, needs=needs)
    pressed = 1 if seen == Sent.YES else 2
    assert len(ran.capture.clicked) == pressed
    assert (ran.outcome.answer, ran.outcome.sent) == (Answer.DONE, seen)
    assert not site.to("POST", "/send")


def test_a_tick_that_sends_the_form_has_sent_it(site: Site, browse: Runs) -> None:
    site.page("/optout", page(EMAIL + "<input type=checkbox id=ok onchange='this.form.submit()'>"))
    site.page("/send", page(EMAIL))
    ran = submit(browse, FILL, {"click": {"at": "#ok"}}, SEND, RECEIVED, given=STOP)
    assert ran.outcome.sent != Sent.NO
    assert ran.capture.clicked == ["#ok"]


@pytest.mark.parametrize("hangs", [True, False], ids=["no picture in time", "no picture at all"])
def test_a_picture_that_cannot_be_taken_changes_nothing(
    site: Site, browse: Runs, monkeypatch: pytest.MonkeyPatch, hangs: bool
) -> None:
    real = CDPSession.send

    async def send(self: CDPSession, method: str, params: Any = None) -> Any:
        if method == "Page.captureScreenshot":
            if hangs:
                await asyncio.Event().wait()
            raise PlaywrightError("Unable to capture screenshot")
        return await real(self, method, params)

    monkeypatch.setattr(CDPSession, "send", send)
    monkeypatch.setattr(browsing, "_PICTURE_S", 0.2)
    site.page("/optout", page(EMAIL))
    ran = submit(browse, FILL, SEND, RECEIVED)
    words = "a picture of the page could not be taken"
    assert ran.outcome == Outcome(Answer.DONE, step="verb-3", detail=words, sent=Sent.YES)
    assert ran.capture.screenshots == []
