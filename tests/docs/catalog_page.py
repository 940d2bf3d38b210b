"""Writes docs/reference/catalog.md from the definitions: ``python -m tests.docs.catalog_page``."""

from collections.abc import Iterator
from pathlib import Path

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind, Provider
from optout.requests.proof import DOES_NOT_PROVE, Rung
from optout.running.planning import is_invented

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "catalog.md"

_HEAD = """\
# The catalog

Written by `python -m tests.docs.catalog_page` from `providers/`; do not edit it here. The invented
providers, which exist for rehearsals only, are left out. What nobody has seen work live says
`optout providers show SLUG`.

{counts}

- *Work*, who does it. *automatic*: `optout`. *assisted*: it prepares, you sign in, upload, sign or
  press. *attested*: a switch that you set; your dated word for it is kept, and asked for again.
- *Proof*: the best that there is, by its rung. *partial*: finding nothing proves nothing.
- *Tier*, how far it was tried: [definitions](definitions.md#the-provider). A draft is never acted upon.
- *Sure*, how its facts were found. A: an interface in published code, or the provider's own text. B: a
  guide, news, a directory. C: from memory, and therefore a draft.
- *As of* is the day of the newest source; from *look again* on somebody should see whether it still
  holds. A *stored copy* is a page as an archive kept it, of an age that is not known: look again sooner.

The rungs, the strongest first, and what each leaves open:

{open}
"""
_TITLES: dict[Kind, str] = {
    Kind.AI_TRAINING: "AI services",
    Kind.DATASET_SEARCH: "Data sets, crawls and face search",
    Kind.TAKEDOWN: "Image takedowns",
    Kind.DATA_BROKER: "Data brokers",
    Kind.COMPANY: "Companies",
}
_COLUMNS = "| Provider | Asked for | Work | Proof | Tier | Sure | As of | Look again | Newest source |\n"
_RULE = "|---|---|---|---|---|---|---|---|---|\n"


def catalog_page() -> str:
    """The whole page, as it should be committed."""
    real = sorted(
        (one for one in load_catalog() if not is_invented(one)), key=lambda one: one.name.casefold()
    )
    sections = (_section(kind, [one for one in real if one.kind == kind]) for kind in _TITLES)
    head = _HEAD.format(
        counts="\n".join(_counts(real)),
        open="\n".join(f"- `{rung.value}`: it does not prove {DOES_NOT_PROVE[rung]}." for rung in Rung),
    )
    return head + "".join(sections)


def _counts(real: list[Provider]) -> Iterator[str]:
    services = [
        one for one in real if one.kind in (Kind.AI_TRAINING, Kind.DATASET_SEARCH, Kind.TAKEDOWN)
    ]
    works = [one.automation.value for one in services if one.tier != "draft"]
    each = ", ".join(f"{works.count(work)} {work}" for work in ("automatic", "assisted", "attested"))
    drafts = len(services) - len(works)
    yield f"{len(services)} AI services, data sets and takedowns: {each} and {drafts} drafts."
    yield f"Beside them {len(real) - len(services)} data brokers."


def _section(kind: Kind, members: list[Provider]) -> str:
    if not members:
        return ""
    rows = "".join(f"| {' | '.join(_cells(one))} |\n" for one in members)
    return f"\n## {_TITLES[kind]}\n\n{_COLUMNS}{_RULE}{rows}"


def _cells(provider: Provider) -> Iterator[str]:
    newest = max(provider.sources, key=lambda source: source.as_of)
    yield f"{_plain(provider.name)} (`{provider.slug}`)"
    yield "nothing is offered" if provider.offers_nothing else provider.right.value
    yield provider.automation.value
    yield _proof(provider)
    yield provider.tier.value
    yield provider.confidence.value if provider.confidence else "-"
    yield provider.as_of.isoformat()
    yield provider.expires.isoformat()
    yield _plain(newest.what)


def _proof(provider: Provider) -> str:
    if provider.proof is None:
        return "-"
    return provider.proof.rung.value + (", partial" if provider.proof.partial else "")


def _plain(words: str) -> str:
    """As text in a cell: nothing of it is read as markup."""
    return " ".join(words.split()).replace("|", "/").replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    FILE.write_text(catalog_page(), encoding="utf-8")
