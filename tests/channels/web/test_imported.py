"""Definitions from the open broker format, run on pages that look as they say."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from optout.catalog.definition import Provider
from optout.channels.attempt import Attempt, Capture
from optout.matching.match import match
from optout.people.disclosure import facts_for
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Decision, Outcome, Sent
from tests.catalog.importing.brokers import broker, translated
from tests.channels.web.acme import HOME, HOST, RECEIPT, SEARCH_FLOW, Runs, Site, quick
from tests.running.workshop import PERSON

NOW = datetime(2026, 11, 21, tzinfo=UTC)
LIST = {
    "actionType": "navigate",
    "url": HOME + "/people/${firstName|downcase}-${lastName|downcase}/${state|upcase}?a=${age|ageRange}",
    "ageRange": ["18-40", "41-60"],
}
PROFILE = {
    "name": {"selector": "h3", "beforeText": ","},
    "age": {"selector": "h3", "afterText": "Age"},
    "addressCityStateList": {"selector": ".in li", "findElements": True},
}
EXTRACT = {
    "actionType": "extract",
    "selector": ".//li[@class='who']",
    "noResultsSelector": "//p[contains(., 'nobody')]",
    "profile": PROFILE
    | {
        "profileUrl": {
            "selector": "a",
            "identifierType": "path",
            "identifier": HOME + "/p/${id}",
        }
    },
}
ROW = (
    '<li class="who"><h3>{name}, Age {age}</h3><ul class="in"><li>{place}</li></ul>'
    '<a href="/p/{key}?from=list">Open</a><button formaction="/remove/{key}">Remove</button></li>'
)
OWN = ROW.format(name="Zephyrine Quandolin", age=46, place="Ostergrove, OR", key="4711")
NAMESAKE = ROW.format(name="Zephyrine Quandolin", age=71, place="Murkwater, OR", key="1213")
ADDRESS = "/people/zephyrine-quandolin/OR"
LEAVE = {"actionType": "navigate", "url": HOME + "/leave"}
SUBMIT = {"actionType": "click", "elements": [{"type": "button", "selector": "button"}]}
RECEIVED = {
    "actionType": "expectation",
    "expectations": [{"type": "text", "selector": "h1", "expect": "Request received"}],
}


def form(*controls: str) -> str:
    return (
        f'<h1>Leave</h1><form id="f" method="post" action="/send">{"".join(controls)}'
        '<button type="submit">Send request</button></form>'
    )


def fill(**types: str) -> dict[str, Any]:
    """Element types by the id of their box."""
    elements = [{"type": kind, "selector": f"#{box}"} for box, kind in types.items()]
    return {"actionType": "fillForm", "selector": "#f", "elements": elements}


NAME = '<p><label>First name <input id="gn" name="gn"></label></p>'
LAST = '<p><label>Last name <input id="fn" name="fn"></label></p>'
MAIL = '<p><label>E-mail address <input id="em" name="em" type="email"></label></p>'
PHONE = '<p><label>Phone number <input id="ph" name="ph" {}></label></p>'


@dataclass(frozen=True, slots=True)
class Imported:
    """Runs a step of a synthetic broker in the browser."""

    runs: Runs

    def search(self, *actions: dict[str, Any]) -> tuple[Outcome, Capture]:
        return self._run(translated(broker(HOST, scan=list(actions))), Action.SEARCH)

    def submit(self, *actions: dict[str, Any]) -> tuple[Outcome, Capture]:
        return self._run(translated(broker(HOST, opt_out=list(actions))), Action.SUBMIT)

    def _run(self, provider: Provider, action: Action) -> tuple[Outcome, Capture]:
        step = provider.search if action == Action.SEARCH else provider.submit
        assert step is not None
        facts = facts_for(PERSON, step.needs, on=NOW.date(), listing_url=HOME + "/p/4711")
        attempt = Attempt("a1", provider, action, facts, NOW, "ref-1")
        attempt = replace(attempt, recognise=_likeness)
        capture = Capture()
        return self.runs.runner.run(self.runs._run(attempt, capture, quick())), capture


def _likeness(fields: Any) -> float | None:
    found = match(PERSON, fields, NOW.date())
    return found.score if found.decision == Decision.SAME else None


@pytest.fixture
def imported(browse: Runs) -> Imported:
    return Imported(browse)


def test_a_search_reads_the_records_of_its_list(site: Site, imported: Imported) -> None:
    site.page(ADDRESS, f"<ul>{OWN}{NAMESAKE}</ul>")

    outcome, capture = imported.search(LIST, EXTRACT)

    assert outcome.answer == Answer.DONE
    assert site.hits[0].query == {"a": "41-60"}
    first, second = capture.records
    assert first.fields["name"] == "Zephyrine Quandolin"
    assert (first.fields["x-age"], first.fields["x-places"]) == ("46", "Ostergrove, OR")
    assert first.key == HOME + "/p/4711"
    assert second.fields["x-age"] == "71"


def test_only_the_sign_of_nobody_proves_absence(site: Site, imported: Imported) -> None:
    site.page(ADDRESS, "<h1>People</h1><p>There is nobody of that name.</p>")
    assert imported.search(LIST, EXTRACT)[0].answer == Answer.ABSENT

    site.page(ADDRESS, "<h1>People</h1><p>Something else.</p>")
    assert imported.search(LIST, EXTRACT)[0].answer == Answer.UNRECOGNISED


def test_a_form_is_filled_and_sent_and_its_receipt_read(site: Site, imported: Imported) -> None:
    site.page("/leave", form(NAME, LAST, MAIL))

    outcome, _ = imported.submit(
        LEAVE,
        {"actionType": "generateEmail"},
        fill(gn="firstName", fn="lastName", em="email"),
        SUBMIT,
        RECEIVED,
    )

    assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.YES)
    [sent] = site.to("POST", "/send")
    assert sent.fields == [
        ("gn", "Zephyrine"),
        ("fn", "Quandolin"),
        ("em", "zephyrine@quandolin-mail.example"),
    ]


def test_what_others_invent_is_sent_empty(site: Site, imported: Imported) -> None:
    site.page("/leave", form(NAME, LAST, MAIL, PHONE.format("")))
    boxes = fill(gn="firstName", fn="lastName", em="email", ph="$generated_phone_number$")

    outcome, capture = imported.submit(LEAVE, boxes, SUBMIT, RECEIVED)

    assert outcome.answer == Answer.DONE
    [sent] = site.to("POST", "/send")
    assert ("ph", "") in sent.fields
    assert "tel" not in {told.meaning for told in capture.disclosed}


def test_the_person_is_asked_where_the_form_insists_on_it(site: Site, imported: Imported) -> None:
    site.page("/leave", form(NAME, LAST, MAIL, PHONE.format("required")))
    boxes = fill(gn="firstName", fn="lastName", em="email", ph="$generated_phone_number$")

    outcome, _ = imported.submit(LEAVE, boxes, SUBMIT, RECEIVED)

    assert (outcome.answer, outcome.sent) == (Answer.PERSON, Sent.NO)
    assert site.to("POST", "/send") == []


def test_a_challenge_is_handed_over(site: Site, imported: Imported) -> None:
    site.page(
        "/leave", form(NAME, LAST, MAIL, '<div class="captcha"><img alt="a riddle" src="data:,"></div>')
    )
    challenge = [
        {"actionType": kind, "selector": ".captcha"} for kind in ("getCaptchaInfo", "solveCaptcha")
    ]

    outcome, _ = imported.submit(
        LEAVE, fill(gn="firstName", fn="lastName", em="email"), *challenge, SUBMIT, RECEIVED
    )

    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.CHALLENGE)
    assert site.to("POST", "/send") == []


@pytest.mark.parametrize(
    ("there", "hits"), [("", []), ('<a id="cookies" href="/cookies">Fine</a>', ["/cookies"])]
)
def test_a_condition_acts_only_where_it_is_met(
    site: Site, imported: Imported, there: str, hits: list[str]
) -> None:
    site.page("/leave", form(NAME, LAST, MAIL) + there)
    site.page("/cookies", form(NAME, LAST, MAIL))
    condition = {
        "actionType": "condition",
        "expectations": [{"type": "element", "selector": "#cookies", "failSilently": True}],
        "actions": [{"actionType": "click", "elements": [{"type": "button", "selector": "#cookies"}]}],
    }

    outcome, _ = imported.submit(
        LEAVE, condition, fill(gn="firstName", fn="lastName", em="email"), SUBMIT, RECEIVED
    )

    assert outcome.answer == Answer.DONE
    assert [hit.path for hit in site.to("GET", "/cookies")] == hits


def test_the_button_of_the_persons_own_record_is_pressed(site: Site, imported: Imported) -> None:
    site.page("/leave", f'<h1>Records</h1><form method="post"><ul>{NAMESAKE}{OWN}</ul></form>')
    for key in ("4711", "1213"):
        site.page(f"/remove/{key}", RECEIPT)
    parent = {"profileMatch": {"selector": "li.who", "profile": PROFILE}}
    remove = {
        "actionType": "click",
        "elements": [{"type": "button", "selector": "button", "parent": parent}],
    }

    outcome, _ = imported.submit(LEAVE, remove, RECEIVED)

    assert outcome.answer == Answer.DONE
    assert [hit.path for hit in site.hits if hit.method == "POST"] == ["/remove/4711"]


def test_a_token_that_never_shows_is_waited_for(site: Site, imported: Imported) -> None:
    site.page("/leave", form(NAME, LAST, MAIL, '<input type="hidden" name="token" value="t">'))
    token = {"type": "element", "selector": "//input[@name='token' and @value != '']"}
    waits = {"actionType": "expectation", "expectations": [token]}

    outcome, _ = imported.submit(
        LEAVE, waits, fill(gn="firstName", fn="lastName", em="email"), SUBMIT, RECEIVED
    )

    assert outcome.answer == Answer.DONE


def test_a_receipt_that_does_not_show_is_none(site: Site, imported: Imported) -> None:
    site.page("/leave", form(NAME, LAST, MAIL))
    concealed = '<p class="ok" style="display:none">Received</p>'
    site.page("/send", f"<h1>Your records</h1><p>Choose what to do with your records.</p>{concealed}")
    receipt = {"actionType": "expectation", "expectations": [{"type": "element", "selector": ".ok"}]}

    outcome, _ = imported.submit(LEAVE, fill(gn="firstName", fn="lastName", em="email"), SUBMIT, receipt)

    assert outcome.answer == Answer.UNRECOGNISED


def test_a_mailed_link_is_awaited(site: Site, imported: Imported) -> None:
    site.page("/leave", form(NAME, LAST, MAIL))
    mail = {"actionType": "emailConfirmation", "pollingTime": 30}

    outcome, _ = imported.submit(
        LEAVE, fill(gn="firstName", fn="lastName", em="email"), SUBMIT, RECEIVED, mail, RECEIVED
    )

    assert (outcome.answer, outcome.awaits) == (Answer.DONE, "link")


@pytest.mark.parametrize(
    ("left", "pressed"), [("${age}", "/older"), ("${birthYear}", "/younger")], ids=["met", "not met"]
)
def test_a_choice_follows_the_persons_facts(
    site: Site, imported: Imported, left: str, pressed: str
) -> None:
    site.page(
        "/leave", '<h1>Age</h1><a id="o" href="/older">Older</a> <a id="y" href="/younger">Younger</a>'
    )
    site.page("/older", RECEIPT)
    site.page("/younger", RECEIPT)
    older, younger = ([{"type": "button", "selector": selector}] for selector in ("#o", "#y"))
    choice = {"condition": {"left": left, "operation": "<=", "right": "100"}, "elements": older}
    click = {"actionType": "click", "choices": [choice], "default": {"elements": younger}}

    outcome, _ = imported.submit(LEAVE, click, RECEIVED)

    assert outcome.answer == Answer.DONE
    assert site.hits[-1].path == pressed


NOBODY = "<p>There is nobody else.</p>"


@pytest.mark.parametrize(
    "rows",
    [
        f"<div><template shadowrootmode=open><li class=who>{OWN}</li></template></div>",
        '<iframe src="/frame" width="500"></iframe>',
    ],
    ids=["shadow tree", "frame"],
)
def test_rows_that_show_and_cannot_be_read_prove_no_absence(
    site: Site, imported: Imported, rows: str
) -> None:
    site.page(ADDRESS, f"<h1>1 person found</h1>{rows}{NOBODY}")
    site.page("/frame", OWN)

    outcome, _ = imported.search(LIST, EXTRACT | {"selector": ".who"})

    assert (outcome.answer, outcome.detail) == (Answer.UNRECOGNISED, "rows show that cannot be read")


def test_a_sign_of_nobody_without_a_word_proves_no_absence(site: Site, imported: Imported) -> None:
    site.page(
        ADDRESS,
        '<h1>The records are loading</h1><p class="none"><img alt="" width="9" height="9" src="/x"></p>',
    )

    outcome, _ = imported.search(LIST, EXTRACT | {"noResultsSelector": ".none"})

    assert (outcome.answer, outcome.failure) == (Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN)


@pytest.mark.parametrize(
    ("rest", "gap"),
    [
        ("<p>2 people found</p>", ""),
        ("<p>40 people found</p>", "fewer records were read than the page states"),
        ('<a href="?p=2">Next</a>', "a next page was not read"),
    ],
)
def test_a_list_that_goes_on_is_an_incomplete_search(
    site: Site, imported: Imported, rest: str, gap: str
) -> None:
    site.page(ADDRESS, f"<ul>{OWN}{NAMESAKE}</ul>{rest}")

    outcome, _ = imported.search(LIST, EXTRACT)

    assert (outcome.answer, outcome.complete, outcome.detail) == (Answer.DONE, not gap, gap)


@pytest.mark.parametrize(
    ("status", "answer"),
    [(404, Answer.ABSENT), (410, Answer.UNRECOGNISED), (503, Answer.UNREACHABLE), (403, Answer.BLOCKED)],
)
def test_the_sign_of_nobody_on_an_error_page_proves_nothing(
    site: Site, imported: Imported, status: int, answer: Answer
) -> None:
    site.page(ADDRESS, "<h1>People of this name</h1><a id=all href=/all>Show them</a>")
    site.page("/all", "<h1>People</h1><p>There is nobody of that name.</p>", status)
    follow = {"actionType": "click", "elements": [{"type": "button", "selector": "#all"}]}

    assert imported.search(LIST, follow, EXTRACT)[0].answer == answer


@pytest.mark.parametrize(("may", "opened"), [(lambda _: True, 1), (lambda _: False, 0), (None, 1)])
def test_only_what_may_be_the_persons_is_opened(site: Site, run: Runs, may: Any, opened: int) -> None:
    rows = SEARCH_FLOW[-1]["extract"] | {"detail": {"x-age": ".age"}}
    hit = '<li class="hit"><a href="/p/1"><b class="who">Ada Quill</b></a><i class="where">York</i></li>'
    site.page("/search", f"<h1>Acme search</h1><p>1 records found</p>{hit}")
    site.page("/p/1", "<h1>Ada Quill</h1><p class=age>41</p>")
    flow = [*SEARCH_FLOW[:-1], {"id": "rows", "extract": rows}]
    step = {"channel": "web", "browser": run.way == "browser", "needs": {"name": "required"}}

    run(Action.SEARCH, given={"may_be_of": may}, search=step | {"flow": flow})

    assert len(site.to("GET", "/p/1")) == opened
