from collections.abc import Callable
from pathlib import Path

import pytest

from optout.channels.web.browser_path import (
    ON_PATH,
    BrowserChoice,
    find_browser,
    find_visible_browser,
    install_browser,
)
from optout.errors import OutsideFailure, WrongInput


def machine(*names: str) -> Callable[[str], str | None]:
    """A ``which`` of a machine that has these executables."""
    return lambda name: f"/usr/bin/{Path(name).name}" if Path(name).name in names else None


class Installer:
    """A ``run`` that notes commands; those holding one of ``works`` succeed and add to the machine."""

    def __init__(self, *works: str) -> None:
        self.works = works
        self.ran: list[str] = []
        self.installed: set[str] = set()

    def __call__(self, command: list[str]) -> bool:
        line = " ".join(command[-3:])
        self.ran.append(line)
        done = any(word in line for word in self.works)
        if done and "no-install-recommends" in line:
            self.installed.add(command[-1])
        return done

    def which(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.installed | {"apt-get"} else None


def test_the_setting_comes_first(tmp_path: Path) -> None:
    found = find_browser("/opt/mine", environ={}, which=machine("mine", *ON_PATH))
    assert found == BrowserChoice("/usr/bin/mine", "from the settings")


def test_a_setting_that_cannot_be_executed_is_never_passed_over() -> None:
    with pytest.raises(WrongInput, match="cannot be executed"):
        find_browser("/opt/mine", environ={}, which=machine(*ON_PATH))


@pytest.mark.parametrize("number", range(len(ON_PATH)))
def test_the_machine_s_browsers_come_in_order(number: int) -> None:
    found = find_browser(None, environ={}, which=machine(*ON_PATH[number:]))
    assert found == BrowserChoice(f"/usr/bin/{ON_PATH[number]}", f"{ON_PATH[number]} on this machine")


def test_the_headless_shell_is_preferred() -> None:
    assert ON_PATH[0] == "chromium-headless-shell"


def test_playwright_s_own_download_comes_last_and_only_when_it_is_complete(tmp_path: Path) -> None:
    environ = {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    folder = tmp_path / "chromium_headless_shell-1"
    folder.mkdir()
    assert find_browser(None, environ=environ, which=machine()) is None
    (folder / "INSTALLATION_COMPLETE").touch()
    found = find_browser(None, environ=environ, which=machine())
    assert found == BrowserChoice(None, "downloaded by Playwright")


def test_nothing_is_installed_where_a_browser_is() -> None:
    run = Installer()
    found = install_browser(None, environ={}, which=machine("chromium"), is_root=True, run=run)
    assert (found.path, run.ran) == ("/usr/bin/chromium", [])


def test_as_root_debian_s_package_is_installed_and_lists_are_refreshed_only_if_needed(
    tmp_path: Path,
) -> None:
    run = Installer("no-install-recommends")
    environ = {"HOME": str(tmp_path)}
    found = install_browser(None, environ=environ, which=run.which, is_root=True, run=run)
    assert found.path == "/usr/bin/chromium-headless-shell"
    assert run.ran == ["-y --no-install-recommends chromium-headless-shell"]


def test_where_the_package_does_not_come_playwright_downloads(tmp_path: Path) -> None:
    run = Installer("playwright")
    environ = {"HOME": str(tmp_path)}
    found = install_browser(None, environ=environ, which=run.which, is_root=True, run=run)
    assert found == BrowserChoice(None, "downloaded by Playwright")
    assert run.ran == [
        "-y --no-install-recommends chromium-headless-shell",
        "apt-get update",
        "playwright install chromium-headless-shell",
    ]


def test_without_root_no_package_is_tried(tmp_path: Path) -> None:
    run = Installer("playwright")
    install_browser(None, environ={"HOME": str(tmp_path)}, which=run.which, is_root=False, run=run)
    assert run.ran == ["playwright install chromium-headless-shell"]


def test_where_nothing_works_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(OutsideFailure) as caught:
        install_browser(
            None, environ={"HOME": str(tmp_path)}, which=machine(), is_root=False, run=Installer()
        )
    assert str(caught.value) == (
        "No browser was found and none could be installed. Install chromium-headless-shell, Chromium, "
        "Chrome or Edge, or name one with OPTOUT_BROWSER."
    )


@pytest.mark.parametrize(
    ("setting", "there", "found"),
    [
        (None, ("chromium-headless-shell", "google-chrome"), "/usr/bin/google-chrome"),
        (None, ("chromium-headless-shell",), None),
        ("/opt/chromium-headless-shell", ("chromium-headless-shell", "chromium"), "/usr/bin/chromium"),
        ("/opt/my-browser", ("my-browser", "chromium"), "/usr/bin/my-browser"),
    ],
)
def test_a_window_needs_a_browser_that_is_no_headless_shell(
    tmp_path: Path, setting: str | None, there: tuple[str, ...], found: str | None
) -> None:
    nowhere = {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}

    choice = find_visible_browser(setting, environ=nowhere, which=machine(*there))

    assert (choice.path if choice else None) == found


@pytest.mark.parametrize(
    ("folder", "shows"), [("chromium-1200", True), ("chromium_headless_shell-1200", False)]
)
def test_playwrights_whole_chromium_can_show_a_window(tmp_path: Path, folder: str, shows: bool) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "INSTALLATION_COMPLETE").touch()

    choice = find_visible_browser(
        None, environ={"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}, which=machine()
    )

    assert (choice is not None) == shows
