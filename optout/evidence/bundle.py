"""The plaintext parts of one attempt's evidence, and the one statement that covers them all."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from optout.channels.attempt import Capture, Disclosed, FormSeen, LookedUp
from optout.evidence.ledger import utc_text
from optout.evidence.warc import warc

_unsafe = re.compile(r"[^a-z0-9-]+")


def bundle_of(capture: Capture, at: datetime) -> dict[str, bytes]:
    """The parts by file name; equal captures give equal parts. ``at`` (UTC) is the attempt's time.

    ``traffic.warc.gz``; ``before.jpg``, ``after.jpg`` ... as the screenshots are named;
    ``mail-1.eml``, ``mail-2.eml`` ...; ``form-1.txt`` ...; ``access-log.txt``; ``looked-up.json``;
    ``disclosed.json``. A part with nothing in it is left out.
    """
    parts: dict[str, bytes] = {}
    if capture.exchanges:
        parts["traffic.warc.gz"] = warc(capture.exchanges, at)
    for name, picture in capture.screenshots:
        parts[_free_name(name, parts)] = picture
    parts |= {f"mail-{number}.eml": mail for number, mail in enumerate(capture.mails, 1)}
    parts |= {f"form-{number}.txt": _form(one) for number, one in enumerate(capture.forms, 1)}
    if capture.log_lines:
        parts["access-log.txt"] = b"".join(capture.log_lines)
    if capture.looked_up:
        parts["looked-up.json"] = _looked_up_json(capture.looked_up, at)
    if capture.disclosed:
        parts["disclosed.json"] = _disclosed_json(capture.disclosed, at)
    return parts


def statement_of(attempt_id: str, parts: Mapping[str, bytes]) -> bytes:
    """What the ledger commits to for an attempt: whose it is, and ``sha256  name`` per part, by name.

    It is the format of ``sha256sum`` with one comment line, so that anybody can check the parts
    against it. The attempt's id keeps two attempts that saw the same apart.
    """
    lines = (f"{sha256(parts[name]).hexdigest()}  {name}\n" for name in sorted(parts))
    return f"# optout-evidence-1 {attempt_id}\n{''.join(lines)}".encode()


def _free_name(name: str, taken: Mapping[str, bytes]) -> str:
    plain = _unsafe.sub("-", name.lower()).strip("-") or "screen"
    candidates = [f"{plain}.jpg", *(f"{plain}-{number}.jpg" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def _form(form: FormSeen) -> bytes:
    changes = "".join(f"# {line}\n" for line in (form.key, *form.changes.splitlines()))
    return (changes + form.text).encode("utf-8", "replace")


def _looked_up_json(looked_up: Sequence[LookedUp], at: datetime) -> bytes:
    looks = [
        {
            "meaning": one.meaning,
            "thing": one.thing,
            "verdict": one.verdict.value,
            "edition": one.edition,
            "failure": one.failure.value if one.failure else None,
            "detail": dict(one.detail),
        }
        for one in looked_up
    ]
    content = {"format": "optout-looked-up-1", "at": utc_text(at), "looked_up": looks}
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _disclosed_json(disclosed: Sequence[Disclosed], at: datetime) -> bytes:
    facts = [
        {"meaning": one.meaning, "recipient": one.recipient, "value": one.value} for one in disclosed
    ]
    content = {"format": "optout-disclosed-1", "at": utc_text(at), "disclosed": facts}
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace")
