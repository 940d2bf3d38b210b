"""The corpus of reply mails is what the classifier's figures rest on: it must itself be right."""

import re
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import pytest

from optout.channels.mail.understood import MailClass
from tests.replies.corpus import SPLITS, Reply, Split, entries, replies

_IDS = re.compile(r"(en|de|fr|es)-([a-z-]+)-(dev|eval)-\d\d")
_URL = re.compile(r"\b(?:https?|ftp)://[^\s\"'<>)\]]+", re.IGNORECASE)
_ADDRESS_HOST = re.compile(r"[\w.+'=-]@([\w.-]*\w)")
_REAL = re.compile(
    r"\b[a-z0-9-]+\.(?:com|net|org|io|ai|de|fr|es|eu|us|uk|ch|at|be|nl|it|br|mx|co|me|info|biz|gov|edu|app|dev|ly|gl|to)\b",
    re.IGNORECASE,
)
_DOCUMENTATION = [ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]

BOTH = [pytest.param(split, reply, id=reply.id) for split in SPLITS for reply in replies(split)]
ENTRIES = {entry["id"]: entry for split in SPLITS for entry in entries(split)}


@pytest.mark.parametrize(("split", "reply"), BOTH)
def test_an_entry_is_named_for_what_it_is_and_where_it_stands(split: Split, reply: Reply) -> None:
    named = _IDS.fullmatch(reply.id)
    assert named, reply.id
    assert named[1] == reply.language
    assert named[2] == reply.mail_class
    assert named[3] == {"development": "dev", "evaluation": "eval"}[split]


@pytest.mark.parametrize(("split", "reply"), BOTH)
def test_a_mail_can_be_read_again_as_it_was_written(split: Split, reply: Reply) -> None:
    entry = ENTRIES[reply.id]
    if "raw" in entry:
        return
    mail = _parsed(reply)
    assert mail["Subject"] == entry["subject"]
    assert str(mail["From"].addresses[0].addr_spec) in entry["from"]
    assert [defect for part in mail.walk() for defect in part.defects] == []
    for kind in ("text", "html"):
        if kind in entry:
            assert entry[kind].strip() in _bodies(mail)


@pytest.mark.parametrize(("split", "reply"), BOTH)
def test_what_must_be_read_from_a_mail_is_in_it(split: Split, reply: Reply) -> None:
    body = _bodies(_parsed(reply)) + str(_parsed(reply)["Subject"])
    assert (reply.code is not None) == (reply.mail_class == MailClass.CODE)
    assert reply.code is None or reply.code in body
    assert not reply.followable or reply.mail_class == MailClass.CONFIRMATION_LINK
    for link in reply.followable:
        assert link in body.replace("&amp;", "&")
        assert any(_within(urlsplit(link).hostname or "", sender) for sender in reply.senders)


@pytest.mark.parametrize(("split", "reply"), BOTH)
def test_nobody_real_is_named(split: Split, reply: Reply) -> None:
    written = _everything(ENTRIES[reply.id]).replace("=\n", "")
    hosts = {urlsplit(found).hostname or "" for found in _URL.findall(written)}
    hosts |= set(_ADDRESS_HOST.findall(written)) | set(reply.senders)
    assert [host for host in hosts if not _is_invented(host)] == []
    assert _REAL.findall(written) == []


@pytest.mark.parametrize(("split", "reply"), BOTH)
def test_only_a_suspicious_mail_fails_authentication(split: Split, reply: Reply) -> None:
    results = str(_parsed(reply)["Authentication-Results"])
    assert "dmarc=fail" not in results or reply.mail_class == MailClass.SUSPICIOUS


def test_a_mail_is_written_the_same_every_time() -> None:
    assert replies("development") == replies("development")


def test_no_two_mails_are_the_same() -> None:
    every = [entry for split in SPLITS for entry in entries(split)]
    assert [one for one, times in Counter(entry["id"] for entry in every).items() if times > 1] == []
    bodies = Counter(_everything({**entry, "id": ""}) for entry in every)
    assert [body for body, times in bodies.items() if times > 1] == []


def _parsed(reply: Reply) -> EmailMessage:
    mail = message_from_bytes(reply.raw, _class=EmailMessage, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def _bodies(mail: EmailMessage) -> str:
    texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join(text.replace("\r\n", "\n") for text in texts)


def _everything(entry: Any) -> str:
    if isinstance(entry, dict):
        return "\n".join(_everything(value) for value in entry.values())
    if isinstance(entry, list):
        return "\n".join(map(_everything, entry))
    return str(entry)


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def _is_invented(host: str) -> bool:
    if re.fullmatch(r"[\d.]+", host):
        return any(ip_address(host) in net for net in _DOCUMENTATION)
    return host.lower().rstrip(".").endswith(".example")
