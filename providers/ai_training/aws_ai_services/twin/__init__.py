"""The twin of AWS Organizations: one organisation, in which an administrator detaches the policy once.

Read from the service's published clients; invented are the organisation, its faults and the mishap.
Keys are one person's: the first on stage has them, the others' organisations stay as they are.
"""

import json
from datetime import UTC, datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

ROOT, POLICY = "r-ab12", "p-optout0001"
TYPE = "AISERVICES_OPT_OUT_POLICY"
WANTED = {"services": {"default": {"opt_out_policy": {"@@assign": "optOut"}}}}
DETACH_DAY, FAULTS, CALM = 50, 0.15, 8
SKEW = timedelta(minutes=15)
Json = dict[str, object]


class Twin:
    """Lists everybody; the owner of the keys not while the policy is attached to the root."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock, self._rng = world.clock, world.rng()
        self._owner = person_key(world.people[0])
        world.settings["aws_email"] = world.people[0].emails[0]
        self._policy: Json | None = None
        self._attached = False
        self._in_part = self._rng.random() < 0.5  # somebody opted out of one service before
        self._detach_at: datetime | None = world.day(DETACH_DAY + self._rng.uniform(-5, 5))
        self._calm = 0
        self.enabled = True
        self.books.listed += [Listed(person_key(one), world.start) for one in world.people]
        self.app = Starlette(routes=[Route("/", self._answer, methods=["POST"])])

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("AWS is not written to")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The keys are in the settings of every rehearsal."""

    async def _answer(self, request: Request) -> Response:
        if not self._is_signed(request):
            return _error("InvalidSignatureException")
        if self._stumbles():
            return _error("TooManyRequestsException")
        self._mishap()
        asked = json.loads(await request.body())
        action = request.headers.get("x-amz-target", "").removeprefix("AWSOrganizationsV20161128.")
        known = {
            "ListRoots": self._roots,
            "ListPolicies": self._policies,
            "DescribePolicy": self._describe,
            "EnablePolicyType": self._enable,
            "CreatePolicy": self._create,
            "AttachPolicy": self._attach,
            "DescribeEffectivePolicy": self._effective,
        }
        return known[action](asked) if action in known else _error("UnknownOperationException")

    def _is_signed(self, request: Request) -> bool:
        """The form of it; whether the signature is right, AWS's own example tests."""
        try:
            said = request.headers.get("x-amz-date", "")
            at = datetime.strptime(said, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:
            return False
        scope = f"/{said[:8]}/us-east-1/organizations/aws4_request, SignedHeaders="
        proof = request.headers.get("authorization", "")
        known = proof.startswith("AWS4-HMAC-SHA256 Credential=") and scope in proof
        return known and "x-amz-target" in proof and abs(self._clock.now() - at) <= SKEW

    def _roots(self, asked: Json) -> Response:
        types = [{"Type": TYPE, "Status": "ENABLED"}] if self.enabled else []
        return JSONResponse({"Roots": [{"Id": ROOT, "Name": "Root", "PolicyTypes": types}]})

    def _policies(self, asked: Json) -> Response:
        return JSONResponse({"Policies": [self._summary()] if self._policy else []})

    def _describe(self, asked: Json) -> Response:
        if self._policy is None or asked.get("PolicyId") != POLICY:
            return _error("PolicyNotFoundException")
        content = self._policy["Content"]
        return JSONResponse({"Policy": {"PolicySummary": self._summary(), "Content": content}})

    def _enable(self, asked: Json) -> Response:
        self.enabled = asked.get("RootId") == ROOT and asked.get("PolicyType") == TYPE
        return JSONResponse({"Root": {"Id": ROOT}})

    def _create(self, asked: Json) -> Response:
        if self._policy:
            return _error("DuplicatePolicyException")
        if asked.get("Type") != TYPE or json.loads(str(asked.get("Content"))) != WANTED:
            return _error("MalformedPolicyDocumentException")
        self._policy = asked
        return JSONResponse({"Policy": {"PolicySummary": self._summary()}})

    def _attach(self, asked: Json) -> Response:
        if (asked.get("PolicyId"), asked.get("TargetId")) != (POLICY, ROOT):
            return _error("PolicyNotFoundException")
        now = self._clock.now()
        self.books.received.append(Received(now, self._owner, {}, {}))
        if self._attached:
            return _error("DuplicatePolicyAttachmentException")
        if not self.enabled:
            return _error("PolicyTypeNotEnabledException")
        self._attached = True
        for period in (one for one in self.books.listed if one.person == self._owner):
            period.until = period.until or now
        return Response(status_code=200)

    def _effective(self, asked: Json) -> Response:
        if not self._attached and not self._in_part:
            return _error("EffectivePolicyNotFoundException")
        out = {"opt_out_policy": "optOut"}
        content = json.dumps({"services": {"default": out} if self._attached else {"lex": out}})
        told = {"PolicyContent": content, "PolicyType": TYPE, "TargetId": "111122223333"}
        return JSONResponse({"EffectivePolicy": {**told, "LastUpdatedTimestamp": 1772442000.0}})

    def _summary(self) -> Json:
        return {"Id": POLICY, "Name": (self._policy or {}).get("Name"), "Type": TYPE}

    def _mishap(self) -> None:
        """Once, somebody tidies up and takes the policy off the root."""
        now = self._clock.now()
        if self._attached and self._detach_at and now >= self._detach_at:
            self._attached, self._detach_at = False, None
            self.books.listed.append(Listed(self._owner, now))

    def _stumbles(self) -> bool:
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= FAULTS:
            return False
        self._calm = CALM
        self.books.faults.append(Fault(self._clock.now(), None, "throttled"))
        return True


def _error(name: str) -> Response:
    kind = f"com.amazonaws.organizations#{name}"
    return JSONResponse({"__type": kind, "Message": name}, 400)
