"""``optout site allowed`` from outside."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from optout.cli.root import root
from optout.errors import WrongInput
from optout.signals.robots.lines import MOST_BYTES

ROBOTS = "User-agent: *\nDisallow: /a\n"
NO_RULE = {"allowed": True, "why": "no rule of its group is for this address"}


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root, ["site", "allowed", *map(str, arguments)])


def ask(folder: Path, text: str | bytes, url: str, *more: str) -> Result:
    file = folder / "robots.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return call("--robots", file, "--agent", "GPTBot", "--url", url, *more)


def batch(folder: Path, *lines: object) -> Result:
    (folder / "site").mkdir()
    (folder / "site" / "robots.txt").write_text(ROBOTS)
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    (folder / "B.jsonl").write_text("\n".join(texts) + "\n")
    return call("--batch", folder / "B.jsonl", "--json")


def question(**given: object) -> dict[str, object]:
    return {"robots": "site/robots.txt", "agent": "GPTBot", "url": "https://me.example/a"} | given


def test_it_answers_with_the_line_that_decides(tmp_path: Path) -> None:
    result = ask(tmp_path, ROBOTS, "https://me.example/a/b", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"allowed": False, "why": "line 2"})


def test_in_words_it_says_the_same(tmp_path: Path) -> None:
    assert ask(tmp_path, ROBOTS, "https://me.example/a/b").stdout == "Refused: line 2.\n"
    assert ask(tmp_path, b"\xff\n", "/").stdout == "Allowed: no group is for this agent.\n"


def test_what_crawlers_do_not_read_of_a_large_file_does_not_count(tmp_path: Path) -> None:
    result = ask(tmp_path, "#" * MOST_BYTES + "\n" + ROBOTS, "/a", "--json")
    assert json.loads(result.stdout)["allowed"] is True


def test_many_questions_are_answered_in_order_one_a_line(tmp_path: Path) -> None:
    result = batch(tmp_path, question(), question(url="/b"), "", question(url="/a", agent="CCBot"))
    refused = {"allowed": False, "why": "line 2"}
    assert [json.loads(line) for line in result.stdout.splitlines()] == [refused, NO_RULE, refused]
    assert result.exit_code == 0


def test_an_absolute_path_stays_as_it_is(tmp_path: Path) -> None:
    result = batch(tmp_path, question(robots=str(tmp_path / "site" / "robots.txt")))
    assert json.loads(result.stdout)["why"] == "line 2"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("nonsense", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[1]", "no object"),
        ({"robots": "site/robots.txt"}, "no object"),
        (question(agent=None), "no object"),
        (question(url=3), "no object"),
        (question(robots="other.txt"), "/other.txt' cannot be read"),
        (question(robots="site"), "/site' cannot be read"),
        (question(robots="r\0"), "cannot be read"),
    ],
)
def test_a_wrong_question_has_an_error_in_its_place(tmp_path: Path, wrong: object, why: str) -> None:
    result = batch(tmp_path, question(), wrong, question(url="/b"))
    first, error, last = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["why"], last) == ("line 2", NO_RULE)
    assert list(error) == ["error"]
    assert error["error"].startswith("line 2: ")
    assert why in error["error"]
    assert result.exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--robots", "r"],
        ["--robots", "r", "--agent", "a"],
        ["--agent", "a", "--url", "/"],
        ["--batch", "b", "--agent", "a"],
        ["--robots", "no-such-file", "--agent", "a", "--url", "/"],
        ["--batch", "no-such-file"],
    ],
)
def test_it_refuses_too_little_too_much_and_files_that_are_not_there(arguments: list[str]) -> None:
    refused = call(*arguments).exception
    assert isinstance(refused, WrongInput)
    assert refused.todo


def test_each_robots_txt_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from optout.cli import site_allowed

    read: list[bytes] = []
    whole = site_allowed.read
    monkeypatch.setattr(site_allowed, "read", lambda text: read.append(text) or whole(text))
    batch(tmp_path, *(question(url=f"/{number}") for number in range(50)))
    assert read == [ROBOTS.encode()]


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (compatible; GPTBot/1.2)", "GPTBot/1.2", "GPT Bot"])
def test_it_warns_where_the_agent_is_no_name_of_a_robots_txt(tmp_path: Path, agent: str) -> None:
    (tmp_path / "robots.txt").write_text("User-agent: GPTBot\nDisallow: /\n")
    given = ("--robots", tmp_path / "robots.txt", "--url", "/", "--json")
    result = call(*given, "--agent", agent)
    assert (result.exit_code, json.loads(result.stdout)["why"]) == (0, "no group is for this agent")
    assert result.stderr.startswith("That is no name as a robots.txt uses it")
    names = ("GPTBot", "AI2Bot", "cohere-ai", "*", "a.b")
    assert [call(*given, "--agent", name).stderr for name in names] == [""] * 5


def test_a_batch_is_warned_of_once(tmp_path: Path) -> None:
    result = batch(tmp_path, question(), question(agent="A/1"), question(agent="B/2"))
    assert result.stderr.startswith("Line 2: That is no name")
    assert result.stderr.count("That is no name") == 1
    assert len(result.stdout.splitlines()) == 3
