"""What C2PA content credentials say about training: the CAWG assertion, and its older C2PA form."""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from optout.signals.images.permission import Unreadable

LABELS = ("cawg.training-mining", "c2pa.training-mining")
"""CAWG Training and Data Mining 1.1, and the assertion of C2PA 1.x that it replaced. A label may go on
with a version (".v2") or a number ("__1")."""

_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_USES = frozenset({"allowed", "notAllowed", "constrained"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """One entry: ``purpose`` such as "ai_generative_training", and whether it is allowed.

    ``constrained`` without words about the constraint is a no, as the specification says.
    """

    label: str
    purpose: str
    allowed: bool
    constraint: str | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """The active manifest's assertions about training. ``valid``: its signature and hashes hold; by
    whom it was signed, and whether anybody trusts them, is not judged."""

    assertions: tuple[Assertion, ...]
    valid: bool


def credentials_in(content: bytes, media_type: str) -> Credentials | None:
    """The credentials in the file, or None where it has none. Nothing is ever fetched from elsewhere.

    ``Unreadable`` where there are some that cannot be read.
    """
    import c2pa

    context = c2pa.Context(c2pa.Settings.from_dict(_OFFLINE))
    try:
        reader = c2pa.Reader(media_type, io.BytesIO(content), context=context)
        with reader:
            told, state = json.loads(reader.json()), reader.get_validation_state()
    except c2pa.C2paError.ManifestNotFound:
        return None
    except (c2pa.C2paError, ValueError):
        raise Unreadable("content credentials that cannot be read") from None
    return Credentials(tuple(_assertions(told)), state in ("Valid", "Trusted"))


def _assertions(told: Mapping[str, Any]) -> Iterator[Assertion]:
    manifest = _mapping(_mapping(told.get("manifests")).get(told.get("active_manifest")))
    every = manifest.get("assertions")
    for one in every if isinstance(every, list) else ():
        label = str(_mapping(one).get("label", ""))
        if label.startswith(LABELS):
            entries = _mapping(_mapping(_mapping(one).get("data")).get("entries"))
            for purpose, entry in entries.items():
                yield _entry(label, str(purpose), _mapping(entry))


def _entry(label: str, purpose: str, entry: Mapping[str, Any]) -> Assertion:
    """The prose of the specification says ``constraints_info``, its grammar ``constraint_info``."""
    use = entry.get("use")
    if use not in _USES:
        raise Unreadable("an assertion about training with an unknown use")
    info = entry.get("constraint_info", entry.get("constraints_info"))
    constraint = info if use == "constrained" and isinstance(info, str) and info.strip() else None
    return Assertion(
        label, purpose.removeprefix("cawg.").removeprefix("c2pa."), use == "allowed", constraint
    )


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}
