"""One request, told."""

from optout.report.report import report_of
from optout.report.report_account import accounts
from optout.settings import load_settings
from optout.storage import traces
from optout.storage.traces import DisclosureRow
from tests.cli.calling import Caller
from tests.report.installations import opened
from tests.report.stories import START


def test_it_tells_the_request_its_state_its_history_and_who_learned_what(
    optout: Caller, requests: dict[str, str]
) -> None:
    said = optout("show", requests["people_atlas"])
    lines = said.out.splitlines()
    assert (said.code, said.err) == (0, "")
    assert lines[0] == "People Atlas: “delete what you hold about me”"
    assert lines[1] == "  under: California Consumer Privacy Act, right to delete (11 CCR 7021)"
    assert lines[2] == "  state: removed, since 16 March 2026"
    assert lines[4] == "    It does not prove: That it stays so: it is watched."
    assert "  2026-03-02 09:00  We looked: one listing of you." in lines
    assert lines[-1] == "  2026-03-02 09:00  e-mail address -> kin-finder.example"


def test_it_tells_trouble_deadline_and_what_a_pause_hides(
    optout: Caller, requests: dict[str, str]
) -> None:
    paused = optout("show", requests["kin_finder"]).out
    assert "  state: paused (beneath: listed again), since 11 April 2026\n" in paused
    assert "  trouble: The form changed; nothing was sent.\n" in paused
    late = optout("show", requests["deep_dossier"]).out
    assert "  legal deadline: 16 April 2026, passed\n" in late


def test_its_json_has_a_stable_shape(optout: Caller, requests: dict[str, str]) -> None:
    value = optout("show", requests["people_atlas"], "--json").json
    assert set(value) == {
        "id", "subject", "provider", "name", "right", "law", "state", "since", "claims",
        "does_not_prove", "proof", "progress", "look_first", "overdue", "trouble", "deadline",
        "next", "next_at", "disclosures", "history",
    }  # fmt: skip
    assert value["progress"] == {
        "step": 4,
        "words": "absence proven, last on 16 March 2026",
        "at": "2026-03-16T09:00:00+00:00",
    }
    assert value["proof"] == {
        "rung": "provider-page",
        "at": "2026-03-16T09:00:00+00:00",
        "edition": None,
        "does_not_prove": "that the provider deleted what it no longer shows",
    }
    assert value["look_first"] is None
    assert value["history"][1] == {
        "at": "2026-03-02T09:00:00+00:00",
        "kind": "Concluded",
        "state": "found",
        "words": "We looked: one listing of you.",
    }
    assert value["disclosures"] == [
        {
            "at": "2026-03-02T09:00:00+00:00",
            "meaning": "email",
            "recipient": "kin-finder.example",
            "words": "e-mail address",
            "certain": True,
        }
    ]


def test_it_says_what_may_have_been_told(optout: Caller, requests: dict[str, str]) -> None:
    told = DisclosureRow("a-9", requests["true_who"], START, "bday", "true-who.example", certain=False)
    with opened(load_settings({}, home=optout.home)) as installation:
        with installation.database.transaction() as tx:
            tx.run("DELETE FROM disclosure")
            traces.keep_disclosures(tx, [told])
        [learned] = report_of(accounts(installation.database, installation.catalog), START).learned
    assert learned.facts == (("birth date (may have been told)", START),)
    said = optout("show", requests["true_who"])
    assert said.out.splitlines()[-1].endswith("  birth date (may have been told) -> true-who.example")
    assert "Nobody was told" not in said.out


def test_the_beginning_of_an_id_is_enough(optout: Caller, requests: dict[str, str]) -> None:
    whole = requests["true_who"]
    assert optout("show", whole[:-1], "--json").json["id"] == whole


def test_an_unknown_or_ambiguous_id_is_refused(optout: Caller, requests: dict[str, str]) -> None:
    unknown = optout("show", "r-nothing")
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err == "There is no request with this id. See `optout status` for the ids.\n"
    assert optout("show", "r-", "--json").json["what"] == "There is more than one request with this id."
