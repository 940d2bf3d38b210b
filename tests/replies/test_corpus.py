"""The corpus of reply mails is what the classifier's figures rest on: it must itself be right."""

import re
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from html import unescape
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from optout.channels.mail.understood import MailClass
from tests.replies.corpus import HALVES, SPLITS, Entry, Reply, entries, replies

LANGUAGES = ("en", "de", "fr", "es")

_IDS = re.compile(r"(en|de|fr|es)-([a-z-]+)-(dev|eval|train|blind)-\d\d")
_URL = re.compile(r"\b(?:https?|ftp)://[^\s\"'<>)\]]+", re.IGNORECASE)
_ADDRESS_HOST = re.compile(r"[\w.+'=-]@([\w.-]*\w)")
_REAL = re.compile(
    r"\b[a-z0-9-]+\.(?:com|net|org|io|ai|de|fr|es|eu|us|uk|ch|at|be|nl|it|br|mx|co|me|info|biz|gov|edu|app|dev|ly|gl|to)\b",
    re.IGNORECASE,
)
_DOCUMENTATION = [ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]

ENTRIES = {entry["id"]: entry for split in SPLITS for entry in entries(split)}
MAILS = [(split, reply) for split in SPLITS for reply in replies(split)]


def test_every_entry_is_named_for_what_it_is_and_where_it_stands() -> None:
    for split, reply in MAILS:
        named = _IDS.fullmatch(reply.id)
        assert named, reply.id
        half = {"development": "dev", "evaluation": "eval", "training": "train", "blind": "blind"}[split]
        assert named.groups() == (reply.language, reply.mail_class, half), reply.id


def test_every_mail_can_be_read_again_as_it_was_written() -> None:
    for _, reply in MAILS:
        entry, mail = ENTRIES[reply.id], _parsed(reply)
        assert [defect for part in mail.walk() for defect in part.defects] == [], reply.id
        if "raw" not in entry:
            assert str(mail["Subject"]).split() == entry["subject"].split(), reply.id
            assert str(mail["From"].addresses[0].addr_spec) in entry["from"], reply.id
            assert [
                kind for kind in _written(entry) if entry[kind].strip() not in _bodies(mail)
            ] == [], reply.id


def test_a_code_is_in_its_mail_and_only_where_the_mail_brings_one() -> None:
    for _, reply in MAILS:
        assert (reply.code is not None) == (reply.mail_class == MailClass.CODE), reply.id
        assert reply.code is None or _close(reply.code) in _close(_shown(reply)), reply.id


def test_a_link_to_follow_is_in_its_mail_and_leads_to_a_sender() -> None:
    for _, reply in MAILS:
        assert not reply.followable or reply.mail_class == MailClass.CONFIRMATION_LINK, reply.id
        body = _shown(reply)
        for link in reply.followable:
            assert link in body, reply.id
            assert any(_within(urlsplit(link).hostname or "", sender) for sender in reply.senders), (
                reply.id
            )


def test_nobody_real_is_named() -> None:
    for entry in ENTRIES.values():
        written = _everything(entry).replace("=\n", "")
        hosts = {urlsplit(found).hostname or "" for found in _URL.findall(written)}
        hosts |= set(_ADDRESS_HOST.findall(written)) | set(entry["senders"])
        assert [host for host in hosts if not _is_invented(host)] == [], entry["id"]
        assert _REAL.findall(written) == [], entry["id"]


def test_only_a_lure_fails_authentication() -> None:
    for _, reply in MAILS:
        results = str(_parsed(reply)["Authentication-Results"])
        assert "dmarc=fail" not in results or reply.mail_class == MailClass.SUSPICIOUS, reply.id


def test_a_mail_is_written_the_same_every_time() -> None:
    assert replies("development") == [reply for split, reply in MAILS if split == "development"]


def test_no_two_mails_are_the_same() -> None:
    every = [entry for split in SPLITS for entry in entries(split)]
    assert len(ENTRIES) == len(every)
    bodies = Counter(_everything({**entry, "id": ""}) for entry in every)
    assert [body for body, times in bodies.items() if times > 1] == []


def test_whoever_writes_is_a_sender_of_the_provider_but_for_lures_and_mail_servers() -> None:
    for entry in ENTRIES.values():
        if "raw" not in entry and entry["class"] not in ("suspicious", "bounce"):
            author = parseaddr(entry["from"])[1].rpartition("@")[2]
            assert any(_within(author, sender) for sender in entry["senders"]), entry["id"]


def test_there_are_enough_mails_of_every_class_and_language_in_both_halves() -> None:
    for split in HALVES:
        found = Counter((reply.language, reply.mail_class) for half, reply in MAILS if half == split)
        wanted = {(lang, kind): _wanted(lang, kind) for lang in LANGUAGES for kind in MailClass}
        assert {which: found[which] for which in wanted if found[which] < wanted[which]} == {}


def test_there_are_four_hundred_mails_and_sixty_lures_in_equal_halves() -> None:
    numbers = [Counter(reply.mail_class for half, reply in MAILS if half == split) for split in HALVES]
    assert sum(each.total() for each in numbers) >= 400
    assert sum(each[MailClass.SUSPICIOUS] for each in numbers) >= 60
    for kind in MailClass:
        less, more = sorted(each[kind] for each in numbers)
        assert less >= 0.75 * more, kind


def test_the_halves_share_no_company() -> None:
    listed = [{sender for entry in entries(split) for sender in entry["senders"]} for split in HALVES]
    assert listed[0] & listed[1] == set()


def test_no_mail_to_judge_by_is_one_to_build_on_in_other_words() -> None:
    built_on, judged_by = (
        [(entry["id"], _phrases(entry)) for entry in entries(split)] for split in HALVES
    )
    alike = [
        (one, other)
        for one, these in built_on
        for other, those in judged_by
        if len(these & those) > 0.4 * min(len(these), len(those)) + 2  # our own letter is quoted in many
    ]
    assert alike == []


def _wanted(language: str, kind: MailClass) -> int:
    if language != "en":
        return 3
    return {MailClass.SUSPICIOUS: 22, MailClass.CONFIRMATION_LINK: 12, MailClass.CODE: 12}.get(kind, 6)


def _phrases(entry: Entry) -> set[tuple[str, ...]]:
    written = re.sub(
        r"<[^>]+>", " ", " ".join(str(entry.get(key, "")) for key in ("text", "html", "raw"))
    )
    words = re.findall(r"\w+", written.lower())
    return set(zip(*(words[start:] for start in range(4)), strict=False))


def _shown(reply: Reply) -> str:
    mail = _parsed(reply)
    return unescape(f"{mail['Subject']}\n{_bodies(mail)}").replace("\N{NO-BREAK SPACE}", " ")


def _close(text: str) -> str:
    return "".join(text.split())


def _written(entry: Entry) -> list[str]:
    return [kind for kind in ("text", "html") if kind in entry]


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
