"""Filling by hints: the selector is looked at first, and the form's own words have the last say."""

from typing import Any

import pytest

from optout.channels.attempt import FilledIn
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import FACTS, Run, Runs, Site
from tests.channels.web.hinted import EMAIL, RECEIVED, SEND, box, page, submitting

MAIL = "ada.quill@mail.example"
KNOWN = FACTS | {"x-age": ("41",), "bday-year": ("1984",), "x-place": ("Springfield, IL",)}
DONE = Outcome(Answer.DONE, step="verb-3", sent=Sent.YES)


def fill(run: Runs, *filling: Any, facts: Any = None, needs: Any = None, **more: Any) -> Run:
    parts = submitting({"fill": list(filling), **more}, SEND, RECEIVED, needs=needs)
    return run(Action.SUBMIT, KNOWN if facts is None else facts, **parts)


def failure_of(ran: Run) -> tuple[Answer, Failure | None, Sent]:
    return ran.outcome.answer, ran.outcome.failure, ran.outcome.sent


CHANGED = (Answer.UNRECOGNISED, Failure.FORM_CHANGED, Sent.NO)


def sent(site: Site) -> list[tuple[str, str]]:
    return [pair for hit in site.to("POST", "/send") for pair in hit.fields]


def test_a_box_whose_words_say_nothing_is_found_by_its_hint(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL + "<input name=q7 id=q7>"))
    ran = fill(run, "email", box("x-age", "#q7"), needs={"email": "required", "x-age": "required"})
    assert ran.outcome == DONE
    assert sent(site) == [("em", MAIL), ("q7", "41")]


def test_every_control_that_was_filled_is_written_down_without_showing_its_value(
    site: Site, run: Runs
) -> None:
    site.page("/optout", page(EMAIL + "<input name=q7>"))
    needs = {"email": "required", "x-place": "required"}
    ran = fill(run, box("x-place", "[name=q7]"), "email", needs=needs)
    assert ran.capture.filled == [
        FilledIn("[name=q7]", "x-place", "Springfield, IL"),
        FilledIn("#em", "email", MAIL),
    ]
    assert MAIL not in repr(ran.capture.filled)
    assert ran.capture.clicked == ["Send request"]


@pytest.mark.parametrize("at", ["#em", "//input[@id='em']", "form input[name=em]", "(//form//input)[1]"])
def test_a_hint_is_css_or_xpath(site: Site, run: Runs, at: str) -> None:
    site.page("/optout", page(EMAIL))
    assert fill(run, box("email", at)).outcome == DONE
    assert sent(site) == [("em", MAIL)]


def test_where_ids_were_renamed_the_only_control_that_asks_for_it_is_filled(
    site: Site, run: Runs
) -> None:
    site.page("/optout", page(EMAIL))
    ran = fill(run, box("email", "#user-mail"))
    assert ran.outcome == DONE
    assert ran.capture.filled == [FilledIn("#em", "email", MAIL)]


def test_of_several_matches_the_one_that_asks_for_it_is_filled(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL + "<p><label>First name <input name=gn></label>"))
    assert fill(run, box("email", "form input")).outcome == DONE
    assert sent(site) == [("em", MAIL), ("gn", "")]


@pytest.mark.parametrize(
    "fields",
    [
        "<input name=a><input name=b>",
        "<p><label>First name <input name=a></label></p><p><label>First name <input name=b></label>",
    ],
    ids=["nobody says", "two ask"],
)
def test_a_control_that_is_gone_and_not_replaced_stops_the_attempt(
    site: Site, run: Runs, fields: str
) -> None:
    site.page("/optout", page(fields))
    ran = fill(run, box("given-name", "#gn"), needs={"given-name": "required"})
    assert failure_of(ran) == CHANGED
    assert ran.outcome.detail == "no control for given-name is where it was"
    assert not site.to("POST", "/send")


@pytest.mark.parametrize(
    "control",
    [
        "<label>E-mail address <input id=em name=ssn></label>",
        "<label>Social security number <input id=em name=em></label>",
        "<label>E-mail address <input id=em name=em type=password></label>",
        "<label>Card number <input id=em name=em autocomplete=cc-number></label>",
        "<label>First name <input id=em name=em></label>",
        "<label>Phone number <input id=em name=em></label>",
        "<label>Verification code <input id=em name=em autocomplete=one-time-code></label>",
        "<label>I agree to the terms <input id=em name=em type=checkbox></label>",
    ],
    ids=["name ssn", "label ssn", "password", "card", "name", "phone", "code", "tick"],
)
def test_a_hint_that_the_controls_own_words_contradict_is_not_followed(
    site: Site, run: Runs, control: str
) -> None:
    site.page("/optout", page(control))
    ran = fill(run, box("email", "#em"))
    assert failure_of(ran) == CHANGED
    assert ran.capture.filled == []
    assert MAIL not in str(ran.outcome)


@pytest.mark.parametrize(
    ("meaning", "label"), [("given-name", "Last name"), ("family-name", "First name")]
)
def test_a_first_and_a_last_name_that_changed_places_stop_the_attempt(
    site: Site, run: Runs, meaning: str, label: str
) -> None:
    site.page("/optout", page(f"<label>{label} <input id=one name=one></label>"))
    assert failure_of(fill(run, box(meaning, "#one"), needs={meaning: "required"})) == CHANGED


def test_meanings_of_one_family_may_stand_for_each_other(site: Site, run: Runs) -> None:
    site.page("/optout", page("<label>City <input id=where name=where></label>"))
    assert fill(run, box("x-place", "#where"), needs={"x-place": "required"}).outcome == DONE


@pytest.mark.parametrize(
    "hiding",
    [
        "style='display:none'",
        "hidden",
        "tabindex=-1 autocomplete=off",
        "style='position:absolute;left:-999px'",
    ],
)
def test_a_hidden_control_is_not_filled_whatever_points_at_it(
    site: Site, run: Runs, hiding: str
) -> None:
    site.page("/optout", page(f"<input id=em name=em {hiding}>"))
    assert failure_of(fill(run, box("email", "#em"))) == CHANGED


def test_a_covered_control_is_not_filled_whatever_points_at_it(site: Site, browse: Runs) -> None:
    cover = "<div style='position:absolute;inset:0;background:white'>.</div>"
    site.page("/optout", page(f"<div style='position:relative'><input id=em name=em>{cover}</div>"))
    assert failure_of(fill(browse, box("email", "#em"))) == CHANGED


@pytest.mark.parametrize("within", ["#main", "form:nth-of-type(2)", "#moved-away"])
def test_the_form_that_holds_the_boxes_is_a_hint(site: Site, run: Runs, within: str) -> None:
    site.page("/optout", page(EMAIL))
    assert fill(run, box("email", "#em"), within=within).outcome == DONE


def test_a_box_is_looked_for_inside_of_the_form_only(site: Site, run: Runs) -> None:
    other = "<form action=/search>Search <input name=mail></form>"
    site.page("/optout", page("<label>E-mail <input name=mail></label>", before=other))
    assert fill(run, box("email", "[name=mail]"), within="#main").outcome == DONE
    assert sent(site) == [("mail", MAIL)]


def test_a_blank_that_the_form_does_not_insist_on_stays_empty(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL + "<input name=zip id=zip>"))
    blank = {"at": "#zip", "asks": "a postal code"}
    assert fill(run, "email", blank).outcome == DONE
    assert sent(site) == [("em", MAIL), ("zip", "")]


def test_a_blank_that_the_form_insists_on_asks_the_person_before_anything_is_typed(
    site: Site, run: Runs
) -> None:
    site.page("/optout", page(EMAIL + "<input name=zip id=zip required>"))
    ran = fill(run, "email", {"at": "#zip", "asks": "a postal code"})
    assert failure_of(ran) == (Answer.PERSON, Failure.FACT_MISSING, Sent.NO)
    assert ran.outcome.detail == "the form insists on a postal code, which would have to be invented"
    assert (ran.capture.filled, ran.capture.disclosed) == ([], [])


@pytest.mark.parametrize(("insists", "failure"), [("", None), (" required", Failure.FACT_MISSING)])
def test_a_box_without_a_fact_stays_empty_unless_the_form_insists(
    site: Site, run: Runs, insists: str, failure: Failure | None
) -> None:
    site.page("/optout", page(EMAIL + f"<input id=mid name=mid{insists}>"))
    needs = {"email": "required", "additional-name": "optional"}
    ran = fill(run, "email", box("additional-name", "#mid"), needs=needs)
    assert ran.outcome.failure == failure


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ("<option value=''>?<option value=CA>California<option value=AL>Alabama", "CA"),
        ("<option value=''>?<option value=5>California<option value=1>Alabama", "5"),
        ("<option value=''>?<option>AL<option>CA", "CA"),
    ],
)
def test_a_select_is_filled_by_its_value_or_its_text(
    site: Site, run: Runs, options: str, chosen: str
) -> None:
    site.page("/optout", page(EMAIL + f"<select id=s name=s>{options}</select>"))
    needs = {"email": "required", "address-level1": "required"}
    assert fill(run, "email", box("address-level1", "#s"), needs=needs).outcome == DONE
    assert ("s", chosen) in sent(site)


def test_a_selector_that_is_none_is_an_unknown_layout_at_its_verb(site: Site, run: Runs) -> None:
    site.page("/optout", page(EMAIL))
    ran = fill(run, box("email", "input["))
    assert (ran.outcome.failure, ran.outcome.step) == (Failure.LAYOUT_UNKNOWN, "verb-1")


@pytest.mark.parametrize(
    "group",
    [
        "<fieldset><legend>What is your request?</legend><label><input type=radio name=k value=d>"
        " Delete my data</label><label><input type=radio name=k value=o> Opt out</label></fieldset>",
        "<label>Type of request <select name=k><option value=''>Choose<option value=d>Delete my data"
        "<option value=o>Opt out</select></label>",
    ],
    ids=["radio", "select"],
)
def test_it_chooses_by_the_words_of_the_choice(site: Site, run: Runs, group: str) -> None:
    site.page("/optout", page(EMAIL + group))
    parts = submitting({"choose": {"x-request-type": "OPT  OUT"}}, {"fill": ["email"]}, SEND, RECEIVED)
    assert run(Action.SUBMIT, **parts).outcome == Outcome(Answer.DONE, step="verb-4", sent=Sent.YES)
    assert ("k", "o") in sent(site)


@pytest.mark.parametrize("text", ["Sell my data", ""])
def test_a_choice_that_is_not_offered_stops_the_attempt(site: Site, run: Runs, text: str) -> None:
    offered = "<option value=d>Delete my data" if text else ""
    group = f"<label>Type of request <input name=k><select name=j><option>?{offered}</select></label>"
    site.page("/optout", page(EMAIL + group))
    parts = submitting({"choose": {"x-request-type": text or "Delete"}}, SEND, RECEIVED, needs={})
    assert failure_of(run(Action.SUBMIT, **parts)) == CHANGED
