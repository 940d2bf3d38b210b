"""The papers of a complaint, and how to file them: to whom, and what to paste where."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePath

from optout.rights.letters import pdf_of
from optout.rights.words import DOUBTED, MARKS
from optout.running.complaining import Complaint, Matter
from optout.running.complaint_story import Story


def papers_of(
    complaint: Complaint, timeline: Sequence[tuple[datetime, str]], permission: bytes = b""
) -> dict[str, bytes]:
    """What is filed and how, by file name: the complaint as text and PDF, a chronology, the steps.

    ``permission`` is what the person signed for the agent who complains.
    """
    text = f"{complaint.letter.subject}\n\n{complaint.letter.body}"
    lines = [f"{at:%Y-%m-%d %H:%M}  {words}" for at, words in timeline]
    chronology = "\n".join(["What happened (days and times in UTC)", "", *lines, ""])
    signed = {permission_name(complaint.matter): permission} if permission else {}
    return signed | {
        "complaint.txt": text.encode(),
        "complaint.pdf": pdf_of(complaint.letter),
        "chronology.txt": chronology.encode(),
        "how-to-file.txt": "\n".join([*_how_to_file(complaint.matter), ""]).encode(),
    }


def _how_to_file(matter: Matter) -> Iterator[str]:
    yield "How to file this complaint. Nothing was sent to anybody: you file it."
    yield ""
    yield from _whereto(matter)
    if matter.before:
        yield f"Before: {matter.before}"
    if matter.law.mark in DOUBTED:
        yield f"The law ({matter.law.slug}) is {MARKS[matter.law.mark]}."
    yield ""
    yield "What to put where in the regulator's form:"
    yield from (f"- {field}: {value}" for field, value in _fields(matter))
    yield ""
    yield f"Afterwards tell optout: optout tasks answer {matter.row.id} done"


def _whereto(matter: Matter) -> Iterator[str]:
    regulator = matter.regulator
    if regulator is None:
        yield "To: the supervisory authority where you live; your profile does not say which."
        return
    yield f"To: {regulator.name}"
    yield from (f"  {address}" for address in (regulator.complaint_url, regulator.site) if address)
    yield f"  ({MARKS[regulator.mark]})"
    if regulator.notes:
        yield f"  {regulator.notes}"


def _fields(matter: Matter) -> Iterator[tuple[str, str]]:
    yield "who complains", "you, with the name and the address for answers in complaint.txt"
    yield "about whom", f"{matter.provider.name} ({', '.join(matter.provider.domains)})"
    yield "under which law", f"{matter.law.name}; {matter.law.source}"
    yield from ((words, on.isoformat()) for words, on in _days(matter.story) if on)
    yield "what happened", "paste complaint.txt; where there is room, chronology.txt after it"
    yield "to attach", "complaint.pdf, chronology.txt, index.html and what is in evidence/"
    if matter.person.role == "agent":
        yield "your authority", f"{permission_name(matter)}, which the person signed"


def _days(story: Story) -> Iterator[tuple[str, date | None]]:
    yield "when you asked", story.asked_on
    yield "when the answer was due", story.answer_by
    yield "when it was refused", story.refused_on
    yield "when you asked it to think again", story.happened.get("appealed_on")
    yield "when the answer to that was due", story.happened.get("appeal_due")
    yield "when it refused that too", story.happened.get("appeal_refused_on")
    yield "when it wrote that it was done", story.happened.get("granted_on")
    yield "when it wrote that it has nothing", story.happened.get("not_found_on")


def permission_name(matter: Matter) -> str:
    """The name of the signed permission among the papers: nothing that a browser runs."""
    ending = PurePath(matter.person.mandate.permission_name or "").suffix.lower()
    return f"permission{ending if ending in _PAPERS else '.bin'}"


_PAPERS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".txt", ".tif", ".tiff"})
