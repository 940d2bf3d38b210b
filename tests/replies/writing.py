"""An entry of the corpus written as a mail (RFC 5322), the same bytes every time."""

import mimetypes
import re
import zlib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

SUBJECT = "dana.reyes@mail.example"
RECEIVER = "mx.mail.example"
SOMEBODY_ELSE = "bulk-sender.example"

_TOKEN = re.compile(r"OPT-[A-Z2-7]{10}")
_FIRST = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
_BOUNDARY = "=_report_of_delivery"
_REPORT = f"""MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="{_BOUNDARY}\""""
_LETTER = f"""From: Dana Reyes <{SUBJECT}>
To: {{recipient}}
Subject: Request to delete personal data [OPT-7QH2MXN4RB]
Message-ID: <OPT-7QH2MXN4RB.1@mail.example>

Hello,

please delete the personal data that you hold about me.

Dana Reyes
"""


def written(entry: dict[str, Any]) -> bytes:
    """The mail's bytes. Encodings and charsets differ from mail to mail, by its id."""
    if "raw" in entry:
        return str(entry["raw"]).replace("\n", "\r\n").encode("utf-8", "surrogateescape")
    number = zlib.crc32(entry["id"].encode())
    body = _bounce(entry) if "report" in entry else _mail(entry, number)
    head = EmailMessage(policy=SMTP.clone(refold_source="none"))
    for name, value in _headers(entry, number):
        head[name] = value
    return head.as_bytes().rstrip() + b"\r\n" + body


def _headers(entry: dict[str, Any], number: int) -> list[tuple[str, str]]:
    own = {str(name): str(value) for name, value in entry.get("headers", {}).items()}
    domain = parseaddr(entry["from"])[1].rpartition("@")[2].lower()
    usual = {
        "Delivered-To": entry.get("to", SUBJECT),
        "From": entry["from"],
        "To": entry.get("to", SUBJECT),
        "Subject": entry["subject"],
        "Date": format_datetime(_FIRST + timedelta(minutes=number % 50_000)),
        "Message-ID": f"<{number:08x}.{number % 977}@{domain}>",
        **(_threading(entry) if entry.get("answers", True) else {}),
    }
    results = _results(entry.get("auth", "pass"), domain, number)
    first = [("Authentication-Results", results)] if results else []
    return first + list((usual | own).items())


def _threading(entry: dict[str, Any]) -> dict[str, str]:
    token = _TOKEN.search(f"{entry['subject']} {entry.get('text', '')} {entry.get('html', '')}")
    letter = f"<{token[0] if token else 'OPT-7QH2MXN4RB'}.1@mail.example>"
    return {"In-Reply-To": letter, "References": letter}


def _results(auth: str, domain: str, number: int) -> str | None:
    if auth == "pass":
        dkim = f"dkim=pass header.d={domain} header.s=s{number % 9}"
        spf = f"spf=pass smtp.mailfrom=bounces.{domain}"
        return f"{RECEIVER}; dmarc=pass header.from={domain}; {dkim}; {spf}"
    if auth == "fail":
        spf = ("fail", "softfail")[number % 2]
        return (
            f"{RECEIVER}; dmarc=fail header.from={domain}; dkim=none; spf={spf} smtp.mailfrom={domain}"
        )
    if auth == "other":
        passed = f"dkim=pass header.d={SOMEBODY_ELSE}; spf=pass smtp.mailfrom={SOMEBODY_ELSE}"
        return f"{RECEIVER}; dmarc=none header.from={domain}; {passed}"
    if auth != "none":
        raise ValueError(f"no such auth: {auth}")
    return f"{RECEIVER}; dmarc=none; dkim=none; spf=none" if number % 2 else None


def _mail(entry: dict[str, Any], number: int) -> bytes:
    mail = EmailMessage(policy=SMTP)
    if "text" in entry:
        _set(mail, entry["text"], "plain", number)
    if "html" in entry and "text" in entry:
        mail.add_alternative(entry["html"], subtype="html", cte="quoted-printable")
    elif "html" in entry:
        _set(mail, entry["html"], "html", number)
    for name in entry.get("attachments", ()):
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        mail.add_attachment(b"%attached%\n", maintype=main, subtype=sub, filename=name)
    for depth, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number:08x}_{depth}")
    return mail.as_bytes()


def _set(mail: EmailMessage, content: str, subtype: str, number: int) -> None:
    charset = ("utf-8", "windows-1252", "utf-8")[number % 3]
    encoding = ("quoted-printable", "base64", "quoted-printable", "8bit")[number % 4]
    try:
        content.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    if encoding == "8bit" and max(map(len, content.encode("utf-8").splitlines()), default=0) > 900:
        encoding = "quoted-printable"
    mail.set_content(content, subtype=subtype, charset=charset, cte=encoding)


def _bounce(entry: dict[str, Any]) -> bytes:
    """A report of delivery as RFC 3464 has it: words, a status to be read by machines, our letter."""
    report = entry["report"]
    parts = (
        ("text/plain; charset=utf-8", entry.get("text", "Your message could not be delivered.\n")),
        ("message/delivery-status", _status(report)),
        ("message/rfc822", _LETTER.format(recipient=report["recipient"])),
    )
    body = "".join(f"--{_BOUNDARY}\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
    whole = f"{_REPORT}\n\n{body}--{_BOUNDARY}--\n"
    return whole.replace("\n", "\r\n").encode("utf-8")


def _status(report: dict[str, str]) -> str:
    diagnostic = f"Diagnostic-Code: {report['diagnostic']}\n" if "diagnostic" in report else ""
    return (
        f"Reporting-MTA: dns; {RECEIVER}\n\n"
        f"Final-Recipient: rfc822; {report['recipient']}\n"
        f"Action: {report['action']}\nStatus: {report['status']}\n{diagnostic}"
    )
