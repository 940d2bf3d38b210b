"""What is said of a twin whose code fails when it is built."""

from datetime import date
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind
from optout.catalog.findings import WrongDefinition
from optout.catalog.scaffold import Draft, scaffold
from optout.rehearsal.building import built
from tests.providers.test_every_definition import world


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("return self.serve(", "return self.sirve(", 50, "AttributeError: 'sirve'"),
        ("(Broker)", "(LinkBroker)", 1, "AttributeError: 'sender'"),
        ("REMOVAL_DAYS = (2, 5)", "REMOVAL_DAYS = (2, five)", 16, "NameError: 'five'"),
    ],
)
def test_the_file_and_the_line_of_a_twin_that_fails_are_named(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    draft = Draft("acme", Kind.DATA_BROKER, "Acme", "acme.example")
    twin = scaffold(draft, tmp_path, date(2026, 1, 5))[1]
    text = twin.read_text("utf-8").replace(old, new)
    text = text.replace(
        "broker import Broker",
        "link_broker import LinkBroker" if "Link" in new else "broker import Broker",
    )
    twin.write_text(text, "utf-8")
    with pytest.raises(WrongDefinition) as told:
        built(load_catalog(tmp_path / "providers"), "acme", world())
    (finding,) = told.value.findings
    said = f"the twin of acme fails ({what})"
    assert (finding.path, finding.line, finding.what) == (twin, line, said)
