"""Sites as they may have been read, for tests of the audit."""

from datetime import date

from optout.signals.agents import Agent, Purpose
from optout.signals.audit_reading import FileRead, PageRead, SiteRead, State

HOME = "https://own.example/"
NONE = FileRead(State.NONE, why="HTTP 404")
ASKED = date(2026, 8, 22)


def agent(token: str, purpose: Purpose = Purpose.TRAINING, *, respects: bool | None = True) -> Agent:
    return Agent(token, f"Maker of {token}", purpose, respects, ASKED, "https://list.example/")


AGENTS = (agent("TrainBot"), agent("RudeBot", respects=False), agent("SeekBot", Purpose.SEARCH))


def served(text: str) -> FileRead:
    return FileRead(State.SERVED, text, "HTTP 200")


def page(url: str = HOME, *headers: tuple[str, str], **more: object) -> PageRead:
    return PageRead(url, State.SERVED, "HTTP 200", headers=headers, **more)  # type: ignore[arg-type]


def site(
    robots: str | FileRead = NONE,
    ai_txt: str | FileRead = NONE,
    tdm: str | FileRead = NONE,
    *pages: PageRead,
    licenses: tuple[PageRead, ...] = (),
    has_headers: bool = True,
) -> SiteRead:
    files = [served(one) if isinstance(one, str) else one for one in (robots, ai_txt, tdm)]
    return SiteRead(HOME, *files, pages or (page(),), licenses, has_headers)
