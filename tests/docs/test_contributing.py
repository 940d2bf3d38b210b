"""The worked example of CONTRIBUTING does what the text says: it passes the checks and its rehearsal."""

import re
from datetime import date
from pathlib import Path

from optout.catalog.automation import Automation
from optout.catalog.catalog import load_catalog
from optout.catalog.checking import check_catalog
from optout.catalog.verbs import VERBS
from optout.channels.web.browser_path import require_browser
from optout.rehearsal.cast import Cast
from optout.rehearsal.rehearsal import Wish, rehearse
from optout.rehearsal.stage import Scene
from tests.docs.pages import CHECKOUT

TEXT = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^`providers/(data_brokers/\S+)`:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)


def written(folder: Path) -> Path:
    """The files of the example, where they belong below ``folder``."""
    files = EXAMPLE.findall(TEXT)
    assert [path.rpartition("acme_people/")[2] for path, _ in files] == [
        "provider.yaml",
        "twin/__init__.py",
    ]
    for path, content in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def test_nothing_is_wrong_with_the_definition_of_the_example(tmp_path: Path) -> None:
    findings = check_catalog(load_catalog(written(tmp_path)), date(2026, 12, 1))
    assert [str(each) for each in findings if "acme_people" in str(each.path)] == []


def test_the_example_is_rehearsed_until_the_removal_is_proven(tmp_path: Path) -> None:
    catalog, scene = load_catalog(written(tmp_path)), Scene(cast=Cast(("acme_people",)))
    browser = require_browser(None).path
    result = rehearse(Wish(days=30, scene=scene), catalog, lambda: browser)
    assert result.is_true
    assert (result.submitted, result.removed_proven, result.person_tasks) == (1, 1, 0)


def test_nothing_is_wrong_with_the_switch_that_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "ai_training" / "acme_ai" / "provider.yaml"
    file.parent.mkdir(parents=True)
    shown = TEXT.partition("`providers/ai_training/acme_ai/provider.yaml`:\n\n```yaml\n")[2]
    file.write_text(shown.partition("```")[0], encoding="utf-8")
    catalog = load_catalog(tmp_path)
    assert [str(each) for each in check_catalog(catalog, date(2026, 12, 1)) if each.path == file] == []
    assert catalog.get("acme_ai").automation == Automation.ATTESTED


def test_every_verb_is_on_the_screen_of_verbs() -> None:
    table = TEXT.partition("## The verbs")[2].partition("## ")[0]
    assert re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE) == list(VERBS)


def test_everything_that_it_points_to_exists() -> None:
    slugs = re.findall(
        r"`([a-z]+(?:_[a-z]+)+)`", TEXT.partition("People in it come")[2].partition("##")[0]
    )
    catalog = load_catalog()
    assert [slug for slug in slugs if slug not in catalog] == []
    assert len(slugs) >= 3
