"""A capture becomes plain files, and one statement covers them."""

import io
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import (  # type: ignore[import-untyped] # warcio ships no types
    ArchiveIterator,
)

from optout.channels.attempt import Capture, Disclosed, Exchange, FormSeen, LookedUp
from optout.evidence.bundle import bundle_of, statement_of
from optout.requests.failures import Failure
from optout.requests.verdict import Verdict

AT = datetime(2026, 3, 1, 9, 30, 15, tzinfo=UTC)
EXCHANGE = Exchange("GET", "https://people.example/", (), b"", 200, (), b"<p>No results.</p>")


def _capture() -> Capture:
    return Capture(
        exchanges=[EXCHANGE],
        screenshots=[("before", b"picture 1"), ("after", b"picture 2")],
        mails=[b"Subject: Please confirm\r\n\r\n", b"Subject: Done\r\n\r\n"],
        disclosed=[Disclosed("email", "people.example", "zoë@mail.example")],
    )


def test_every_part_of_a_capture_gets_its_file() -> None:
    parts = bundle_of(_capture(), AT)
    names = ["traffic.warc.gz", "before.jpg", "after.jpg", "mail-1.eml", "mail-2.eml", "disclosed.json"]
    assert list(parts) == names
    assert parts["after.jpg"] == b"picture 2"
    assert parts["mail-2.eml"] == b"Subject: Done\r\n\r\n"
    bodies = [record.content_stream().read() for record in ArchiveIterator(io.BytesIO(parts[names[0]]))]
    assert bodies[-1] == EXCHANGE.response_body


def test_what_was_disclosed_is_kept_with_recipient_and_time() -> None:
    disclosed = json.loads(bundle_of(_capture(), AT)["disclosed.json"])
    assert disclosed == {
        "format": "optout-disclosed-1",
        "at": "2026-03-01T09:30:15.000000Z",
        "disclosed": [{"meaning": "email", "recipient": "people.example", "value": "zoë@mail.example"}],
    }


def test_what_was_looked_up_is_kept_thing_by_thing() -> None:
    site = "https://zoë.example/"
    looks = [
        LookedUp("url", site, Verdict.PRESENT, "2026-02", detail={"captures": 3}),
        LookedUp("url", site, Verdict.ERROR, "2026-01", Failure.TIMEOUT),
    ]
    kept = json.loads(bundle_of(Capture(looked_up=looks), AT)["looked-up.json"])
    assert (kept["format"], kept["at"]) == ("optout-looked-up-1", "2026-03-01T09:30:15.000000Z")
    known = {"meaning": "url", "thing": site}
    assert kept["looked_up"] == [
        {
            **known,
            "verdict": "present",
            "edition": "2026-02",
            "failure": None,
            "detail": {"captures": 3},
        },
        {**known, "verdict": "error", "edition": "2026-01", "failure": "timeout", "detail": {}},
    ]


def test_a_form_is_kept_under_what_had_changed_in_it() -> None:
    seen = FormSeen("submit.send", 'button "Send"\n', "new required: 'Fax'\n1 headings differ\n")
    assert bundle_of(Capture(forms=[seen]), AT) == {
        "form-1.txt": b"# submit.send\n# new required: 'Fax'\n# 1 headings differ\nbutton \"Send\"\n"
    }


def test_nothing_captured_makes_no_files() -> None:
    assert bundle_of(Capture(), AT) == {}


def test_the_same_capture_makes_the_same_bytes() -> None:
    assert bundle_of(_capture(), AT) == bundle_of(_capture(), AT)


def test_no_screenshot_is_lost_to_a_name() -> None:
    pictures = [("before", b"1"), ("before", b"2"), ("../../Before", b"3"), ("", b"4"), ("/", b"5")]
    assert bundle_of(Capture(screenshots=pictures), AT) == {
        "before.jpg": b"1",
        "before-2.jpg": b"2",
        "before-3.jpg": b"3",
        "screen.jpg": b"4",
        "screen-2.jpg": b"5",
    }


def test_the_statement_is_one_that_sha256sum_checks(tmp_path: Path) -> None:
    parts = bundle_of(_capture(), AT)
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "SHA256SUMS").write_bytes(statement_of("attempt-1", parts))
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    checked = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count(": OK\n") == len(parts)


def test_the_statement_changes_with_the_attempt_with_a_name_and_with_a_byte() -> None:
    statements = {
        statement_of("attempt-1", {"a.jpg": b"1"}),
        statement_of("attempt-2", {"a.jpg": b"1"}),
        statement_of("attempt-1", {"b.jpg": b"1"}),
        statement_of("attempt-1", {"a.jpg": b"2"}),
        statement_of("attempt-1", {}),
    }
    assert len(statements) == 5
