"""``optout match`` from outside."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from optout.cli.match import match
from optout.errors import WrongInput

PROFILE = """
names: [{given: Desmond, family: Quillfeather}]
emails: [d@quillfeather.example]
birth_date: 1985-03-14
addresses: [{locality: Peoria, region: IL, country: US}]
"""


def listing(number: int, name: str, age: int | None) -> str:
    return json.dumps(
        {
            "id": f"l{number}",
            "name": name,
            "also_known_as": [],
            "age": age,
            "seen_on": "2026-06-01",
            "addresses": [{"locality": "Peoria", "region": "Illinois"}],
            "phones": [],
            "relatives": [],
            "url": f"https://broker.example/{number}",
        }
    )


def call(tmp_path: Path, *lines: str, as_json: bool = True) -> Result:
    (tmp_path / "S.yaml").write_text(PROFILE)
    (tmp_path / "L.jsonl").write_text("\n".join(lines))
    arguments = ["--subject", str(tmp_path / "S.yaml"), "--listings", str(tmp_path / "L.jsonl")]
    return CliRunner().invoke(match, [*arguments, *(["--json"] if as_json else [])])


LINES = (
    listing(1, "Quillfeather, Desmond", 41),
    listing(2, "Desmond Quillfeather", None),
    listing(3, "Desmond Quillfeather", 70),
)


def test_it_prints_one_json_line_per_listing_in_their_order(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in call(tmp_path, *LINES).stdout.splitlines()]
    assert [(one["id"], one["decision"]) for one in lines] == [
        ("l1", "same"),
        ("l2", "possible"),
        ("l3", "different"),
    ]
    assert lines[0] == {
        "id": "l1",
        "decision": "same",
        "score": 0.9998,
        "why": ["the name fits", "the age fits", "the place fits"],
    }


def test_without_json_it_prints_words(tmp_path: Path) -> None:
    first = call(tmp_path, *LINES, as_json=False).stdout.splitlines()[0]
    assert first == "l1: same (1.00): the name fits, the age fits, the place fits"


def test_no_listings_are_no_lines(tmp_path: Path) -> None:
    result = call(tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_bad_line_is_wrong_input_after_the_good_ones(tmp_path: Path) -> None:
    result = call(tmp_path, LINES[0], '{"id": "Quillfeather"}')
    assert isinstance(result.exception, WrongInput)
    assert result.exception.exit_code == 2
    assert "L.jsonl, line 2: name is missing." in str(result.exception)
    assert "Quillfeather" not in str(result.exception)
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("missing", ["--subject", "--listings"])
def test_both_files_are_needed(missing: str) -> None:
    given = {"--subject": "S.yaml", "--listings": "L.jsonl"}
    arguments = [word for name, value in given.items() if name != missing for word in (name, value)]
    assert CliRunner().invoke(match, arguments).exit_code == 2
