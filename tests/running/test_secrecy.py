"""No personal data in clear: not in a database, not in the engine's tables, not in what is printed."""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.clock import VirtualClock
from optout.people.mandate import Mandate
from optout.running.ids import RandomIds
from optout.running.planning import open_requests
from optout.storage.database import Database
from optout.storage.migrating import migrate
from tests.running.receiver import Receiver
from tests.running.workshop import (
    LISTING,
    NAMESAKE,
    PERSON,
    START,
    Workshop,
    catalog_of,
    definition,
    install,
    sees,
)


def _facts() -> list[str]:
    """Every text the person gave, and every text of their listing and of a namesake's."""
    values = list(_texts(PERSON.model_dump(mode="json")))
    for record in (LISTING, NAMESAKE):
        values += [record.key, *record.fields.values()]
    return sorted({value for value in values if len(value) > 3})  # "OR" and "45" are everywhere


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def _refuse_any_fact(content: bytes) -> None:
    lowered = content.lower()
    for fact in _facts():
        plain = fact.lower().encode()
        coded = base64.b64encode(fact.encode()).rstrip(b"=")[:-1]
        for written in (plain, plain.hex().encode(), coded):
            found = lowered if written != coded else content
            assert written not in found, "personal data in clear"


def _whole(url: str, home: Path) -> bytes:
    """Everything that the databases hold, as it is on disk or as a dump."""
    if url.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in sorted(home.glob("*.sqlite3*")))
    dump = shutil.which("pg_dump")
    assert dump is not None
    done = subprocess.run([dump, url], capture_output=True, check=True, timeout=60)
    return done.stdout


def test_the_facts_are_found_where_they_are() -> None:
    with pytest.raises(AssertionError, match="in clear"):
        _refuse_any_fact(b"... zephyrine@QUANDOLIN-mail.example ...")
    with pytest.raises(AssertionError, match="in clear"):
        _refuse_any_fact(b"\\x" + b"9 Brackenfold Rise".lower().hex().encode())


def test_the_database_holds_no_fact_of_the_person_or_of_a_namesake(
    workshop: Workshop, tmp_path: Path
) -> None:
    workshop.reach.will(search=sees(LISTING, NAMESAKE))
    workshop.go_on_until("submitted")
    with workshop.database.transaction(write=False) as tx:
        assert tx.value("SELECT COUNT(*) FROM listing") == 1

    content = _whole(workshop.database.url, tmp_path)
    assert workshop.request.encode() in content
    _refuse_any_fact(content)


def test_evidence_on_the_disk_holds_no_fact(workshop: Workshop) -> None:
    workshop.go_on_until("submitted")
    files = [path for path in (workshop.home / "evidence").rglob("*") if path.is_file()]

    assert len(files) == 2
    for path in files:
        _refuse_any_fact(path.read_bytes() + str(path.relative_to(workshop.home)).encode())


def test_neither_the_engines_tables_nor_the_output_of_a_real_run_hold_a_fact(
    database_url: str, tmp_path: Path
) -> None:
    database = Database(database_url)
    migrate(database)
    catalog = catalog_of(tmp_path / "data_brokers", acme=definition())
    installation = install(database, tmp_path, catalog, VirtualClock(START), ids=RandomIds())
    person = installation.roster.enrol(PERSON, Mandate(kind="self"))
    [opened] = open_requests(installation, person, catalog)
    database.close()

    arguments = [str(tmp_path), database_url]
    with Receiver() as receiver:
        done = subprocess.run(
            [sys.executable, "-m", "tests.running.mortal", *arguments, str(receiver.port), "never"],
            capture_output=True,
            timeout=90,
            check=False,
            env=os.environ | {"PYTHONDEVMODE": "0"},
        )

    assert (done.returncode, done.stdout) == (0, b"removed\n")
    content = _whole(database_url, tmp_path)
    assert b"workflow_status" in content
    assert opened.request_id.encode() in content
    _refuse_any_fact(content + done.stdout + done.stderr)
