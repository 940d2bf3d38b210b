"""The web channel end to end, both ways: what it answers, what it sends, what it keeps."""

import pytest

from optout.channels.attempt import Disclosed, Record
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import (
    EXPECTED_FIELDS,
    FACTS,
    FORM_START,
    HOME,
    HOST,
    RECEIPT,
    Runs,
    Site,
    form,
    quick,
)

SEARCHED = "<title>Search</title><h1>Acme search</h1>"
HITS = (
    SEARCHED
    + "<p>2 records found</p><ul>"
    + '<li class=hit><a href="/p/1?utm_source=list#top"><b class=who> Ada  Quill </b></a>'
    + "<i class=where>Springfield</i></li>"
    + '<li class=hit><a href="/p/2?v=2"><b class=who>Ada Quill Jr</b></a></li></ul>'
)


def row(number: int) -> str:
    """One record of a result list, with everything that the definition reads."""
    return (
        f"<li class=hit><a href=/p/{number}><b class=who>Ada Quill</b></a>"
        "<i class=where>Springfield</i></li>"
    )


NOTHING = SEARCHED + "<p>No results for this name. Try another.</p>"
PERSONAL = [
    Disclosed("given-name", HOST, "Ada"),
    Disclosed("family-name", HOST, "Quill"),
    Disclosed("email", HOST, "ada.quill@mail.example"),
    Disclosed("address-level1", HOST, "CA"),
]


def test_it_submits_exactly_the_fields_of_the_form(site: Site, run: Runs) -> None:
    ran = run(Action.SUBMIT)
    assert ran.outcome == Outcome(Answer.DONE, step="read-receipt", sent=Sent.YES)
    assert [hit.fields for hit in site.to("POST", "/send")] == [EXPECTED_FIELDS]


def test_it_records_each_personal_fact_it_sent_and_no_other(site: Site, run: Runs) -> None:
    assert run(Action.SUBMIT).capture.disclosed == PERSONAL


def test_it_sends_the_privacy_signal_and_no_disguise(site: Site, run: Runs) -> None:
    run(Action.SUBMIT)
    headers = site.to("POST", "/send")[0].headers
    assert headers["sec-gpc"] == "1"
    assert "HeadlessChrome" in headers["user-agent"] or headers["user-agent"].startswith("optout/")
    assert headers["origin"] == HOME
    assert headers["referer"].startswith(HOME)


def test_it_keeps_the_form_and_the_answer_as_evidence(site: Site, run: Runs) -> None:
    site.page("/send", "", 303, location="/thanks")
    site.page("/thanks", RECEIPT)
    kept = run(Action.SUBMIT).capture.exchanges
    assert [(one.method, one.url, one.status) for one in kept] == [
        ("GET", HOME + "/optout", 200),
        ("POST", HOME + "/send", 303),
        ("GET", HOME + "/thanks", 200),
    ]
    assert kept[1].request_body == site.to("POST", "/send")[0].body
    assert kept[2].response_body.decode() == RECEIPT


def test_it_takes_a_picture_before_and_after_sending(site: Site, browse: Runs) -> None:
    shots = browse(Action.SUBMIT).capture.screenshots
    assert [name for name, _ in shots] == ["before", "after"]
    assert all(shot.startswith(b"\xff\xd8\xff") for _, shot in shots)
    assert shots[0][1] != shots[1][1]


def test_it_awaits_the_mail_that_the_definition_names(site: Site, run: Runs) -> None:
    site.page("/send", "<h1>Almost done</h1><p>Please CHECK your inbox.</p>")
    expected = Outcome(Answer.DONE, step="read-receipt", awaits="link", sent=Sent.YES)
    assert run(Action.SUBMIT).outcome == expected


def test_it_reads_the_records_of_a_search(site: Site, run: Runs) -> None:
    site.page("/search", HITS)
    ran = run(Action.SEARCH)
    assert ran.outcome == Outcome(Answer.DONE, step="rows")
    assert ran.capture.records == [
        Record(HOME + "/p/1", {"name": "Ada Quill", "address-level2": "Springfield"}),
        Record(HOME + "/p/2?v=2", {"name": "Ada Quill Jr"}),
    ]


def test_a_search_encodes_and_records_what_its_address_discloses(site: Site, run: Runs) -> None:
    site.page("/search", NOTHING)
    ran = run(Action.SEARCH, FACTS | {"name": ("Zoë O'Hara & Söhne/#1",)})
    assert [hit.query for hit in site.hits] == [{"name": "Zoë O'Hara & Söhne/#1"}]
    assert ran.capture.disclosed == [Disclosed("name", HOST, "Zoë O'Hara & Söhne/#1")]


@pytest.mark.parametrize("action", [Action.SEARCH, Action.RECHECK])
@pytest.mark.parametrize("status", [200, 404])
def test_the_sign_of_no_results_proves_absence(
    site: Site, run: Runs, action: Action, status: int
) -> None:
    site.page("/search", NOTHING, status)
    assert run(action).outcome == Outcome(Answer.ABSENT, step="read-results")
    assert len(site.to("GET", "/search")) == 1


def test_a_404_that_says_found_is_not_found(site: Site, run: Runs) -> None:
    site.page("/search", HITS, 404)
    assert failure_of(run, Action.SEARCH) == (Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN)


@pytest.mark.parametrize("status", [403, 429, 500, 503, 401, 451, 400, 410])
def test_the_words_no_results_on_an_error_prove_nothing(site: Site, run: Runs, status: int) -> None:
    site.page("/search", NOTHING, status)
    assert run(Action.SEARCH).outcome.answer != Answer.ABSENT


def test_no_results_beside_a_challenge_prove_nothing(site: Site, run: Runs) -> None:
    site.page("/search", NOTHING + "<div class='cf-turnstile'></div>")
    assert failure_of(run, Action.SEARCH) == (Answer.PERSON, Failure.CHALLENGE)


def failure_of(run: Runs, action: Action) -> tuple[Answer, Failure | None]:
    outcome = run(action).outcome
    return outcome.answer, outcome.failure


def test_two_signs_at_once_are_not_recognised(site: Site, run: Runs) -> None:
    site.page("/search", SEARCHED + "<p>3 records found</p><p>No results for this name</p>")
    assert failure_of(run, Action.SEARCH) == (Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN)


@pytest.mark.parametrize(
    "rows", ["", "<li class=hit><b class=who>Ada Quill</b></li>", "<li class=hit><a>no address</a></li>"]
)
def test_found_without_readable_rows_is_not_recognised(site: Site, run: Runs, rows: str) -> None:
    site.page("/search", SEARCHED + "<p>1 records found</p><ul>" + rows + "</ul>")
    ran = run(Action.SEARCH)
    assert (ran.outcome.answer, ran.outcome.failure, ran.outcome.step) == (
        Answer.UNRECOGNISED,
        Failure.LAYOUT_UNKNOWN,
        "rows",
    )
    assert ran.capture.records == []


@pytest.mark.parametrize("renamed", ["who", "where"])
def test_a_renamed_class_is_not_recognised_and_proves_nothing(
    site: Site, run: Runs, renamed: str
) -> None:
    site.page("/search", HITS.replace(f"class={renamed}", "class=new"))
    ran = run(Action.SEARCH)
    assert (ran.outcome.answer, ran.outcome.failure, ran.outcome.step) == (
        Answer.UNRECOGNISED,
        Failure.LAYOUT_UNKNOWN,
        "rows",
    )
    assert ran.capture.records == []


def test_more_rows_than_it_reads_are_an_incomplete_search(site: Site, run: Runs) -> None:
    rows = "".join(row(n) for n in range(201))
    site.page("/search", SEARCHED + "<p>201 records found</p>" + rows)
    ran = run(Action.SEARCH)
    assert (ran.outcome.answer, ran.outcome.complete) == (Answer.DONE, False)
    assert len(ran.capture.records) == 200


def test_it_opens_the_mailed_link_and_reads_the_confirmation(site: Site, run: Runs) -> None:
    ran = run(Action.CONFIRM)
    assert ran.outcome == Outcome(Answer.DONE, step="read-confirmation", sent=Sent.YES)
    assert [hit.path for hit in site.hits] == ["/confirm/abc123"]


@pytest.mark.parametrize(
    "link",
    [
        "http://acme-people.example/confirm/abc123",
        "https://elsewhere.example/confirm/abc123",
        "https://acme-people.example/other/abc123",
        "https://acme-people.example/confirm/../other",
        "https://acme-people.example@elsewhere.example/confirm/abc123",
    ],
)
def test_it_opens_no_link_that_leads_elsewhere(site: Site, run: Runs, link: str) -> None:
    outcome = run(Action.CONFIRM, {"x-confirm-link": (link,)}).outcome
    assert (outcome.answer, outcome.failure) == (Answer.UNRECOGNISED, Failure.OFF_DOMAIN)
    assert outcome.sent == Sent.NO
    assert site.hits == []


def test_an_expired_link_was_sent_and_is_not_recognised(site: Site, run: Runs) -> None:
    site.page("/confirm/abc123", "<h1>This link has expired</h1>")
    outcome = run(Action.CONFIRM).outcome
    assert (outcome.failure, outcome.sent) == (Failure.LAYOUT_UNKNOWN, Sent.YES)


def test_a_missing_fact_is_asked_for_before_anything_is_opened(site: Site, run: Runs) -> None:
    outcome = run(Action.SUBMIT, {"given-name": ("Ada",), "email": ("ada.quill@mail.example",)}).outcome
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert "family-name" in outcome.detail
    assert site.hits == []


def test_an_optional_fact_that_is_missing_is_left_out(site: Site, run: Runs) -> None:
    facts = {name: value for name, value in FACTS.items() if name != "address-level1"}
    assert run(Action.SUBMIT, facts).outcome.answer == Answer.DONE
    assert dict(site.to("POST", "/send")[0].fields)["st"] == ""


def test_a_missing_button_is_not_recognised_and_nothing_is_sent(site: Site, run: Runs) -> None:
    site.page("/optout", form(end="<button>Vote</button></form>"))
    outcome = run(Action.SUBMIT).outcome
    assert (outcome.answer, outcome.failure, outcome.step) == (
        Answer.UNRECOGNISED,
        Failure.LAYOUT_UNKNOWN,
        "send",
    )
    assert outcome.sent == Sent.NO
    assert site.to("POST", "/send") == []


@pytest.mark.parametrize(
    "end",
    [
        '<input type="submit" value="SEND  request"></form>',
        "<button aria-label='send request'>Go</button>",
    ],
)
def test_a_button_is_known_by_its_accessible_name(site: Site, run: Runs, end: str) -> None:
    site.page("/optout", form(end=end))
    assert run(Action.SUBMIT).outcome.answer == Answer.DONE


def test_a_form_by_get_sends_its_fields_in_the_address(site: Site, run: Runs) -> None:
    site.page("/optout", form(start='<h1>Opt out</h1><form action="/send?dropped=1">'))
    ran = run(Action.SUBMIT)
    assert ran.outcome == Outcome(Answer.DONE, step="read-receipt", sent=Sent.YES)
    assert site.to("GET", "/send")[0].query == dict(EXPECTED_FIELDS[1:])
    assert ran.capture.disclosed == PERSONAL


def test_it_confirms_a_mailed_page_that_has_a_button(site: Site, run: Runs) -> None:
    site.page("/confirm/abc123", f"{FORM_START}<button>Yes, delete</button></form>")
    site.page("/send", "<h1>Confirmed</h1>")
    flow = [
        {"id": "open-link", "open": "link"},
        {"id": "agree", "click": "Yes, delete"},
        {"id": "read", "expect": {"confirmed": "confirmed"}},
    ]
    ran = run(Action.CONFIRM, confirm={"channel": "web", "browser": run.way == "browser", "flow": flow})
    assert ran.outcome == Outcome(Answer.DONE, step="read", sent=Sent.YES)
    assert site.to("POST", "/send")[0].fields == [("csrf", "t0k3n")]


def test_no_outcome_tells_what_the_person_told_us(site: Site, run: Runs) -> None:
    site.page("/send", "<h1>Hello Ada Quill, ada.quill@mail.example</h1>")
    told = repr(run(Action.SUBMIT, bounds=quick(expect_s=0.2)))
    assert [fact for facts in FACTS.values() for fact in facts if len(fact) > 2 and fact in told] == []


def test_a_page_that_nothing_can_change_is_judged_without_waiting(site: Site, browse: Runs) -> None:
    site.page("/optout", "<h1>We moved</h1><p>Nothing here is what it was.</p>")
    ran = browse(Action.SUBMIT, bounds=quick(expect_s=1000.0))
    assert ran.outcome.failure == Failure.LAYOUT_UNKNOWN


def test_a_page_that_a_script_may_change_is_waited_for(site: Site, browse: Runs) -> None:
    late = form().replace("'", "&#39;").replace("\n", "")
    script = f"<script>setTimeout(() => {{ document.body.innerHTML = `{late}` }}, 1500)</script>"
    site.page("/optout", f"<body><p>One moment</p>{script}</body>")
    ran = browse(Action.SUBMIT, bounds=quick(expect_s=1000.0))
    assert ran.outcome.answer == Answer.DONE


def test_a_challenge_that_stays_is_handed_over_without_waiting_for_ever(
    site: Site, browse: Runs
) -> None:
    site.page("/optout", "<h1>Verify you are human</h1><script>window.waits = true</script>")
    ran = browse(Action.SUBMIT, bounds=quick(expect_s=1000.0))
    assert ran.outcome.failure == Failure.CHALLENGE
