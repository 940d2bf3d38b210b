"""A folder about one request that somebody outside can read and check: a regulator, a court."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from optout.errors import StorageFailure, WrongInput
from optout.evidence.case import Attachment, Case, Proof
from optout.evidence.cover import cover_page
from optout.evidence.ledger import Head, entry_bytes, utc_text
from optout.evidence.merkle import leaf_hash
from optout.evidence.proving import refuse_untrue

_is_name = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]{0,99}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}").fullmatch
_HARMLESS = (".warc.gz", ".jpg", ".png", ".eml", ".json", ".txt", ".pdf", ".zip")


def export_case(case: Case, folder: Path, papers: Mapping[str, bytes] = MappingProxyType({})) -> Path:
    """Write ``index.html``, ``evidence/``, ``ledger.json`` and ``manifest.json``; the folder's path.

    ``papers`` are files that go with them, by plain names.

    The folder appears complete or not at all. ``WrongInput`` when it exists and is not empty;
    ``UntrueClaim`` when its proofs do not hold; ``StorageFailure`` when it cannot be written.
    What is in it is personal data, unencrypted.
    """
    refuse_untrue(case)
    files = _files(case, papers)
    _refuse_to_overwrite(folder)
    beside = folder.with_name(f".{folder.name}.part")
    with _written_or_removed(beside):
        for path, content in files.items():
            _write(beside / path, content)
        beside.replace(folder)
    return folder


def _files(case: Case, papers: Mapping[str, bytes]) -> dict[str, bytes]:
    evidence = _evidence(case)
    listed = [(path, one) for path, one in zip(evidence, case.attachments, strict=True)]
    own = {"index.html": cover_page(case, listed).encode(), **evidence, "ledger.json": _ledger(case)}
    files = {**papers, **own}
    return files | {"manifest.json": _manifest(files)}


def _evidence(case: Case) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for attachment in case.attachments:
        path = f"evidence/{_safe_name(attachment)}"
        if path in files:
            raise ValueError("two attachments have the same name")
        files[path] = attachment.content
    return files


def _safe_name(attachment: Attachment) -> str:
    """The name; with ``.txt`` behind it where a browser might run what the file contains."""
    if not _is_name(attachment.name):
        raise ValueError("not a plain name of an attachment")
    return attachment.name if attachment.name.lower().endswith(_HARMLESS) else f"{attachment.name}.txt"


def _ledger(case: Case) -> bytes:
    return _json(
        {
            "format": "optout-proof-1",
            "public_key": case.public_key,
            "head": _head(case.head) if case.head else None,
            "salt": case.salt.hex() if case.salt else None,
            "entries": [_proof(proof, case.salt is not None) for proof in case.proofs],
        }
    )


def _head(head: Head) -> dict[str, object]:
    at = utc_text(head.at)
    return {"size": head.size, "root": head.root, "at": at, "signature": head.signature}


def _proof(proof: Proof, opened: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "index": proof.entry.index,
        "at": utc_text(proof.entry.at),
        "what": proof.entry.what,
        "commitment": proof.entry.commitment,
        "leaf_hash": leaf_hash(entry_bytes(proof.entry)).hex(),
        "path": list(proof.path),
    }
    if opened and proof.opening is not None:
        told["opening"] = proof.opening.hex()
    return told


def _manifest(files: Mapping[str, bytes]) -> bytes:
    listed = [
        {"path": path, "bytes": len(content), "sha256": sha256(content).hexdigest()}
        for path, content in sorted(files.items())
    ]
    return _json({"format": "optout-manifest-1", "files": listed})


def _json(content: Mapping[str, object]) -> bytes:
    return (json.dumps(content, indent=1) + "\n").encode()


def _refuse_to_overwrite(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise WrongInput(
            "The folder to export to exists and is not empty.",
            kept="Nothing in it was changed.",
            todo="Name a new folder.",
        )


@contextmanager
def _written_or_removed(beside: Path) -> Iterator[None]:
    """Make the folder; whatever goes wrong, nothing half written stays."""
    try:
        beside.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise WrongInput(
            "A folder of an interrupted or running export is in the way.",
            todo="Delete the hidden folder that ends in .part, or name another folder.",
        ) from None
    except OSError as error:
        raise _not_written(error) from None
    try:
        yield
    except OSError as error:
        raise _not_written(error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _not_written(error: OSError) -> StorageFailure:
    reason = (error.strerror or type(error).__name__).lower()
    return StorageFailure(
        f"The export could not be written: {reason}.",
        kept="The evidence itself is unharmed; nothing half written was left.",
        todo="Free some space or name another folder, and run the command again.",
    )
