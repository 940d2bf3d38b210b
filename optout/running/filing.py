"""The papers of a complaint, and how to file them: to whom, and what to paste where."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from optout.rights.letters import pdf_of
from optout.rights.words import DOUBTED, MARKS
from optout.running.complaining import Complaint, Matter


def papers_of(complaint: Complaint, timeline: Sequence[tuple[datetime, str]]) -> dict[str, bytes]:
    """What is filed and how, by file name: the complaint as text and PDF, a chronology, the steps."""
    text = f"{complaint.letter.subject}\n\n{complaint.letter.body}"
    lines = [f"{at:%Y-%m-%d %H:%M}  {words}" for at, words in timeline]
    chronology = "\n".join(["What happened (days and times in UTC)", "", *lines, ""])
    return {
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
    if matter.asked_on:
        yield "when you asked", matter.asked_on.isoformat()
    if matter.answer_by:
        yield "when the answer was due", matter.answer_by.isoformat()
    if matter.refused_on:
        yield "when it was refused", matter.refused_on.isoformat()
    yield "what happened", "paste complaint.txt; where there is room, chronology.txt after it"
    yield "to attach", "complaint.pdf, chronology.txt, index.html and what is in evidence/"
