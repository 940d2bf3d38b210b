"""Everything that one published image says about data mining and training."""

from dataclasses import dataclass

from optout.signals.images.containers import Container, container_of
from optout.signals.images.credentials import Assertion, Credentials, credentials_in
from optout.signals.images.permission import DataMining, Unreadable, data_mining_in

TRAINING = frozenset({"ai_training", "ai_generative_training", "data_mining"})
NOT_ASKED = "content credentials were not looked for in a file that cannot be read"


@dataclass(frozen=True, slots=True)
class ImageMarks:
    """``media_type`` is None for a format that is not known here, of which nothing was read.

    ``unreadable`` says what could not be read: then nothing follows about that part, neither that it
    is there nor that it is not.
    """

    media_type: str | None
    data_mining: DataMining | None = None
    credentials: Credentials | None = None
    unreadable: tuple[str, ...] = ()

    @property
    def refuses_training(self) -> bool | None:
        """Whether the image refuses it; None where it says nothing that could be read, and where it
        allows it but could not be read whole."""
        permission = self.data_mining.permission if self.data_mining else None
        mined = (
            permission.refuses_training if permission and permission.value != "DMI-UNSPECIFIED" else None
        )
        told = [one.allowed for one in self._assertions if one.purpose in TRAINING]
        if mined or False in told:
            return True
        allowed = mined is False or bool(told)
        return False if allowed and not self.unreadable else None

    @property
    def contradicts_itself(self) -> bool:
        """Whether the property allows what the credentials refuse, or the other way round."""
        permission = self.data_mining.permission if self.data_mining else None
        told = {one.allowed for one in self._assertions if one.purpose in TRAINING}
        if permission is None or permission.value == "DMI-UNSPECIFIED":
            return len(told) == 2
        return permission.refuses_training in told

    @property
    def _assertions(self) -> tuple[Assertion, ...]:
        return self.credentials.assertions if self.credentials else ()


def marks_of(content: bytes) -> ImageMarks:
    """What the file says, as it is: never raises for what a file holds."""
    container = container_of(content)
    if container is None:
        return ImageMarks(None)
    try:
        packets = [*container.packets(content), *container.extended(content)]
    except Unreadable as problem:
        return ImageMarks(container.media_type, unreadable=(str(problem), NOT_ASKED))
    return _marks(content, container, packets)


def _marks(content: bytes, container: Container, packets: list[bytes]) -> ImageMarks:
    mined, credentials, problems = None, None, []
    try:
        mined = data_mining_in(packets)
    except Unreadable as problem:
        problems.append(str(problem))
    try:
        credentials = credentials_in(content, container.media_type)
    except Unreadable as problem:
        problems.append(str(problem))
    return ImageMarks(container.media_type, mined, credentials, tuple(problems))
