"""Finds a browser for the web channel, and installs one where that is wanted and possible.

Order: the setting; headless shell, Chromium, Chrome or Edge on this machine; Playwright's own
download. ``python -m optout.channels.web.browser_path --install`` adds Debian's package (as root)
or Playwright's download where none is found.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from optout.errors import OutsideFailure, WrongInput

# The headless shell comes first: a third of the time and memory of full Chromium without a screen.
ON_PATH = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
_PACKAGE = "chromium-headless-shell"
_INSTALL_S = 900
_TODO = "Install chromium-headless-shell, Chromium, Chrome or Edge, or name one with OPTOUT_BROWSER."

Which = Callable[[str], str | None]
Run = Callable[[list[str]], bool]


@dataclass(frozen=True, slots=True)
class BrowserChoice:
    """``path`` is the executable; None means the one that Playwright downloaded for itself."""

    path: str | None
    how: str


def find_browser(
    setting: str | None,
    *,
    environ: Mapping[str, str] = os.environ,
    which: Which = shutil.which,
) -> BrowserChoice | None:
    """The browser to use, or None. ``WrongInput`` where the setting names no executable."""
    if setting:
        found = which(str(Path(setting).expanduser()))
        if not found:
            raise WrongInput("The browser in the settings cannot be executed.", todo="Mend its path.")
        return BrowserChoice(found, "from the settings")
    for name in ON_PATH:
        path = which(name)
        if path:
            return BrowserChoice(path, f"{name} on this machine")
    return BrowserChoice(None, "downloaded by Playwright") if _downloaded(environ) else None


def require_browser(setting: str | None) -> BrowserChoice:
    """The browser to use; ``OutsideFailure`` says what to install where there is none."""
    found = find_browser(setting)
    if found is None:
        raise OutsideFailure("No browser was found.", todo=_TODO)
    return found


def find_visible_browser(
    setting: str | None,
    *,
    environ: Mapping[str, str] = os.environ,
    which: Which = shutil.which,
) -> BrowserChoice | None:
    """The browser that can show a window to a person, or None. A headless shell never can.

    ``WrongInput`` where the setting names no executable.
    """
    named = find_browser(setting, environ=environ, which=which) if setting else None
    if named is not None and named.path and not _is_headless(named.path):
        return named
    for name in ON_PATH:
        path = None if _is_headless(name) else which(name)
        if path:
            return BrowserChoice(path, f"{name} on this machine")
    whole = any(_cache(environ).glob("chromium-*/INSTALLATION_COMPLETE"))
    return BrowserChoice(None, "downloaded by Playwright") if whole else None


def require_visible_browser(setting: str | None) -> BrowserChoice:
    """A browser that can show a window; ``OutsideFailure`` says what to install where there is none."""
    found = find_visible_browser(setting)
    if found is None:
        raise OutsideFailure(
            "No browser that can show a window was found.",
            kept="Nothing was opened.",
            todo="Install Chromium, Chrome or Edge, or name one with --browser or OPTOUT_BROWSER.",
        )
    return found


def install_browser(
    setting: str | None,
    *,
    environ: Mapping[str, str] = os.environ,
    which: Which = shutil.which,
    is_root: bool | None = None,
    run: Run | None = None,
) -> BrowserChoice:
    """Find a browser; install one where there is none. ``OutsideFailure`` where nothing works."""
    run = run or _run
    found = find_browser(setting, environ=environ, which=which)
    if found is None and (_is_root() if is_root is None else is_root) and which("apt-get"):
        _install_package(run)
        found = find_browser(setting, environ=environ, which=which)
    if found is None and run([sys.executable, "-m", "playwright", "install", _PACKAGE]):
        found = BrowserChoice(None, "downloaded by Playwright")
    if found is None:
        raise OutsideFailure("No browser was found and none could be installed.", todo=_TODO)
    return found


def _is_headless(path: str) -> bool:
    return "headless" in Path(path).name


def _install_package(run: Run) -> None:
    install = ["apt-get", "install", "-y", "--no-install-recommends", _PACKAGE]
    if not run(install) and run(["apt-get", "update"]):
        run(install)


def _run(command: list[str]) -> bool:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=environ, capture_output=True, timeout=_INSTALL_S, check=False)  # noqa: S603 - fixed commands
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _downloaded(environ: Mapping[str, str]) -> bool:
    """Whether Playwright finished a download of its headless shell into its cache."""
    return any(_cache(environ).glob("chromium_headless_shell-*/INSTALLATION_COMPLETE"))


def _cache(environ: Mapping[str, str]) -> Path:
    if environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(environ["PLAYWRIGHT_BROWSERS_PATH"])
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or ".")
    by_system = {"darwin": "Library/Caches/ms-playwright", "win32": "AppData/Local/ms-playwright"}
    return home / by_system.get(sys.platform, ".cache/ms-playwright")


def main() -> int:
    """What ``make`` calls: exit 0 with a browser, 5 with a sentence on standard error."""
    from optout.settings import load_settings

    setting = load_settings(os.environ).browser
    try:
        if "--install" in sys.argv[1:] and find_browser(setting) is None:
            print("Installing a browser ...", file=sys.stderr)
        found = install_browser(setting) if "--install" in sys.argv[1:] else require_browser(setting)
    except (OutsideFailure, WrongInput) as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if "--install" not in sys.argv[1:]:
        print(f"{found.path or 'Playwright'} ({found.how})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
