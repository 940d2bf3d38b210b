"""Where photos of a person are public, and the steps that make them fewer. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from optout.exposure.platforms import Platform, platform_of
from optout.people.subject import Subject
from optout.requests.state import KEPT, State

ENOUGH = (10, 20)
WHY = (
    "Ten to twenty ordinary photos from public pages are enough to fine-tune an image model on one "
    "face, on one graphics card; three to five gave good results in the paper that began it "
    "(DreamBooth, arXiv 2208.12242). What counts are sharp photos, from several sides, of your face "
    "alone. Fewer public portraits, smaller and older ones, make it harder. Nothing makes it "
    "impossible, and what was copied already stays copied."
)


class Place(StrEnum):
    """What kind of place shows the photo."""

    OWN_SITE = "own-site"
    PROFILE = "profile"
    ELSEWHERE = "elsewhere"
    LISTING = "listing"


class Shown(StrEnum):
    """What a look showed. Only an answer of the server itself makes *gone*."""

    PUBLIC = "public"
    GONE = "gone"
    UNKNOWN = "unknown"  # not looked at, blocked, or no answer that says it


@dataclass(frozen=True, slots=True)
class Looked:
    """What one address showed: ``photos`` are pictures on a page (None: not countable), ``refuses``
    whether an image itself says that it is not for training (None: it says nothing)."""

    shown: Shown
    photos: int | None = None
    is_image: bool = False
    refuses: bool | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Exposed:
    """One place. ``address`` is None for a listing, which is named by its provider."""

    place: Place
    address: str | None = field(repr=False)
    platform: str | None
    provider: str | None
    is_image: bool
    looked: Looked


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. ``recheck`` is "machine" (by ``command``), "attest" or "none"; ``done`` is None
    where nobody can say yet. ``request`` is the subject's request about it, ``state`` what it tells."""

    place: str
    what: str
    recheck: str
    command: str | None = None
    provider: str | None = None
    from_memory: bool = False
    done: bool | None = None
    request: str | None = None
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the subject to a provider, and the state that it is in."""

    request: str
    state: State


@dataclass(frozen=True, slots=True)
class Exposure:
    """``public`` counts photos known to be public now; ``unknown`` places at which nobody looked, or
    that did not say."""

    places: tuple[Exposed, ...]
    steps: tuple[Step, ...]

    @property
    def public(self) -> int:
        return sum(_photos(one) for one in self.places if one.looked.shown == Shown.PUBLIC)

    @property
    def unknown(self) -> int:
        return sum(one.looked.shown == Shown.UNKNOWN for one in self.places)


NOT_LOOKED = Looked(Shown.UNKNOWN, why="not looked at")


def exposure_of(
    subject: Subject,
    listed: Sequence[str],
    looks: Mapping[str, Looked],
    known: frozenset[str],
    asked: Mapping[str, Asked] = MappingProxyType({}),
) -> Exposure:
    """The places and the steps.

    ``listed`` are slugs of providers that list the person now, ``looks`` is what addresses showed,
    ``known`` are the slugs of the catalog, ``asked`` the subject's requests by slug.
    """
    places = (*_addresses(subject, looks), *(_listing(slug) for slug in listed))
    steps = (_with_request(one, asked) for one in _steps(places, known))
    return Exposure(places, tuple(dict.fromkeys(steps)))


def addresses_of(subject: Subject) -> tuple[str, ...]:
    """Everything that can be looked at: images, own pages, profiles."""
    return tuple(dict.fromkeys((*subject.images, *subject.sites, *subject.profiles)))


def _addresses(subject: Subject, looks: Mapping[str, Looked]) -> Iterator[Exposed]:
    own = {_host(site) for site in subject.sites if urlsplit(site).path in ("", "/")}
    images = set(subject.images)
    for address in addresses_of(subject):
        platform = platform_of(address)
        yield Exposed(
            place=_place(address, own, platform, address in subject.profiles),
            address=address,
            platform=platform.name if platform else None,
            provider=platform.provider if platform else None,
            is_image=address in images,
            looked=_sound(looks.get(address, NOT_LOOKED), address in images),
        )


def _sound(looked: Looked, is_image: bool) -> Looked:
    """A page in the place of a photo says neither that the photo is there nor that it is gone."""
    if is_image and looked.shown == Shown.PUBLIC and not looked.is_image:
        return Looked(Shown.UNKNOWN, why="a page is where the photo was")
    return looked


def _place(address: str, own: set[str], platform: Platform | None, is_profile: bool) -> Place:
    if is_profile or platform:
        return Place.PROFILE
    return Place.OWN_SITE if _host(address) in own else Place.ELSEWHERE


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower().removeprefix("www.")


def _listing(slug: str) -> Exposed:
    looked = Looked(Shown.UNKNOWN, why="a listing may show a photo")
    return Exposed(Place.LISTING, None, None, slug, is_image=False, looked=looked)


def _photos(exposed: Exposed) -> int:
    return 1 if exposed.is_image else exposed.looked.photos or 0


def _steps(places: Iterable[Exposed], known: frozenset[str]) -> Iterator[Step]:
    for one in places:
        if one.place == Place.LISTING:
            slug = one.provider or ""
            yield Step(slug, "Have the listing removed.", "machine", f"optout recheck {slug}", slug)
            continue
        if one.is_image:
            yield from _about_image(one)
        if one.place == Place.OWN_SITE:
            yield from _own_site(one)
        platform = platform_of(one.address or "")
        if platform is not None:
            yield from _on_platform(platform, known)


def _with_request(step: Step, asked: Mapping[str, Asked]) -> Step:
    """What a request knows counts; a withdrawn one is as if there were none."""
    found = asked.get(step.provider or "")
    if found is None or found.state == State.WITHDRAWN:
        return step
    command = step.command if step.recheck == "machine" else f"optout show {found.request}"
    done = found.state in KEPT
    return replace(step, command=command, done=done, request=found.request, state=found.state)


def _about_image(one: Exposed) -> Iterator[Step]:
    gone = {Shown.GONE: True, Shown.PUBLIC: False}.get(one.looked.shown)
    what = (
        "Take the photo down, or put a smaller one in its place in which your face is not the subject."
    )
    yield Step(one.address or "", what, "machine", "optout exposure --look", done=gone)
    if one.place == Place.OWN_SITE and gone is not True:
        what = "Mark the photo as not for training."
        done = one.looked.refuses or (None if one.looked.shown == Shown.UNKNOWN else False)
        yield Step(one.address or "", what, "machine", "optout site mark FILE --yes", done=done)


def _own_site(one: Exposed) -> Iterator[Step]:
    host = _host(one.address or "")
    what = "Refuse AI crawlers on your own site."
    yield Step(host, what, "machine", f"optout site audit https://{host}/")


def _on_platform(platform: Platform, known: frozenset[str]) -> Iterator[Step]:
    memory = platform.known_from == "memory"
    for what in platform.steps:
        yield Step(platform.name, what, "attest", from_memory=memory)
    if platform.provider in known:
        command = f"optout plan --only {platform.provider} --accept"
        what = "Say no to training with what you show there."
        yield Step(platform.name, what, "attest", command, platform.provider)
