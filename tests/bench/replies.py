"""How well replies are understood: of the mails that it was built on, and of two sets to judge by."""

import time
from collections.abc import Sequence

from optout.channels.mail.understanding import understand
from optout.channels.mail.understood import SURE, MailClass, Understood
from tests.replies.corpus import Reply, Split, replies

Pair = tuple[Reply, Understood]

JUDGED: tuple[Split, ...] = ("development", "evaluation", "blind")
TARGETS = {
    "evaluation_right": 0.95,
    "taken_from_phishing": 0,
    "real_confirmations_refused": 0.01,
}


def bench() -> dict[str, object]:
    """Figures for each split; of those to judge by nothing else is ever printed or looked at."""
    for reply in replies("development")[:5]:
        understand(reply.raw, reply.senders)  # the wordings are read once
    judged: dict[str, list[Pair]] = {}
    before = time.process_time()
    for split in JUDGED:
        judged[split] = [(reply, understand(reply.raw, reply.senders)) for reply in replies(split)]
    seconds = time.process_time() - before
    pairs = [pair for split in JUDGED for pair in judged[split]]
    return {
        **{split: _all(judged[split]) for split in JUDGED},
        "phishing": phishing(pairs),
        "real_confirmations": confirmations(pairs),
        "mails_per_cpu_second": round(len(pairs) / seconds, 1) if seconds else None,
        "targets": TARGETS,
        "ok": _is_reached(judged["evaluation"], pairs),
    }


def _is_reached(evaluation: Sequence[Pair], pairs: Sequence[Pair]) -> bool:
    taken = phishing(pairs)
    return (
        figures(evaluation)["share"] >= TARGETS["evaluation_right"]
        and taken["confirmations_taken"] + taken["codes_taken"] <= TARGETS["taken_from_phishing"]
        and confirmations(evaluation)["share_refused"] <= TARGETS["real_confirmations_refused"]
    )


def _all(pairs: Sequence[Pair]) -> dict[str, object]:
    return {
        **figures(pairs),
        "phishing": phishing(pairs),
        "real_confirmations": confirmations(pairs),
    }


def figures(pairs: Sequence[Pair]) -> dict[str, float]:
    """How many are right, and how many a person has to read because they are not sure."""
    right = sum(reply.mail_class == found.mail_class for reply, found in pairs)
    unsure = sum(found.confidence < SURE for _, found in pairs)
    mistaken = sum(
        found.confidence >= SURE and reply.mail_class != found.mail_class for reply, found in pairs
    )
    return {
        "mails": len(pairs),
        "right": right,
        "share": _share(right, len(pairs)),
        "share_below_sure": _share(unsure, len(pairs)),
        "share_wrong_and_sure": _share(mistaken, len(pairs)),
    }


def phishing(pairs: Sequence[Pair]) -> dict[str, int]:
    """What came out of the mails that imitate a provider."""
    found = [found for reply, found in pairs if reply.mail_class == MailClass.SUSPICIOUS]
    return {
        "mails": len(found),
        "confirmations_taken": sum(any(link.followable for link in one.links) for one in found),
        "codes_taken": sum(one.code is not None for one in found),
        "known_as_such": sum(one.mail_class == MailClass.SUSPICIOUS for one in found),
    }


def confirmations(pairs: Sequence[Pair]) -> dict[str, float]:
    """How many real links and codes were refused: not found, not to be followed, or another taken."""
    links = [pair for pair in pairs if pair[0].followable]
    codes = [pair for pair in pairs if pair[0].code]
    refused_links = sum(_followed(found) != set(reply.followable) for reply, found in links)
    refused_codes = sum(_plain(found.code) != _plain(reply.code) for reply, found in codes)
    others = sum(
        bool(_followed(found) - set(reply.followable)) and _is_sure(found) for reply, found in links
    )
    others += sum(
        found.code is not None and _plain(found.code) != _plain(reply.code) and _is_sure(found)
        for reply, found in codes
    )
    suspected = sum(found.mail_class == MailClass.SUSPICIOUS for _, found in (*links, *codes))
    return {
        "links": len(links),
        "links_refused": refused_links,
        "codes": len(codes),
        "codes_refused": refused_codes,
        "another_taken_and_sure": others,
        "taken_for_phishing": suspected,
        "share_refused": _share(refused_links + refused_codes, len(links) + len(codes)),
    }


def _is_sure(found: Understood) -> bool:
    return found.confidence >= SURE


def _followed(found: Understood) -> set[str]:
    return {link.url for link in found.links if link.followable}


def _plain(code: str | None) -> str | None:
    """Blanks within a code are how it is shown, not what it is."""
    return "".join(code.split()) if code else None


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
