"""A folder served on this machine, for as long as it is needed."""

from pathlib import Path

import httpx
import pytest

from optout.running.local_folder import address_of, served


def test_a_file_of_the_folder_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a page.html").write_text("<h1>Saved</h1>")
    with served(tmp_path) as site:
        answer = httpx.get(f"{site}/a%20page.html")
    assert site.startswith("http://127.0.0.1:")
    assert (answer.status_code, answer.text) == (200, "<h1>Saved</h1>")
    assert answer.headers["Content-Type"] == "text/html"


def test_nothing_above_the_folder_is_served(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.txt").write_text("not yours")
    with served(tmp_path / "inside") as site:
        assert httpx.get(f"{site}/%2e%2e/secret.txt").status_code == 404


def test_nothing_can_be_posted(tmp_path: Path) -> None:
    with served(tmp_path) as site:
        assert httpx.post(f"{site}/x", data={"a": "b"}).status_code == 501


def test_it_is_gone_afterwards(tmp_path: Path) -> None:
    with served(tmp_path) as site:
        pass
    with pytest.raises(httpx.ConnectError):
        httpx.get(site)


def test_it_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with served(tmp_path) as site:
        httpx.get(f"{site}/no-such-page?name=Quandolin")
    assert capfd.readouterr() == ("", "")


def test_a_web_address_is_its_own() -> None:
    with address_of("https://acme.example/a?b=c#d") as address:
        assert address == "https://acme.example/a?b=c#d"


@pytest.mark.parametrize("written", ["{path}", "file://{path}", "file://{path}?who=me"])
def test_a_file_has_an_address_meanwhile(tmp_path: Path, written: str) -> None:
    (tmp_path / "saved.html").write_text("<h1>Saved</h1>")
    with address_of(written.format(path=tmp_path / "saved.html")) as address:
        assert httpx.get(address).text == "<h1>Saved</h1>"
        assert address.endswith("/saved.html?who=me" if "?" in written else "/saved.html")


def test_a_file_that_is_not_there_is_no_address(tmp_path: Path) -> None:
    with address_of(f"file://{tmp_path}/none.html") as address:
        assert address == f"file://{tmp_path}/none.html"
