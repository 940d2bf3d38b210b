import pytest

from optout.channels.mail.understanding.bounces import read_bounce

REPORT = """From: MAILER-DAEMON@mx.mailbox.example
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mailbox.example

Final-Recipient: rfc822; Privacy@acme.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: text/rfc822-headers

Message-ID: <OPT-AAAABBBB22.1@mailbox.example>
Subject: Request [OPT-AAAABBBB22]
--b--
"""


@pytest.mark.parametrize(
    ("action", "status", "said", "kind"),
    [
        ("failed", "5.1.1", "550 no", "dead"),
        ("failed", "5.1.2", "550 no", "dead"),
        ("failed", "5.1.10", "550 no", "dead"),
        ("failed", "5.0.0", "550 user unknown", "dead"),
        ("failed", "5.7.1", "550 not allowed", "permanent"),
        ("failed", "5.2.2", "552 mailbox full", "permanent"),
        ("failed", "5.2.1", "550 account disabled", "dead"),
        ("failed", "5.7.1", "550 rejected by policy: no such user may write", "permanent"),
        ("failed", "5.3.4", "552 too big; see no such address", "permanent"),
        ("delayed", "4.4.1", "timed out", "temporary"),
        ("failed", "", "nothing", "permanent"),
    ],
)
def test_a_report_says_how_bad_it_is(action: str, status: str, said: str, kind: str) -> None:
    found = read_bounce(REPORT.format(action=action, status=status, said=said).encode())

    assert found is not None
    assert (found.kind, found.status, found.is_report) == (kind, status, True)
    assert found.recipients == ("privacy@acme.example",)
    assert found.references == ("<OPT-AAAABBBB22.1@mailbox.example>", "OPT-AAAABBBB22")


def test_a_report_that_a_letter_arrived_is_no_bounce() -> None:
    assert read_bounce(REPORT.format(action="delivered", status="2.0.0", said="ok").encode()) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hi. This is the qmail-send program.\n550 5.1.1 sorry, no mailbox here", "dead"),
        ("Delivery has failed. 451 4.7.1 greylisted, try later", "temporary"),
        ("Your mail was rejected. Message-ID: <a@b.example>", "permanent"),
    ],
)
def test_a_bounce_without_a_report_is_read_by_its_words(text: str, kind: str) -> None:
    found = read_bounce(f"From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n{text}\n".encode())

    assert found is not None
    assert (found.kind, found.is_report) == (kind, False)


def test_a_person_who_writes_of_failure_is_no_bounce() -> None:
    raw = b"From: privacy@acme.example\nSubject: Re: x\n\nYour request was rejected.\n"

    assert read_bounce(raw) is None


@pytest.mark.parametrize(
    "text",
    [
        "We have received your request. If your request is rejected you can ask us to look again.",
        "We have deleted all personal data about you. Mails from us will bounce from our list.",
        "Your request was rejected: error 5.1.1 of our form. We keep your data.",
        "Nous avons bien reçu votre demande de remise.\n> Message-ID: <OPT-AAAABBBB22.1@m.example>",
    ],
)
def test_an_automatic_answer_without_a_return_path_is_no_bounce(text: str) -> None:
    raw = f"Return-Path: <>\nFrom: privacy@acme.example\nSubject: Your request\n\n{text}\n"

    assert read_bounce(raw.encode()) is None


def test_a_letter_that_comes_back_without_a_return_path_is_a_bounce_whoever_signs() -> None:
    raw = (
        "Return-Path: <>\nFrom: no-reply@mx.example\nSubject: Returned\n\nNot delivered: 550 5.1.1 no\n"
        "\n--- Below is your letter ---\nMessage-ID: <OPT-AAAABBBB22.1@mailbox.example>\n"
    )

    found = read_bounce(raw.encode())
    assert found is not None
    assert (found.kind, found.references[0]) == ("dead", "<OPT-AAAABBBB22.1@mailbox.example>")


def test_a_delivery_status_that_somebody_attached_is_no_report() -> None:
    mixed = REPORT.format(action="failed", status="5.1.1", said="550 no").replace(
        "multipart/report; report-type=delivery-status", "multipart/mixed"
    )

    assert read_bounce(mixed.encode()) is not None
    by_hand = mixed.replace("MAILER-DAEMON@mx.mailbox.example", "privacy@acme.example")
    assert read_bounce(by_hand.encode()) is None
