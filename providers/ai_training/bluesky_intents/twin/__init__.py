"""The twin of Bluesky's servers: accounts with one record each, and another app that overwrites it.

Read from the lexicons of com.atproto; invented are the accounts, the faults, and the app that puts an
older version back around day 55.
"""

import base64
import hashlib
import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

XRPC = "/xrpc/com.atproto."
PASSWORD = "rehearsal-key"  # noqa: S105 - what every setting is in a rehearsal
REFUSED = ("syntheticContentGeneration", "bulkDataset")
RESET_DAY, FAULTS, CALM = 55, 0.15, 6
Record = dict[str, object]


class Twin:
    """Lists a person while their record does not refuse both categories."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock, self._rng = world.clock, world.rng()
        self._owners = {h: person_key(one) for one in world.people for h in one.bluesky_handles}
        self._handles = {did_of(handle): handle for handle in self._owners}
        self._records: dict[str, Record] = {}
        self._reset_at = world.day(RESET_DAY + self._rng.uniform(-5, 5))
        self._calm, self._reset = 0, set[str]()
        people = sorted(set(self._owners.values()))
        self.books.listed += [Listed(person, world.start) for person in people]
        self.app = Starlette(
            routes=[
                Route(XRPC + "identity.resolveHandle", self._resolve),
                Route(XRPC + "repo.getRecord", self._get),
                Route(XRPC + "server.createSession", self._session, methods=["POST"]),
                Route(XRPC + "repo.putRecord", self._put, methods=["POST"]),
                Route("/{did}", self._document),
            ]
        )

    def receive_mail(self, raw: bytes, at: object) -> None:
        raise NotImplementedError("Bluesky is not written to")

    def person_does(self, subject: Subject, url: str, at: object) -> None:
        """The app password is in the settings of every rehearsal."""

    async def _resolve(self, request: Request) -> Response:
        handle = request.query_params.get("handle", "")
        self._note(handle)
        if self._stumbles(self._owners.get(handle)):
            return PlainTextResponse("upstream error", 502)
        if handle not in self._owners:
            return _refused("InvalidRequest", "Unable to resolve handle")
        return JSONResponse({"did": did_of(handle)})

    async def _document(self, request: Request) -> Response:
        did = request.path_params["did"]
        service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer"}
        ends = {**service, "serviceEndpoint": "https://morel.host.bsky.network"}
        return JSONResponse({"id": did, "service": [ends]}, 200 if did in self._handles else 404)

    async def _get(self, request: Request) -> Response:
        did = request.query_params.get("repo", "")
        self._note(self._handles.get(did, ""))
        self._put_back(did)
        record = self._records.get(did)
        if record is None:
            return _refused("RecordNotFound", "Could not locate record")
        return JSONResponse({"uri": uri_of(did), "cid": cid_of(record), "value": record})

    async def _session(self, request: Request) -> Response:
        asked = json.loads(await request.body())
        did = asked.get("identifier")
        if did not in self._handles or asked.get("password") != PASSWORD:
            return _refused("AuthenticationRequired", "Invalid identifier or password", 401)
        return JSONResponse({"did": did, "accessJwt": f"key-of-{did}", "refreshJwt": "another"})

    async def _put(self, request: Request) -> Response:
        asked = json.loads(await request.body())
        did = asked.get("repo", "")
        if request.headers.get("authorization") != f"Bearer key-of-{did}":
            return _refused("AuthMissing", "Authentication Required", 401)
        now = self._records.get(did)
        if asked.get("swapRecord") != (cid_of(now) if now else None):
            return _refused("InvalidSwap", "Record was at another version")
        self._records[did] = asked["record"]
        self._write_down(did, received=True)
        return JSONResponse({"uri": uri_of(did), "cid": cid_of(asked["record"])})

    def _put_back(self, did: str) -> None:
        """Once, another app writes an older version over the account's record."""
        if self._clock.now() >= self._reset_at and did in self._records and did not in self._reset:
            self._reset.add(did)
            self._records[did] = {**self._records[did], REFUSED[1]: {"allow": True}}
            self._write_down(did, received=False)

    def _write_down(self, did: str, received: bool) -> None:
        person, now = self._owners[self._handles[did]], self._clock.now()
        open_ones = [one for one in self.books.listed if one.person == person and not one.until]
        refused = all(_says_no(self._records[did], name) for name in REFUSED)
        if received:
            told, meanings = {"repo": self._handles[did]}, {"repo": "x-bluesky-handle"}
            self.books.received.append(Received(now, person, told, meanings))
        for period in open_ones if refused else ():
            period.until = now
        if not refused and not open_ones:
            self.books.listed.append(Listed(person, now))

    def _note(self, handle: str) -> None:
        told, meanings = {"repo": handle}, {"repo": "x-bluesky-handle"}
        person = self._owners.get(handle, "")
        self.books.searched.append(Received(self._clock.now(), person, told, meanings))

    def _stumbles(self, person: str | None) -> bool:
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= FAULTS:
            return False
        self._calm = CALM
        self.books.faults.append(Fault(self._clock.now(), person, "502"))
        return True


def did_of(handle: str) -> str:
    digest = base64.b32encode(hashlib.sha256(handle.encode()).digest()).decode().lower()
    return f"did:plc:{digest[:24]}"


def uri_of(did: str) -> str:
    return f"at://{did}/org.user-intents.declaration/self"


def cid_of(record: Record) -> str:
    """Another one for another content."""
    return "bafy" + hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:40]


def _says_no(record: Record, name: str) -> bool:
    intent = record.get(name)
    return isinstance(intent, dict) and intent.get("allow") is False


def _refused(error: str, message: str, status: int = 400) -> Response:
    return JSONResponse({"error": error, "message": message}, status)
