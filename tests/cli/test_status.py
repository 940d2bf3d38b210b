"""Where every request stands."""

from tests.cli.calling import Caller


def test_each_request_is_a_line_with_its_trouble_and_what_comes_next(
    optout: Caller, requests: dict[str, str]
) -> None:
    said = optout("status")
    by_provider = {line.split()[1]: line for line in said.out.splitlines() if line.startswith("r-")}
    assert set(by_provider) == set(requests)
    assert "paused (The form changed; nothing was sent.)" in by_provider["kin_finder"]
    assert "next: submit 2026" not in by_provider["true_who"]
    assert "kin_finder is left alone until 2026-04-25: The form changed; nothing was sent." in said.out
    assert said.out.endswith("1 wait for you: optout tasks\n")


def test_its_json_has_a_stable_shape(optout: Caller, requests: dict[str, str]) -> None:
    value = optout("status", "--json").json
    assert set(value) == {"requests", "paused"}
    assert [set(row) for row in value["requests"]] == [
        {
            "id", "subject", "provider", "right", "state", "since", "overdue", "trouble", "task",
            "next", "next_at", "paused_because", "proof", "look_first",
        }
    ] * 4  # fmt: skip
    late = next(row for row in value["requests"] if row["provider"] == "deep_dossier")
    assert (late["state"], late["overdue"]) == ("overdue", True)
    (pause,) = value["paused"]
    assert (pause["provider"], pause["because"]) == ("kin_finder", "form-changed")


def test_one_subject_s_requests_and_no_others(optout: Caller, requests: dict[str, str]) -> None:
    (person,) = optout("person", "list", "--json").json
    of_one = optout("status", "--subject", person["subject"], "--json").json
    assert len(of_one["requests"]) == 4
    assert optout("status", "--subject", "s-nobody").code == 2


def test_a_fresh_request_begins_and_has_no_deadline(optout: Caller, subject: str) -> None:
    assert optout("status").out == "Nothing is asked of anybody yet. See: optout plan\n"
    optout("plan", "--only", "kin_finder", "--accept")
    assert "planned  next: search 20" in optout("status").out
