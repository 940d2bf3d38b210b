"""An invented index with a flow of its own, served on the real local web, to look things up in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from optout.catalog.catalog import Catalog, load_catalog
from optout.network import Network
from optout.people.subject import PersonName, PostalAddress, Subject
from optout.rehearsal.web import LocalWeb
from optout.running.reach import Reach

PAGE, OTHER_PAGE = "https://quandolin-home.example/", "https://quandolin-home.example/about"
IMAGE = "https://pictures.example/zephyrine-portrait.jpg"
THINGS = [("url", PAGE), ("url", OTHER_PAGE), ("x-image-url", IMAGE)]
PERSON = Subject(
    names=(PersonName(given="Zephyrine", family="Quandolin"),),
    birth_date=date(1980, 5, 17),
    emails=("zephyrine@quandolin-mail.example",),
    phones=("+1 555 0100 8841",),
    addresses=(
        PostalAddress(street="77 Quillfeather Lane", locality="Ostergrove", region="OR", country="US"),
    ),
    usernames=("zephquan80",),
    sites=(PAGE, OTHER_PAGE),
    images=(IMAGE,),
)
UNTOLD = ("Zephyrine", "Quandolin", "1980", "quandolin-mail", "8841", "Ostergrove", "OR", "zephquan80")
"""The person's other facts, and the name, in forms that their addresses do not have."""

DEFINITION = """\
slug: {slug}
name: Acme Index
kind: dataset_search
country: US
domains: [{slug}.example]
tier: {tier}
confidence: {confidence}
proof: {{rung: public-artefact}}
find: {find}
right: delete
tracks: listing
search:
  channel: api
  needs: {{url: optional, x-image-url: optional}}
  settings: {{{settings}}}
  requires: [{key}]
submit:
  channel: hand
  url: https://{slug}.example/
  instructions: [Ask there.]
  needs: {{url: optional, x-image-url: optional}}
sources:
  - {{what: Invented, as_of: 2026-01-05}}
never_seen_live: All of it.
"""
FLOW = """\
from optout.channels.api.judgement import not_proven, unexpected
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

LOOK = "https://SLUG.example/look"


class Flow:
    async def search(self, visit):
        if "KEY" and visit.setting("KEY") is None:
            return Outcome(Answer.PERSON, Failure.SETTING_MISSING, detail="KEY is not set")
        doubts, asked = [], 0
        for meaning in ("url", "x-image-url"):
            for thing in visit.facts.every(meaning):
                reply = await visit.get(LOOK, {"q": thing}, telling={meaning: thing})
                asked += 1
                if reply.status == 418:
                    continue
                if reply.status == 200:
                    edition = reply.json()
                    visit.look_up(meaning, thing, Verdict.PRESENT, edition=edition)
                    visit.record(thing, {meaning: thing})
                elif reply.status == 404:
                    visit.look_up(meaning, thing, Verdict.ABSENT, edition=reply.text())
                else:
                    doubts.append(unexpected(reply))
                    failure = doubts[-1].failure
                    verdict = Verdict.BLOCKED if reply.status == 403 else Verdict.ERROR
                    visit.look_up(meaning, thing, verdict, failure=failure)
        return visit.conclude(asked, doubts)
"""


def write_index(
    root: Path, slug: str = "acme_index", find: str = "acme", tier: str = "rehearsed", key: str = ""
) -> Path:
    """A folder laid out like ``providers/`` with an index in it; ``key`` is a setting that it needs."""
    folder = root / "dataset_search" / slug
    folder.mkdir(parents=True)
    settings = f"{key}: A key of your own." if key else ""
    confidence = "C" if tier == "draft" else "A"
    text = DEFINITION.format(
        slug=slug, find=find, tier=tier, settings=settings, confidence=confidence, key=key
    )
    host = slug.replace("_", "-")
    (folder / "provider.yaml").write_text(text.replace(f"{slug}.example", f"{host}.example"))
    (folder / "flow.py").write_text(FLOW.replace("SLUG", host).replace("KEY", key))
    return root


@dataclass(slots=True)
class Index:
    """What the index answers for each thing, and what reached it."""

    catalog: Catalog
    network: Network
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    seen: list[bytes] = field(default_factory=list)

    def will(self, status: int, text: str, *things: str) -> None:
        for thing in things:
            self.answers[thing] = (status, text)

    async def look(self, request: Request) -> Response:
        thing = request.query_params["q"]
        self.asked.append(thing)
        self.seen += [str(request.url).encode(), *(name + b": " + v for name, v in request.headers.raw)]
        status, text = self.answers.get(thing, (404, "2026-01"))
        return PlainTextResponse(text, status)

    @contextmanager
    def reach(self) -> Iterator[Reach]:
        reach = Reach(self.network, self.catalog, lambda: None, pause=_no_pause)
        try:
            yield reach
        finally:
            reach.close()


@contextmanager
def served(root: Path, *hosts: str, secrets: dict[str, str] | None = None) -> Iterator[Index]:
    """The index below ``root``, on the local web; without anything else it has nothing, in 2026-01."""
    index = Index(load_catalog(root), Network())
    app = Starlette(routes=[Route("/look", index.look)])
    web = LocalWeb(dict.fromkeys(hosts or ("acme-index.example",), app))
    web.start()
    try:
        index.network = Network(transport=web.transport, secrets=secrets or {})
        yield index
    finally:
        web.stop()


async def _no_pause(_seconds: float) -> None:
    """Nobody is bothered here."""
