"""A subject: the person whose data it is, with the facts they gave us."""

import re
from datetime import date
from typing import Annotated
from unicodedata import category
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from optout.people.countries import COUNTRIES


def _one_line(value: str) -> str:
    if any(category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in value):
        raise ValueError("contains a control character or a line break: type it again on one line")
    return value


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_one_line),
]


def _is_a_country(value: str) -> str:
    if value not in COUNTRIES:
        raise ValueError(
            "is no country's code: the United Kingdom is GB, Greece is GR, Switzerland is CH"
        )
    return value


COUNTRY = r"^[A-Z]{2}$"
Country = Annotated[str, Field(pattern=COUNTRY), AfterValidator(_is_a_country)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class PersonName(Strict):
    """A name as the person writes it."""

    given: Text
    family: Text
    additional: Text | None = None

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.given, self.additional, self.family) if part)


class PostalAddress(Strict):
    """An address, present (no ``until``) or past."""

    street: Text | None = None
    locality: Text
    region: Text | None = Field(None, description="State or region; two letters for the US.")
    postal_code: Text | None = None
    country: Country
    until: date | None = None


_EMAIL = re.compile(r"""[^\s@<>()\[\],;:"\\]+@[^\s@<>()\[\],;:"\\.]+(\.[^\s@<>()\[\],;:"\\.]+)+""")


def _looks_like_email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise ValueError("is not an e-mail address: write it bare, such as name@mail.example")
    return value


def _looks_like_url(value: str) -> str:
    if not value.startswith(("https://", "http://")) or any(sign.isspace() for sign in value):
        raise ValueError("is not a web address: it must start with https:// or http://, without spaces")
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValueError("is not a web address: the part after the slashes cannot be read") from None
    if not parts.hostname:
        raise ValueError("is not a web address: the name of the site is missing")
    if parts.username is not None:
        raise ValueError("must not carry a user name or a password: delete them from the address")
    return value


Email = Annotated[Text, AfterValidator(_looks_like_email)]
_Long = StringConstraints(strip_whitespace=True, max_length=2000)
Url = Annotated[str, _Long, AfterValidator(_one_line), AfterValidator(_looks_like_url)]


HASH = r"^[0-9A-Fa-f]{8,128}$|^-?[0-9]{1,20}$"
ACCOUNT = r"^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$"
REPOSITORY = r"^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$"
HOST = r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"
VIDEO = r"^[A-Za-z0-9_-]{11}$"

Hash = Annotated[str, Field(pattern=HASH)]
Account = Annotated[str, Field(pattern=ACCOUNT)]
Repository = Annotated[str, Field(pattern=REPOSITORY)]
Host = Annotated[str, Field(pattern=HOST)]
Video = Annotated[str, Field(pattern=VIDEO)]


class Subject(Strict):
    """Everything the person told us; the shape of ``profile.yaml``. Most preferred first in lists."""

    names: tuple[PersonName, ...] = Field(min_length=1, description="The first is the present one.")
    birth_date: date | None = None
    emails: tuple[Email, ...] = Field(min_length=1)
    phones: tuple[Text, ...] = ()
    addresses: tuple[PostalAddress, ...] = ()
    usernames: tuple[Text, ...] = ()
    sites: tuple[Url, ...] = Field((), description="Own web sites and pages.")
    images: tuple[Url, ...] = Field((), description="Addresses of images that show the person.")

    image_hashes: tuple[Hash, ...] = Field(
        (), description="Hashes of images that show the person, as data sets' metadata give them."
    )
    profiles: tuple[Url, ...] = Field((), description="Own public profiles on platforms.")
    github_accounts: tuple[Account, ...] = ()
    repositories: tuple[Repository, ...] = Field((), description="Own repositories, as owner/name.")
    bluesky_handles: tuple[Host, ...] = Field((), description="Handles without the @.")
    videos: tuple[Video, ...] = Field((), description="Ids of own YouTube videos.")
    accounts: tuple[Host, ...] = Field(
        (), description="Domains of services where the person has an account, such as linkedin.com."
    )

    def __repr__(self) -> str:
        return "Subject(...)"

    __str__ = __repr__
