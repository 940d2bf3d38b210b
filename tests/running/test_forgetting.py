"""Forgetting: what is gone is gone from the files too, and what remains is said."""

from pathlib import Path

from optout.running.forgetting import forget_subject
from tests.running.conftest import MakeWorkshop


def test_nothing_sealed_or_wrapped_stays_in_the_files_of_a_laptop(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop()
    path = workshop.database.path
    if path is None:
        return  # a server's files are its own; what remains there is said, see below
    with workshop.database.transaction(write=False) as tx:
        row = tx.row("SELECT wrapped_key, sealed_profile FROM subject")
    assert row is not None
    secrets = [bytes(row["wrapped_key"])[-32:], bytes(row["sealed_profile"])[-32:]]
    assert all(_lies_in_files(secret, path.parent) for secret in secrets)

    forget_subject(workshop.installation, workshop.person.id)

    assert not any(_lies_in_files(secret, path.parent) for secret in secrets)


def test_it_says_what_remains_and_more_on_a_server(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop()
    remains = forget_subject(workshop.installation, workshop.person.id)
    assert remains.requests == 1
    assert any("ledger" in line for line in remains.remains)
    assert any("server" in line for line in remains.remains) == workshop.database.postgres


def _lies_in_files(secret: bytes, folder: Path) -> bool:
    return any(secret in file.read_bytes() for file in folder.glob("*.sqlite3*"))
