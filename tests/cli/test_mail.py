"""``optout mail classify`` from outside."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from optout.cli.mail import mail
from optout.errors import WrongInput

CONFIRM = """From: Acme <privacy@acme.example>
To: ada@mailbox.example
Subject: Please confirm your request

Please confirm your request by opening this link:
https://www.acme.example/confirm/k3y-8812
"""


def call(*arguments: str) -> Result:
    return CliRunner().invoke(mail, ["classify", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "one.eml").write_text(CONFIRM)
    return str(tmp_path / "one.eml")


def test_it_prints_a_list_with_one_value_for_each_file(file: str) -> None:
    result = call("--sender-domain", "acme.example", "--json", file, file)
    rows = json.loads(result.stdout)

    assert (result.exit_code, len(rows)) == (0, 2)
    assert set(rows[0]) == {"file", "class", "confidence", "why", "links", "code"}
    assert (rows[0]["file"], rows[0]["class"], rows[0]["code"]) == (file, "confirmation-link", None)
    assert rows[0]["confidence"] >= 0.8
    assert rows[0]["links"] == [
        {
            "url": "https://www.acme.example/confirm/k3y-8812",
            "followable": True,
            "why": "it confirms, and leads to a domain of the sender",
        }
    ]
    assert isinstance(rows[0]["why"], str)


def test_for_other_senders_the_same_mail_is_suspicious(file: str) -> None:
    [row] = json.loads(call("--sender-domain", "other.example", "--json", file).stdout)

    assert row["class"] == "suspicious"
    assert not any(link["followable"] for link in row["links"])


def test_without_json_it_prints_words(file: str) -> None:
    lines = call("--sender-domain", "acme.example", file).stdout.splitlines()

    assert lines[0].startswith(f"{file}: confirmation-link (")
    assert lines[1].startswith("  may be followed: https://www.acme.example/confirm/k3y-8812")


def test_a_file_that_cannot_be_read_is_wrong_input(tmp_path: Path) -> None:
    for missing in (tmp_path / "none.eml", tmp_path):
        result = call("--json", str(missing))

        assert isinstance(result.exception, WrongInput)
        assert result.exception.exit_code == 2


def test_a_pipe_or_a_device_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        refused = call("--json", str(path)).exception
        assert isinstance(refused, WrongInput)
        assert refused.what == f"{str(path)!r} is no ordinary file."


def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.eml"
    with huge.open("wb") as opened:
        opened.write(CONFIRM.encode())
        opened.truncate(50_000_000)

    [row] = json.loads(call("--sender-domain", "acme.example", "--json", str(huge)).stdout)

    assert row["confidence"] < 0.8
    assert not any(link["followable"] for link in row["links"])


@pytest.mark.parametrize("wrong", ["http://acme.example/", "acme", "münchen.example", "", "a b.example"])
def test_what_is_no_domain_is_refused(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "confirm.eml"
    file.write_text(CONFIRM)

    result = call("--sender-domain", wrong, "--json", str(file))

    assert isinstance(result.exception, WrongInput)
    assert "is no domain" in str(result.exception)
