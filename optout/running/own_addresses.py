"""Looking at a person's own addresses: within their mandate, and kept as every other look is."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from optout.channels.attempt import Capture, Disclosed, LookedUp
from optout.exposure.exposure import Looked, Shown, addresses_of
from optout.http import Transport
from optout.people.subject import Subject
from optout.requests.verdict import Verdict
from optout.running.finding_kept import begin_to_tell, conclude
from optout.running.installation import Installation
from optout.running.roster import Enrolled
from optout.sites.photos import MOST, look_at

PLACE = "own_addresses"
_VERDICTS: Mapping[Shown, Verdict] = {
    Shown.PUBLIC: Verdict.PRESENT,
    Shown.GONE: Verdict.UNPROVEN,  # the answer itself is not kept: it may be a photo, and large
    Shown.UNKNOWN: Verdict.ERROR,
}


@dataclass(frozen=True, slots=True)
class OwnLooks:
    """What each address showed, and the evidence of it."""

    looks: Mapping[str, Looked] = field(repr=False)
    evidence: str | None


def look_at_own(
    installation: Installation, person: Enrolled, transport: Transport | None = None
) -> OwnLooks | None:
    """Ask each of the person's addresses, at most 100, one after the other; None without a mandate.

    Nobody is told more than the address that they are asked for, and that is stored before anything
    leaves. Raises ``Forgotten`` and ``StorageFailure`` as findings do.
    """
    if not person.mandate.covers(installation.clock.now().date()):
        return None
    addresses = addresses_of(person.subject)[:MOST]
    told = list(_told(person.subject, addresses))
    finding = installation.ids.new("f")
    begin_to_tell(installation, person, finding, PLACE, told)
    looks = asyncio.run(look_at(addresses, transport))
    capture = Capture(disclosed=told, flow_ended=True)
    capture.looked_up += [_noted(person.subject, one, looked) for one, looked in looks.items()]
    return OwnLooks(looks, conclude(installation, person, finding, capture))


def _told(subject: Subject, addresses: tuple[str, ...]) -> Iterator[Disclosed]:
    """One for each host and meaning, with all addresses that the host is asked for."""
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for address in addresses:
        asked[_meaning(subject, address), urlsplit(address).hostname or ""].append(address)
    for (meaning, host), every in asked.items():
        yield Disclosed(meaning, host, "\n".join(every))


def _noted(subject: Subject, address: str, looked: Looked) -> LookedUp:
    meaning = _meaning(subject, address)
    verdict = _VERDICTS[looked.shown]
    if meaning == "x-image-url" and verdict == Verdict.PRESENT and not looked.is_image:
        verdict = Verdict.ERROR  # a page in the place of a photo
    detail = {"photos": looked.photos, "refuses_training": looked.refuses, "why": looked.why}
    return LookedUp(meaning, address, verdict, detail=detail)


def _meaning(subject: Subject, address: str) -> str:
    if address in subject.images:
        return "x-image-url"
    return "url" if address in subject.sites else "x-profile-url"
