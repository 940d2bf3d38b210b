"""A mandate: why we may act for a subject."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from optout.errors import WrongInput
from optout.people.faults import faults_in
from optout.people.subject import Email, Text

LARGEST = 20 * 1_048_576


def _without_folders(value: str) -> str:
    if value in (".", "..") or "/" in value or "\\" in value:
        raise ValueError("must be a file's name without folders")
    return value


FileName = Annotated[Text, AfterValidator(_without_folders)]


class Mandate(BaseModel):
    """Self: the subject acts. Agent: somebody acts with a permission that the subject signed.

    ``permission_sha256`` is the hash of the signed file, ``permission_name`` its name without
    folders. The permission counts from ``signed_on`` to ``valid_until``, both days included.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    kind: Literal["self", "agent"]
    agent_name: Text | None = None
    agent_email: Email | None = None
    permission_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    permission_name: FileName | None = None
    signed_on: date | None = None
    valid_until: date | None = None

    @model_validator(mode="after")
    def _an_agent_shows_permission(self) -> "Mandate":
        shown = (
            self.agent_name,
            self.agent_email,
            self.permission_sha256,
            self.permission_name,
            self.signed_on,
        )
        if self.kind == "agent" and None in shown:
            raise ValueError("needs the agent's name and e-mail, the signed file and its date")
        if self.kind == "self" and (any(shown) or self.valid_until):
            raise ValueError("belongs to the subject alone: leave out the agent and the permission")
        if self.signed_on and self.valid_until and self.valid_until < self.signed_on:
            raise ValueError("ends before it was signed; check the two dates")
        return self

    def covers(self, on: date) -> bool:
        """Whether it allows acting on that day."""
        if self.signed_on is None:
            return True
        return self.signed_on <= on and (self.valid_until is None or on <= self.valid_until)

    def __repr__(self) -> str:
        return f"Mandate(kind={self.kind!r}, ...)"

    __str__ = __repr__


def mandate_from_file(
    path: Path, agent_name: str, agent_email: str, signed_on: date, valid_until: date | None = None
) -> tuple[Mandate, bytes]:
    """An agent's mandate and the bytes of the signed permission (at most 20 MiB) at ``path``.

    ``WrongInput`` when the file cannot be read, is empty or too large, or the facts are unusable.
    """
    content = _permission(path)
    try:
        mandate = Mandate(
            kind="agent",
            agent_name=agent_name,
            agent_email=agent_email,
            permission_sha256=hashlib.sha256(content).hexdigest(),
            permission_name=path.name,
            signed_on=signed_on,
            valid_until=valid_until,
        )
    except ValidationError as error:
        faults = "; ".join(f"{fault.field} {fault.what}".strip() for fault in faults_in(error, Mandate))
        raise WrongInput(
            f"The mandate cannot be used: {faults}.", todo="Correct it and try again."
        ) from None
    return mandate, content


def _permission(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise WrongInput(
            f"The signed permission {path.name} cannot be read: {error.strerror}.",
            todo="Name the signed file, and check that you may read it.",
        ) from None
    if not 0 < len(content) <= LARGEST:
        raise WrongInput(
            f"The signed permission {path.name} is {'empty' if not content else 'larger than 20 MiB'}.",
            todo="Name the file that the person signed.",
        )
    return content
