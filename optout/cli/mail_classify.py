"""``optout mail classify``: what reply mails say. Nothing is sent, and no vault is needed."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.channels.mail.understood import Understood

_Row = dict[str, object]
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+\.?")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.eml...")
@click.option(
    "--sender-domain",
    "domains",
    multiple=True,
    metavar="D",
    help="A domain that the provider writes from; may be given several times.",
)
@json_option
def classify(files: Sequence[str], domains: Sequence[str], as_json: bool) -> None:
    """Say of every mail what it is, how sure that is, and which of its links may be followed.

    Without --sender-domain a link is fit to be followed on the author's own domain only, and only where
    the receiving server vouches for the author.
    """
    from optout.channels.mail.understanding import understand

    _refuse_what_is_no_domain(domains)
    found = [(file, understand(_read(file), domains)) for file in files]
    rows = [_row(file, understood) for file, understood in found]
    emit(rows, as_json, lambda: "\n".join(_words(file, understood) for file, understood in found))


def _refuse_what_is_no_domain(domains: Sequence[str]) -> None:
    for domain in domains:
        if not _DOMAIN.fullmatch(domain.lower()):
            raise WrongInput(
                f"{domain!r} is no domain.", todo="Write it as in mail.acme.example; umlauts as xn--..."
            )


def _read(file: str) -> bytes:
    """The beginning of the file, which is all that is ever looked at, whatever its size."""
    from optout.channels.mail.parts import MAX_READ

    path = Path(file)
    if path.exists() and not path.is_file() and not path.is_dir():  # reading a pipe would never end
        raise WrongInput(
            f"{file!r} is no ordinary file.", todo="Give the path of a mail saved as a file."
        )
    try:
        with path.open("rb") as opened:
            return opened.read(MAX_READ + 1)
    except OSError as error:
        raise WrongInput(
            f"{file!r} cannot be read: {(error.strerror or 'no such file').lower()}.",
            todo="Give the path of a mail saved as a file.",
        ) from None
    except ValueError:
        raise WrongInput(f"{file!r} is no path of a file.") from None


def _row(file: str, understood: "Understood") -> _Row:
    return {
        "file": file,
        "class": understood.mail_class.value,
        "confidence": understood.confidence,
        "why": "; ".join(understood.why),
        "links": [
            {"url": link.url, "followable": link.followable, "why": link.why}
            for link in understood.links
        ],
        "code": understood.code,
    }


def _words(file: str, understood: "Understood") -> str:
    why = "; ".join(understood.why)
    lines = [f"{file}: {understood.mail_class.value} ({understood.confidence:.2f}): {why}"]
    lines += [f"  code {understood.code}"] if understood.code else []
    lines += [
        f"  {'may be followed' if link.followable else 'not to be followed'}: {link.url} ({link.why})"
        for link in understood.links
    ]
    return "\n".join(lines)
