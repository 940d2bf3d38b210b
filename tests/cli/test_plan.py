"""The dry run, and the consent to it."""

import io
from pathlib import Path

import pytest

from optout.catalog.definition import Provider
from optout.cli import plan_accepting
from optout.errors import WrongInput
from tests.catalog.importing.companies.lists import broker, eraser_file, record, records_in
from tests.cli.calling import FACTS, PROFILE, Caller


def test_a_file_is_enough_and_no_vault_is_made(optout: Caller, profile: Path) -> None:
    said = optout("plan", "--subject", profile, "--only", "kin_finder")
    assert said.code == 0
    assert "  submit: e-mail address -> kin-finder.example" in said.out.splitlines()
    assert "  your consent covers: kin-finder.example" in said.out.splitlines()
    assert "never seen live" in said.out
    assert [fact for fact in FACTS if fact in said.out] == []
    assert not optout.home.exists()


def test_one_is_told_as_one(optout: Caller, profile: Path, subject: str) -> None:
    said = optout("plan", "--subject", profile, "--only", "kin_finder").out
    assert said.startswith("This profile: 1 provider would be asked. Nothing was sent.")
    said = optout("plan", "--only", "kin_finder", "--accept").out
    assert said.startswith(f"{subject}: 1 provider would be asked.")
    assert said.endswith("\n1 request is open now. Next: optout run\n")


def test_a_wrong_option_is_told_in_whole_sentences(optout: Caller) -> None:
    said = optout("plan", "--law", "ccpa")
    assert said.err.strip().endswith("that are opened. See optout plan --help.")


def test_its_json_is_field_by_field_who_would_learn_what(optout: Caller, profile: Path) -> None:
    (one,) = optout("plan", "--subject", profile, "--only", "kin_finder", "--json").json
    assert (one["subject"], one["opened"]) == ("-", 0)
    (provider,) = one["providers"]
    assert (provider["provider"], provider["missing"]) == ("kin_finder", [])
    told = provider["told"][0]
    assert set(told) == {"step", "meaning", "words", "recipient", "required", "have", "if_opened"}


def test_a_fact_that_is_missing_is_said(optout: Caller, profile: Path) -> None:
    profile.write_text(PROFILE.split("addresses:")[0], encoding="utf-8")
    (one,) = optout("plan", "--subject", profile, "--only", "kin_finder", "--json").json
    assert one["providers"][0]["missing"] == ["address-level1"]


def test_requests_are_opened_once_and_only_when_accepted(optout: Caller, subject: str) -> None:
    assert optout("plan", "--only", "kin_finder").code == 0
    assert optout("status", "--json").json["requests"] == []
    for opened in (1, 0):
        (one,) = optout("plan", "--only", "kin_finder", "--accept", "--json").json
        assert (one["subject"], one["opened"]) == (subject, opened)
    assert len(optout("status", "--json").json["requests"]) == 1


def test_rehearsal_providers_are_not_asked_unless_named(optout: Caller, subject: str) -> None:
    (one,) = optout("plan", "--json").json
    slugs = [provider["provider"] for provider in one["providers"]]
    assert "kin_finder" not in slugs
    assert "common_crawl" in slugs


@pytest.mark.parametrize(
    "arguments",
    [
        ("--only", "no_such_provider"),
        ("--subject", "no-such-file.yaml"),
        ("--subject", "PROFILE", "--accept"),
    ],
)
def test_what_makes_no_sense_is_refused(
    optout: Caller, subject: str, profile: Path, arguments: tuple[str, ...]
) -> None:
    given = [str(profile) if each == "PROFILE" else each for each in arguments]
    said = optout("plan", *given, "--json")
    assert (said.code, said.json["error"], said.err) == (2, "WrongInput", "")


def test_where_nobody_is_enrolled_it_says_how_to_begin(optout: Caller, subject: str) -> None:
    optout("forget", subject, "--yes")
    assert optout("plan").out == "Nobody is enrolled yet. See: optout init\n"
    assert optout("plan", "--json").json == []


@pytest.fixture
def companies(optout: Caller, tmp_path: Path) -> None:
    """Two brokers that are written to, one with a form, one company."""
    by_form = broker("gamma", email="")
    optout(
        "providers",
        "import",
        "eraser",
        eraser_file(tmp_path / "b.yaml", broker(), broker("beta"), by_form),
    )
    optout("providers", "import", "datenanfragen", records_in(tmp_path / "r", record("delta")))


BROKERS = "data brokers by letter, address unchecked"
COMPANIES = "companies in DE by letter"


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in answers)))


@pytest.mark.usefixtures("companies")
def test_groups_say_how_many_would_learn_what(optout: Caller, profile: Path) -> None:
    (one,) = optout("plan", "--subject", profile, "--json").json
    groups = {group["name"]: group for group in one["groups"]}

    assert groups[BROKERS] == {
        "name": BROKERS,
        "count": 2,
        "channel": "mail",
        "kind": "data_broker",
        "facts": ["address-level1", "address-level2", "email", "name"],
        "lacking": {"mailbox": 2},
        "chosen": True,
        "planned": 2,
    }
    assert (groups["data brokers by hand"]["count"], groups["data brokers by hand"]["facts"]) == (1, [])
    assert sum(group["planned"] for group in one["groups"]) == len(one["providers"])


@pytest.mark.usefixtures("companies")
def test_companies_are_asked_only_where_their_group_is_named(optout: Caller, profile: Path) -> None:
    (one,) = optout("plan", "--subject", profile, "--json").json
    assert "delta__example" not in {each["provider"] for each in one["providers"]}
    assert [group["chosen"] for group in one["groups"] if group["kind"] == "company"] == [False]

    (one,) = optout("plan", "--subject", profile, "--group", COMPANIES.upper(), "--json").json
    assert [each["provider"] for each in one["providers"]] == ["delta__example"]
    assert [group["name"] for group in one["groups"] if group["chosen"]] == [COMPANIES]


@pytest.mark.usefixtures("companies")
def test_a_group_that_there_is_not_is_refused_with_the_nearest(optout: Caller, profile: Path) -> None:
    said = optout("plan", "--subject", profile, "--group", "companies by letter")
    assert said.code == 2
    assert "There is no group 'companies by letter'. Did you mean" in said.err


@pytest.mark.usefixtures("companies")
def test_in_words_each_group_is_a_line_and_a_named_one_is_told_field_by_field(
    optout: Caller, profile: Path
) -> None:
    lines = optout("plan", "--subject", profile).out.splitlines()
    assert lines[lines.index(f"  {BROKERS} (2)") + 1] == "    acme__example, beta__example"
    assert f"  {COMPANIES} (1)  [not chosen]" in lines
    assert "    cannot be asked yet: 2 without a mailbox" in lines

    named = optout("plan", "--subject", profile, "--group", BROKERS).out.splitlines()
    assert "Acme (acme__example): delete, by mail" in named
    assert "  submit: full name -> acme.example" in named


def test_many_are_told_by_group_alone(optout: Caller, profile: Path, tmp_path: Path) -> None:
    many = eraser_file(tmp_path / "b.yaml", *(broker(f"b{n}") for n in range(70)))
    optout("providers", "import", "eraser", many)
    said = optout("plan", "--subject", profile).out
    assert f"  {BROKERS} (70)" in said
    assert "    too many to name here (70): optout plan --group NAME names each" in said.splitlines()
    assert "b7__example" not in said
    assert said.endswith("Field by field: optout plan --group NAME, or --only SLUG.\n")


@pytest.mark.usefixtures("companies", "subject")
def test_a_named_group_is_accepted_without_a_question(optout: Caller) -> None:
    (one,) = optout("plan", "--accept", "--group", BROKERS, "--json").json
    assert one["opened"] == 2
    requests = optout("status", "--json").json["requests"]
    assert [each["provider"] for each in requests] == ["acme__example", "beta__example"]
    (again,) = optout("plan", "--accept", "--yes", "--group", BROKERS, "--json").json
    assert again["opened"] == 0


@pytest.mark.usefixtures("companies", "subject")
def test_without_a_name_every_group_is_asked_for_and_only_a_yes_opens_it(
    optout: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [one["name"] for one in optout("plan", "--json").json[0]["groups"] if one["chosen"]]
    answering(monkeypatch, *("y" if name == BROKERS else "" for name in groups))

    said = optout("plan", "--accept", "--json")

    assert [said.err.count(f"{name} (") for name in groups] == [1] * len(groups)
    learnt = "who would learn: state or region, city, e-mail address, full name."
    assert f"{BROKERS} (2):\n  acme__example, beta__example\n{learnt} Open these" in said.err
    assert COMPANIES not in said.err
    (one,) = said.json
    assert (one["opened"], [each["provider"] for each in one["providers"]]) == (
        2,
        ["acme__example", "beta__example"],
    )


@pytest.mark.usefixtures("companies", "subject")
def test_where_nobody_answers_nothing_is_opened(optout: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    said = optout("plan", "--accept", "--json")
    assert (said.code, said.json[0]["opened"], said.json[0]["providers"]) == (0, 0, [])
    assert f"No answer, so nothing is opened for {BROKERS}." in said.err
    assert optout("status", "--json").json["requests"] == []


@pytest.mark.usefixtures("companies", "subject")
def test_a_law_that_gives_no_such_right_opens_nothing(optout: Caller) -> None:
    said = optout("plan", "--accept", "--group", BROKERS, "--law", "no_such_law", "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert optout("status", "--json").json["requests"] == []
    (one,) = optout("plan", "--accept", "--group", BROKERS, "--law", "none", "--json").json
    assert one["opened"] == 2


@pytest.mark.usefixtures("companies", "subject")
def test_the_law_that_was_chosen_is_the_one_that_is_told(optout: Caller) -> None:
    (before,) = optout("plan", "--group", COMPANIES, "--json").json
    chosen = ("plan", "--accept", "--group", COMPANIES, "--law")
    laws = [
        [each["law"] for each in optout(*chosen, law, "--json").json[0]["providers"]]
        for law in ("none", "gdpr")
    ]
    assert [each["law"] for each in before["providers"]] == ["gdpr"]
    assert laws == [[None], ["gdpr"]]


@pytest.mark.usefixtures("subject")
def test_many_requests_are_opened_with_progress(optout: Caller, tmp_path: Path) -> None:
    many = eraser_file(tmp_path / "b.yaml", *(broker(f"b{n}") for n in range(230)))
    optout("providers", "import", "eraser", many)
    said = optout("plan", "--accept", "--group", BROKERS, "--json")
    assert (said.json[0]["opened"], said.err.split("\n")[:2]) == (
        230,
        ["200 of 230 ...", "230 of 230 ..."],
    )


@pytest.mark.usefixtures("companies", "subject")
def test_a_law_that_does_not_fit_the_last_of_many_opens_none_of_them(
    optout: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_beta(_subject: object, provider: Provider, *_rest: object) -> str:
        if provider.slug == "beta__example":
            raise WrongInput("It gives no such right there.")
        return "none"

    monkeypatch.setattr(plan_accepting, "choose_law", refuse_beta)
    monkeypatch.setattr(plan_accepting, "_AT_ONCE", 1)
    assert optout("plan", "--accept", "--group", BROKERS, "--law", "none").code == 2
    assert optout("status", "--json").json["requests"] == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--yes",), "--yes needs --accept"),
        (("--accept", "--yes"), "--yes needs --accept"),
        (("--only", "kin_finder", "--yes"), "--yes needs --accept"),
        (("--law", "ccpa"), "--law needs --accept"),
    ],
)
def test_agreeing_to_everything_at_once_is_refused(
    optout: Caller, arguments: tuple[str, ...], why: str
) -> None:
    said = optout("plan", *arguments)
    assert (said.code, said.out) == (2, "")
    assert why in said.err


SWITCHES = "AI services by a switch of yours"


def test_switches_are_planned_where_the_profile_shows_an_account(optout: Caller, profile: Path) -> None:
    (without,) = optout("plan", "--subject", profile, "--json").json
    assert {"openai_chatgpt", "linkedin_ai_training"} <= set(without["left_out"]["account"])
    assert [one["planned"] for one in without["groups"] if one["name"] == SWITCHES] == [0]

    more = 'accounts: [chatgpt.com]\nprofiles: ["https://www.linkedin.com/in/zz"]\n'
    profile.write_text(PROFILE + more, encoding="utf-8")
    (one,) = optout("plan", "--subject", profile, "--json").json
    added = {each["provider"] for each in one["providers"]} - {
        each["provider"] for each in without["providers"]
    }
    assert added == {"openai_chatgpt", "linkedin_ai_training"}
    assert set(without["left_out"]["account"]) - set(one["left_out"]["account"]) == added


def test_what_is_left_out_for_want_of_an_account_is_said_with_the_command(
    optout: Caller, profile: Path
) -> None:
    said = optout("plan", "--subject", profile).out
    assert f"  {SWITCHES} (" in said
    assert "Not chosen, because your profile shows no account there: " in said
    assert "(accounts: [linkedin.com]), or name them: optout plan --only SLUG." in said


def test_a_switch_that_is_named_is_planned_without_an_account(optout: Caller, profile: Path) -> None:
    (one,) = optout("plan", "--subject", profile, "--only", "openai_chatgpt", "--json").json
    assert [each["provider"] for each in one["providers"]] == ["openai_chatgpt"]


def test_an_account_that_brings_nothing_in_is_told(optout: Caller, profile: Path) -> None:
    profile.write_text(PROFILE + "accounts: [qqx.example, bsky.app]\n", encoding="utf-8")
    lines = optout("plan", "--subject", profile).out.splitlines()
    assert "Your account at qqx.example: no provider that could be asked knows this domain." in lines
    lacking = "the domain is not enough, your profile lacks: own Bluesky handle."
    assert f"Your account at bsky.app: {lacking}" in lines
    (one,) = optout("plan", "--subject", profile, "--json").json
    assert one["idle_accounts"] == [
        {"account": "qqx.example", "wants": []},
        {"account": "bsky.app", "wants": ["x-bluesky-handle"]},
    ]


def test_a_group_that_is_named_is_what_the_plan_showed_of_it(optout: Caller, profile: Path) -> None:
    profile.write_text(PROFILE + "accounts: [chatgpt.com, zoom.us]\n", encoding="utf-8")
    (plain,) = optout("plan", "--subject", profile, "--json").json
    several = [group for group in plain["groups"] if group["count"] > group["planned"] > 0]
    assert SWITCHES in [group["name"] for group in several]
    for group in several:
        (named,) = optout("plan", "--subject", profile, "--group", group["name"], "--json").json
        assert len(named["providers"]) == group["planned"], group["name"]
    (hand,) = optout("plan", "--subject", profile, "--group", "data sets by hand", "--json").json
    assert {"pimeyes", "facecheck_id"} <= set(hand["left_out"]["exposes"])


@pytest.mark.usefixtures("subject")
def test_without_a_name_nobody_is_asked_to_agree_to_switches_of_accounts_that_they_lack(
    optout: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, *["y"] * 20)
    said = optout("plan", "--accept", "--json")
    assert SWITCHES not in said.err
    assert "image takedowns" not in said.err
    opened = {each["provider"] for each in optout("status", "--json").json["requests"]}
    assert opened == {each["provider"] for each in said.json[0]["providers"]}
    assert "openai_chatgpt" not in opened


def test_who_wants_to_see_a_face_is_planned_only_where_it_is_named(
    optout: Caller, profile: Path
) -> None:
    (one,) = optout("plan", "--subject", profile, "--json").json
    assert {"clearview", "pimeyes"} <= set(one["left_out"]["exposes"])
    said = optout("plan", "--subject", profile, "--only", "pimeyes").out
    assert "  you would show there: photos of your face and a picture of an identity document" in said


def test_what_offers_no_opt_out_is_planned_only_where_it_is_named(optout: Caller, profile: Path) -> None:
    (one,) = optout("plan", "--subject", profile, "--json").json
    assert "discord" in one["left_out"]["nothing"]
    assert "discord" not in {each["provider"] for each in one["providers"]}
    assert "Not chosen, because they offer no opt-out: " in optout("plan", "--subject", profile).out
    (named,) = optout("plan", "--subject", profile, "--only", "discord", "--json").json
    assert [each["provider"] for each in named["providers"]] == ["discord"]


def test_old_facts_are_said_to_be_old_before_anything_is_agreed_to(
    optout: Caller, profile: Path
) -> None:
    said = optout("plan", "--subject", profile, "--only", "figma")
    assert "  look first: its facts are from 2024-10\n" in said.out
