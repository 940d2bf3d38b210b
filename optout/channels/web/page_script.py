"""The one script that runs in a provider's page: reads it, fills controls, aims at a button.

A page is hostile: nothing is stored on it, a form's or document's own abilities are never asked for
by name, and every use of an index is checked against a signature, because the page may have changed
since it was read.
"""

from pathlib import Path

_PARTS = (
    "abilities",
    "nodes",
    "visibility",
    "labels",
    "surroundings",
    "controls",
    "seeking",
    "reading",
    "waiting",
    "combobox",
    "filling",
    "pressing",
    "answering",
)


def _joined(folder: Path) -> str:
    """One function of a request; its parts name each other's constants, so the order is theirs."""
    texts = ((folder / f"{part}.js").read_text("utf-8") for part in _PARTS)
    return "(request) => {\n" + "\n".join(texts) + "}"


PAGE_SCRIPT = _joined(Path(__file__).with_name("page"))
"""JavaScript for ``Page.evaluate``: a function of one request, which ``answering.js`` lists."""
