"""A folder of many invented brokers: the shipped ones' shapes under new names, domains and labels."""

import random
import re
from pathlib import Path

from optout.catalog.catalog import Catalog, load_catalog

SHAPES = ("people_atlas", "county_ledger", "kin_finder", "true_who", "deep_dossier")
_GROUP = "data_brokers"
_LABELS = (
    ("First name", "Given name", "Forename"),
    ("Last name", "Family name", "Surname"),
    ("E-mail address", "E-mail", "Email address"),
    ("Your full name", "Full name", "Name"),
    ("Address of the record", "Link to the record", "Record URL", "Profile URL"),
)
_CONTROLS = re.compile(r"(?: {8}Control\(\".*\),\n)+")  # those that take one line each


def write_brokers(root: Path, count: int, seed: int) -> Catalog:
    """``count`` brokers below ``root``, by turns of every shape; the same for the same seed."""
    shipped, rng = load_catalog(), random.Random(seed)
    folders = {}
    for number in range(count):
        shape = shipped.folder(SHAPES[number % len(SHAPES)])
        slug = f"{shape.name}_{number:03d}"
        folders[slug] = root / _GROUP / slug
        _write_broker(shape, folders[slug], f"{number:03d}", rng)
    return Catalog(folders)


def _write_broker(shape: Path, folder: Path, number: str, rng: random.Random) -> None:
    (folder / "twin").mkdir(parents=True)
    definition = (shape / "provider.yaml").read_text("utf-8")
    twin = (shape / "twin" / "__init__.py").read_text("utf-8")
    (folder / "provider.yaml").write_text(_renamed(definition, shape.name, number), "utf-8")
    (folder / "twin" / "__init__.py").write_text(
        _varied(_renamed(twin, shape.name, number), rng), "utf-8"
    )


def _renamed(text: str, slug: str, number: str) -> str:
    """The same broker under another slug, name and domain."""
    host, name = slug.replace("_", "-"), slug.replace("_", " ").title()
    text = text.replace(f"{host}.example", f"{host}-{number}.example")
    text = re.sub(rf"^slug: {slug}$", f"slug: {slug}_{number}", text, flags=re.MULTILINE)
    return text.replace(name, f"{name} {number}")


def _varied(twin: str, rng: random.Random) -> str:
    """Other words on the labels, and the controls of a form in another order."""
    for words in _LABELS:
        chosen = rng.choice(words)
        for word in words:
            twin = re.sub(rf'(Control\("\w+", )"{re.escape(word)}"', rf'\1"{chosen}"', twin)
    return _CONTROLS.sub(lambda found: _shuffled(found[0], rng), twin)


def _shuffled(lines: str, rng: random.Random) -> str:
    order = lines.splitlines(keepends=True)
    rng.shuffle(order)
    return "".join(order)
