"""A synthetic case, as it would be handed out."""

import hmac
from datetime import UTC, date, datetime

import pytest

from optout.evidence.bundle import statement_of
from optout.evidence.case import Attachment, Case, Due, Told
from optout.evidence.ledger import Entry, SigningKey, entry_bytes, sign_head
from optout.evidence.merkle import leaf_hash, root
from optout.evidence.proving import prove

AT = datetime(2026, 3, 1, 9, 4, tzinfo=UTC)
KEY = SigningKey(b"\x07" * 32)
SALT = b"\x09" * 32
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"synthetic" + bytes.fromhex("ffd9")


def _commitment(content: bytes) -> str:
    return hmac.digest(SALT, content, "sha256").hex()


@pytest.fixture
def case() -> Case:
    """A request whose one attempt is entry 3 of a ledger of five."""
    parts = {"after.jpg": JPEG, "traffic.warc.gz": b"\x1f\x8barchive"}
    contents = [b"0", b"1", b"2", statement_of("attempt-1", parts), b"4"]
    entries = [Entry(n, AT, "evidence", _commitment(content)) for n, content in enumerate(contents)]
    leaves = [leaf_hash(entry_bytes(entry)) for entry in entries]
    head = sign_head(KEY, 5, root(leaves), AT)
    return Case(
        reference="R-17",
        subject="Ada Marlowe",
        provider="Acme People",
        domains=("acme-people.example",),
        right="Deletion of personal data",
        law="A law, section 5",
        prepared_at=AT,
        state="Sent; no answer yet",
        timeline=((AT, "Sent the form."),),
        disclosures=(Told(AT, "e-mail address", "acme-people.example"),),
        deadlines=(Due(date(2026, 4, 15), "An answer", "open"),),
        attachments=tuple(
            Attachment(f"submit/{name}", content, f"This is {name}", entries[3].commitment)
            for name, content in parts.items()
        ),
        proofs=prove(entries, head, [3], {3: contents[3]}),
        head=head,
        public_key=KEY.public_hex,
        salt=SALT,
    )
