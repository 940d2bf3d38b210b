"""What this provider asks of the person's own site; the rest holds for every definition."""

from optout.catalog.catalog import load_catalog
from optout.catalog.steps import SiteStep
from optout.channels.site.by_hand import steps_by_hand


def test_its_own_robot_is_refused_and_nothing_else_is_published() -> None:
    step = load_catalog().get("common_crawl").submit
    assert isinstance(step, SiteStep)
    assert step.publishes.model_dump(exclude_defaults=True) == {"robots": ("CCBot",)}
    assert "User-agent: CCBot / Disallow: /" in " ".join(steps_by_hand(step.publishes))


def test_it_says_what_the_request_does_not_do() -> None:
    assert "made before keep" in load_catalog().get("common_crawl").notes
