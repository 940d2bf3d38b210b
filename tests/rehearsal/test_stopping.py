"""What a rehearsal says of a provider that it could never ask."""

from datetime import date
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind
from optout.catalog.scaffold import Draft, scaffold
from optout.rehearsal.cast import Cast
from optout.rehearsal.rehearsal import Wish, rehearse
from optout.rehearsal.stage import Scene

PRESS = "click: Send request"
ORDER = "hand_over: {because: challenge}}\n    - {id: send, click: Send request"


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        (PRESS, {}),
        (ORDER, {}),
        (
            "click: Submit",
            {
                "acme": "submit, press-send: The page is not one that the definition knows. "
                "there is no button 'Submit'; there is 'Send request', 'Accept all'"
            },
        ),
    ],
    ids=["asked", "left to the person", "wrong"],
)
def test_the_last_failure_of_who_was_never_asked_is_told(
    tmp_path: Path, instead: str, said: dict[str, str]
) -> None:
    file, *_ = scaffold(
        Draft("acme", Kind.DATA_BROKER, "Acme", "acme.example"), tmp_path, date(2026, 1, 5)
    )
    file.write_text(file.read_text("utf-8").replace(PRESS, instead), "utf-8")
    scene = Scene(cast=Cast(("acme",)))
    result = rehearse(Wish(days=2, scene=scene), load_catalog(tmp_path / "providers"), lambda: None)
    assert result.stopped == said
    assert result.submitted == int(instead == PRESS)
