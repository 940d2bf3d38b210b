"""Starts a new provider: a draft definition, a twin that fits it, and a test that passes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import WITH_CONFIDENCE, Kind
from optout.catalog.loading import FILE, GROUPS
from optout.errors import WrongInput
from optout.requests.rights import Right

_TEMPLATES = Path(__file__).with_name("templates")
_SHAPES: Mapping[Kind, tuple[str, Right]] = {
    Kind.DATA_BROKER: ("listing", Right.DELETE),
    Kind.AI_TRAINING: ("standing", Right.OPT_OUT_OF_TRAINING),
    Kind.DATASET_SEARCH: ("listing", Right.DELETE),
    Kind.TAKEDOWN: ("standing", Right.TAKE_DOWN),
    Kind.COMPANY: ("standing", Right.DELETE),
}
_KNOWN = """\
confidence: C  # from memory; B: a guide; A: the provider's own words, or published code
proof: {rung: provider-page}
"""
_FORMS: Mapping[str, tuple[str, str]] = {
    "slug": (r"[a-z][a-z0-9_]{1,48}", "small letters, digits and _, starting with a letter"),
    "name": (r"[^\W_][\w .,&'()+-]{1,79}", "2 to 80 letters, digits, spaces and .,&'()+-"),
    "domain": (r"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+", "a host name in small letters, as in acme.example"),
    "country": (r"[A-Z]{2}", "two capital letters, as in US"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What has to be known about a provider before anything can be written down."""

    slug: str
    kind: Kind
    name: str
    domain: str
    country: str = "US"

    def __post_init__(self) -> None:
        given = {field: str(getattr(self, field)) for field in _FORMS}
        wrong = [field for field, (form, _) in _FORMS.items() if not re.fullmatch(form, given[field])]
        if wrong:
            what = " ".join(f"{given[field]!r} is not a {field}." for field in wrong)
            todo = "; ".join(f"{field}: {_FORMS[field][1]}" for field in wrong)
            raise WrongInput(what, todo=f"Give {todo}.")


def scaffold(draft: Draft, project: Path, today: date) -> tuple[Path, ...]:
    """Write the draft's files below ``project`` (which holds ``providers/`` and ``tests/``).

    Returns the written files. ``WrongInput`` where the slug or a folder is taken; nothing is
    ever overwritten.
    """
    provider = project / "providers" / GROUPS[draft.kind] / draft.slug
    tests = project / "tests" / "providers" / draft.slug
    _refuse_taken(draft.slug, provider, tests)
    shape, _ = _SHAPES[draft.kind]
    files = {
        provider / FILE: f"{shape}.yaml.txt",
        provider / "twin" / "__init__.py": f"{shape}.twin.txt",
        tests / f"test_{draft.slug}.py": "test.txt",
    }
    values = _values(draft, today)
    for file, template in files.items():
        file.parent.mkdir(parents=True)
        file.write_text(_filled(template, values), encoding="utf-8")
    return tuple(files)


def _refuse_taken(slug: str, *folders: Path) -> None:
    taken = [folder for folder in folders if folder.exists()]
    if taken:
        raise WrongInput(f"{taken[0]} exists already.", todo="Nothing was written; choose another slug.")
    if slug in load_catalog():
        raise WrongInput(
            f"The slug {slug!r} is taken.", todo="Nothing was written; choose another slug."
        )


def _values(draft: Draft, today: date) -> dict[str, str]:
    _, right = _SHAPES[draft.kind]
    return {
        "slug": draft.slug,
        "name": draft.name,
        "quoted_name": json.dumps(draft.name, ensure_ascii=False),
        "kind": draft.kind.value,
        "country": draft.country,
        "domain": draft.domain,
        "right": right.value,
        "known": _KNOWN if draft.kind in WITH_CONFIDENCE else "",
        "today": today.isoformat(),
    }


def _filled(template: str, values: Mapping[str, str]) -> str:
    return Template((_TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)
