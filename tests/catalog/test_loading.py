from pathlib import Path

import pytest

from optout.catalog.findings import WrongDefinition
from optout.catalog.loading import load_definition
from tests.catalog.definitions import SOUND, spoilt, written


def complaints(root: Path, text: str, slug: str = "acme", group: str = "data_brokers") -> list[str]:
    """Every finding of the file with that text, without the path."""
    file = written(root, text, slug, group)
    with pytest.raises(WrongDefinition) as caught:
        load_definition(file)
    prefix = f"{file}:"
    said = [str(finding) for finding in caught.value.findings]
    assert all(each.startswith(prefix) for each in said)
    return [each.removeprefix(prefix) for each in said]


def test_it_reads_a_sound_definition(tmp_path: Path) -> None:
    provider = load_definition(written(tmp_path))
    assert (provider.slug, provider.country, provider.sources[0].as_of.isoformat()) == (
        "acme",
        "NO",
        "2026-01-05",
    )


def test_it_names_file_and_line_relative_to_where_the_reader_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "providers", spoilt(("fill: [email]", "fill: [mail]")))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongDefinition) as caught:
        load_definition(file)
    assert str(caught.value) == (
        "providers/data_brokers/acme/provider.yaml:35: submit.flow.1.fill: "
        "'mail' is not a known meaning. Use one of: email, x-domain."
    )
    assert caught.value.exit_code == 2
    assert caught.value.as_json()["findings"] == [
        {
            "path": "providers/data_brokers/acme/provider.yaml",
            "line": 35,
            "where": "submit.flow.1.fill",
            "what": "'mail' is not a known meaning",
            "todo": "Use one of: email, x-domain.",
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Acme People\n", "", "1: name: 'name' is missing. Add it."),
        ("tier: draft", "teir: draft", "6: teir: 'teir' is not a known key. Did you mean 'tier'?"),
        (
            "url: https://acme.example/\n",
            "ulr: x\n",
            "11: pages.home.ulr: 'ulr' is not a known key. Did you mean 'url'?",
        ),
        (
            "click: Send",
            "clik: Send",
            "36: submit.flow.2.clik: 'clik' is not a known key. Did you mean 'click'?",
        ),
        (
            "country: NO",
            "country: norway",
            "4: country: 'norway' has the wrong form. It must match ^[A-Z]{2}$.",
        ),
        ("name: Acme People", "name: 12", "2: name: 12 is not text. Put it in quotes."),
        (
            "2026-01-05",
            "2026-13-05",
            "39: sources.0.as_of: '2026-13-05' is not a date. Write it as YYYY-MM-DD.",
        ),
        (
            "right: delete",
            "right: delet",
            "7: right: 'delet' is not one of the choices. Use one of: delete, correct, opt-out-of-sale, "
            "opt-out-of-training, limit, object, withdraw-consent, access, take-down.",
        ),
        (
            "submit:\n  channel: web",
            "submit:\n  channel: wob",
            "31: submit: 'wob' is not a channel. "
            "Use one of: web, api, mail, hand, attest, site, parent.",
        ),
        (
            "submit:\n  channel: web\n",
            "submit:\n",
            "30: submit: the step does not say its channel. "
            "Add channel: web, api, mail, hand or parent.",
        ),
        (
            "needs: {email: required}",
            "needs: {e-mail: required}",
            "32: submit.needs.e-mail: 'e-mail' is not a known meaning. Did you mean 'email'?",
        ),
        (
            "click: Send",
            "click: Yes, send it",
            "36: submit.flow.2.send it: 'send it' is not a known key. Use one of: await_mail, branch, "
            "choose, click, expect, extract, fill, hand_over, id, open, retry, scroll, see, within. "
            "Is there a comma in a text without quotes?",
        ),
        (
            "needs: {email: required}",
            "needs: {email: maybe}",
            "32: submit.needs.email: 'maybe' is not one of the choices. Use one of: required, optional.",
        ),
    ],
)
def test_it_says_what_is_wrong_and_what_to_do(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in complaints(tmp_path, spoilt((old, new)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tier: draft", "tier: verified", "6: verified_on is given for tier verified"),
        ("{email: required}", "{name: required}", "32: submit: step 'fill' fills 'email'"),
        ("{id: press, click: Send}", "{id: press}", "36: submit.flow.2: a step has exactly one verb"),
        ("submitted: received", "submitted: reecived", "9: the page 'reecived' is named in a step"),
    ],
)
def test_a_rule_about_several_keys_is_shown_where_one_of_them_is(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    (only,) = complaints(tmp_path, spoilt((old, new)))
    assert only.startswith(said)


def test_it_reports_every_fault_at_once_by_line(tmp_path: Path) -> None:
    text = spoilt(("NO", "no"), ("{heading: Search}", "{headin: S}"), ("fill: [email]", "fill: [mail]"))
    lines = [int(each.partition(":")[0]) for each in complaints(tmp_path, text)]
    assert lines == [4, 12, 35]


def test_findings_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "teir: x\ntracks: y\n" + spoilt(("tracks: listing\n", ""), ("NO", "no"))
    lines = [int(each.partition(":")[0]) for each in complaints(tmp_path, text)]
    assert lines == [1, 2, 6]


def test_a_list_of_wrong_items_is_not_called_too_short_as_well(tmp_path: Path) -> None:
    assert complaints(tmp_path, spoilt(("domains: [acme.example]", "domains: [7]"))) == [
        "5: domains: 7 is not text. Put it in quotes."
    ]


def test_a_wrong_place_is_told_along_with_other_faults(tmp_path: Path) -> None:
    said = complaints(tmp_path, spoilt(("tier: draft", "tier: daft")), "acne")
    assert [each.split(": ")[1] for each in said] == ["slug", "tier"]


@pytest.mark.parametrize(
    ("slug", "group", "said"),
    [
        (
            "acne",
            "data_brokers",
            "1: slug: the folder 'acne' is not named by the slug 'acme'. "
            "Rename the folder, or mend the slug if the provider is new: it is permanent later.",
        ),
        (
            "acme",
            "ai_training",
            "3: kind: a provider of kind data_broker lives in data_brokers/, not in ai_training/. "
            "Move the folder or mend the kind.",
        ),
    ],
)
def test_the_folder_agrees_with_slug_and_kind(tmp_path: Path, slug: str, group: str, said: str) -> None:
    assert complaints(tmp_path, SOUND, slug, group) == [said]


@pytest.mark.parametrize("text", ["- a\n", "just text\n", "7\n"])
def test_a_file_that_is_not_a_mapping_is_refused(tmp_path: Path, text: str) -> None:
    assert complaints(tmp_path, text) == ["1: not a mapping. Write key: value lines."]


def test_a_file_that_is_missing_is_a_finding_too(tmp_path: Path) -> None:
    with pytest.raises(WrongDefinition, match="cannot be read \\(FileNotFoundError\\)"):
        load_definition(tmp_path / "provider.yaml")
