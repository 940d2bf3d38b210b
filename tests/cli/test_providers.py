import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from optout.cli.providers import providers
from tests.catalog.definitions import spoilt, written


def call(*arguments: str | Path, home: Path, extra: Path | None = None) -> Result:
    environ = {"OPTOUT_HOME": str(home), "OPTOUT_PROVIDERS": str(extra) if extra else ""}
    return CliRunner().invoke(providers, [str(each) for each in arguments], env=environ)


def test_the_list_says_of_each_provider_what_nobody_has_seen(tmp_path: Path) -> None:
    rows = json.loads(call("list", "--json", home=tmp_path).stdout)
    by_slug = {row["slug"]: row for row in rows}
    assert list(by_slug) == sorted(by_slug)
    assert by_slug["kin_finder"] == {
        "slug": "kin_finder",
        "name": "Kin Finder",
        "kind": "data_broker",
        "tier": "rehearsed",
        "right": "opt-out-of-sale",
        "country": "US",
        "channels": ["web"],
        "confidence": None,
        "automation": "automatic",
        "recheck": "machine",
        "proof": None,
        "as_of": "2026-11-01",
        "expires": "2027-11-01",
        "offers_nothing": None,
        "never_seen_live": "An invented provider; it exists only in rehearsals.",
        "covered_by": None,
        "verified_on": None,
    }
    words = call("list", home=tmp_path).stdout
    assert all(slug in words for slug in by_slug)
    assert "Kin Finder (kin_finder): An invented provider; it exists only in" in words


@pytest.mark.parametrize(
    ("option", "value"), [("--kind", "ai_training"), ("--kind", "data_broker"), ("--tier", "rehearsed")]
)
def test_the_list_can_be_narrowed(tmp_path: Path, option: str, value: str) -> None:
    every = json.loads(call("list", "--json", home=tmp_path).stdout)
    rows = json.loads(call("list", option, value, "--json", home=tmp_path).stdout)
    assert rows == [row for row in every if row[option.removeprefix("--")] == value]
    assert rows


def test_the_setting_adds_providers(tmp_path: Path) -> None:
    written(tmp_path)
    with_it, without = (
        json.loads(call("list", "--tier", "draft", "--json", home=tmp_path, extra=extra).stdout)
        for extra in (tmp_path, None)
    )
    slugs = {row["slug"] for row in with_it} - {row["slug"] for row in without}
    assert slugs == {"acme"}


def test_a_definition_s_text_is_not_read_as_markup(tmp_path: Path) -> None:
    written(tmp_path, spoilt(("All of it.", '"[bold]All[/bold] [/x] of it."')))
    assert "[bold]All[/bold] [/x] of it." in call("list", home=tmp_path, extra=tmp_path).stdout


def test_show_tells_what_each_step_discloses(tmp_path: Path) -> None:
    written(tmp_path)
    lines = call("show", "acme", home=tmp_path, extra=tmp_path).stdout.splitlines()
    assert lines[0] == "Acme People (acme)"
    assert "  search by web; discloses: full name" in lines
    assert "  submit by web; discloses: e-mail address" in lines
    assert "  never seen live: All of it." in lines
    shown = json.loads(call("show", "acme", "--json", home=tmp_path, extra=tmp_path).stdout)
    assert (shown["slug"], shown["submit"]["needs"]) == ("acme", {"email": "required"})


def test_check_says_everything_that_is_wrong_and_exits_2(tmp_path: Path) -> None:
    file = written(tmp_path, spoilt(("tier: draft", "tier: daft"), ("country: NO", "country: no")))
    result = call("check", tmp_path, home=tmp_path)
    assert result.exit_code == 2
    assert [line.removeprefix(f"{file}:").partition(" ")[0] for line in result.stdout.splitlines()] == [
        "4:",
        "6:",
    ]
    findings = json.loads(call("check", tmp_path, "--json", home=tmp_path).stdout)
    assert [(each["line"], each["where"]) for each in findings] == [(4, "country"), (6, "tier")]


def test_check_looks_only_below_the_path_it_is_given(tmp_path: Path) -> None:
    written(tmp_path, spoilt(("tier: draft", "tier: daft")))
    good = written(
        tmp_path, spoilt(("slug: acme", "slug: good"), ("acme.example", "good.example")), "good"
    )
    for path in (good, good.parent):
        assert call("check", path, home=tmp_path).exit_code == 0
    assert call("check", good.parent.parent, home=tmp_path).exit_code == 2


def test_check_of_everything_is_clean_and_says_how_many(tmp_path: Path) -> None:
    result = call("check", home=tmp_path)
    assert result.exit_code == 0
    assert result.stdout.endswith("definitions, nothing wrong.\n")
    assert call("check", "--json", home=tmp_path).stdout == "[]\n"


def test_check_of_a_folder_without_providers_is_refused(tmp_path: Path) -> None:
    assert "holds no providers" in str(call("check", tmp_path, home=tmp_path).exception)


def test_new_writes_a_provider_that_passes_its_check(tmp_path: Path) -> None:
    options = ("--kind", "data_broker", "--name", "Acme", "--domain", "acme.example", "--into", tmp_path)
    result = call("new", "acme", *options, "--json", home=tmp_path)
    assert len(json.loads(result.stdout)["written"]) == 3
    assert call("check", tmp_path / "providers", home=tmp_path).exit_code == 0
    assert "exists already" in str(call("new", "acme", *options, home=tmp_path).exception)


def test_the_sheet_of_a_service_says_who_does_what_and_what_it_proves(tmp_path: Path) -> None:
    lines = call("show", "google_gemini", home=tmp_path).stdout.splitlines()
    assert "  attested; about an account there; looked at again: attest" in lines
    proof = (
        "  best proof: attestation; it does not prove that the setting is still as it was on that day"
    )
    assert proof in lines
    assert (
        "  the same wish needs also: google_extended, google_results_about_you, google_search_imagery"
        in lines
    )
    place = lines.index("    https://myactivity.google.com/product/gemini (2 min, again in 6 months)")
    assert lines[place + 1].startswith("    1. Sign in")


def test_the_sheet_says_where_nothing_is_offered_and_what_is_left_open(tmp_path: Path) -> None:
    assert "  nothing is offered: A comparison of 2026" in call("show", "discord", home=tmp_path).stdout
    shown = call("show", "take_it_down_act", home=tmp_path).stdout
    assert "  best proof: provider-page, partial; it does not prove that the provider deleted" in shown
    assert "  and: That identical copies are gone elsewhere." in shown
    face = call("show", "pimeyes", home=tmp_path).stdout
    assert "  you would show there: photos of your face and a picture of an identity document" in face
    assert "confidence" not in call("show", "kin_finder", home=tmp_path).stdout


def test_every_service_in_the_list_says_who_does_it_how_sure_it_is_and_how_old(tmp_path: Path) -> None:
    rows = json.loads(call("list", "--kind", "ai_training", "--json", home=tmp_path).stdout)
    assert len(rows) >= 20
    told = ("tier", "confidence", "automation", "recheck", "proof", "as_of", "expires")
    assert [row["slug"] for row in rows if not all(row[key] for key in told)] == []
    assert all(row["as_of"] < row["expires"] for row in rows)


def test_facts_that_have_expired_are_said_to_be_old_wherever_the_provider_is(tmp_path: Path) -> None:
    known = "confidence: B\nproof: {rung: provider-page}\n"
    written(tmp_path, spoilt(("tier: draft\n", f"tier: draft\n{known}"), ("2026-", "2020-")))
    assert "2020-01-05, look first" in call("list", home=tmp_path, extra=tmp_path).stdout
    lines = call("show", "acme", home=tmp_path, extra=tmp_path).stdout.splitlines()
    assert "  look first: its facts are from 2020-01" in lines
    checked = call("check", tmp_path, home=tmp_path)
    assert (checked.exit_code, checked.stderr) == (0, "acme: look first: its facts are from 2020-01\n")
    assert "look first" not in call("show", "kin_finder", home=tmp_path).stdout
    with_services = call("list", "--kind", "dataset_search", home=tmp_path).stdout
    assert "Who does it" in with_services
    assert "Who does it" not in call("list", "--kind", "data_broker", home=tmp_path).stdout
