"""Marks inside images become statements: real pictures, written by our code and signed by C2PA's own."""

import pytest

from optout.signals.audit import audit
from optout.signals.audit_images import Mark, marks_inside
from optout.signals.audit_statement import Signal
from optout.signals.images.permission import PROPERTY, VOCABULARY, Permission
from optout.signals.images.writing import with_permission
from tests.signals.images.pictures import picture, signed
from tests.signals.sites import AGENTS, HOME, NONE, page, site

PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" plus:DataMining="%s"/>'
    "</rdf:RDF></x:xmpmeta>"
)


def stating(purpose: str, use: str) -> bytes:
    entries = {f"cawg.{purpose}": {"use": use}}
    assertion: dict[str, object] = {"label": "cawg.training-mining", "data": {"entries": entries}}
    return signed(picture("JPEG"), "image/jpeg", [assertion])


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_of_the_vocabulary_is_a_statement_or_none(permission: Permission) -> None:
    allows = {Permission.ALLOWED: True}.get(permission, False)
    said = (Mark(permission.value, allows),) if permission is not Permission.UNSPECIFIED else ()
    assert marks_inside(with_permission(picture("JPEG"), permission)) == said


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("DMI-PROHIBITED", "DMI-PROHIBITED without the vocabulary's address"),
        (VOCABULARY + "DMI-NEVER", "a Data Mining property outside its vocabulary"),
    ],
)
def test_a_value_that_readers_may_ignore_says_neither_yes_nor_no(value: str, words: str) -> None:
    assert PROPERTY.endswith("DataMining")
    assert marks_inside(picture("PNG", (PACKET % value).encode())) == (Mark(words, None),)


@pytest.mark.parametrize(("use", "allows"), [("allowed", True), ("notAllowed", False)])
def test_an_assertion_about_training_is_a_statement(use: str, allows: bool) -> None:
    (mark,) = marks_inside(stating("ai_generative_training", use))
    assert mark == Mark(
        f"cawg.training-mining: ai_generative_training {'allowed' if allows else 'not allowed'}", allows
    )


def test_an_assertion_about_something_else_is_none() -> None:
    assert marks_inside(stating("ai_inference", "notAllowed")) == ()


@pytest.mark.parametrize(("use", "allows"), [("allowed", None), ("notAllowed", False)])
def test_credentials_that_do_not_hold_permit_nothing_and_still_refuse(
    use: str, allows: bool | None
) -> None:
    content = bytearray(stating("ai_training", use))
    content[-20] ^= 1
    (mark,) = marks_inside(bytes(content))
    assert mark.allows is allows
    assert mark.words.endswith(", in credentials that do not hold")


@pytest.mark.parametrize("content", [b"", b"no picture", picture("JPEG")])
def test_what_has_no_marks_says_nothing(content: bytes) -> None:
    assert marks_inside(content) == ()


def test_an_image_that_allows_what_its_header_refuses_is_a_contradiction() -> None:
    content = with_permission(picture("JPEG"), Permission.ALLOWED)
    image = page(f"{HOME}me.jpg", ("X-Robots-Tag", "noai"), is_image=True, content=content)
    found = audit(site("User-agent: *\nDisallow: /\n", NONE, NONE, page(), image), AGENTS, marks_inside)
    pairs = [(one.refuses.signal, one.allows.signal) for one in found.contradictions]
    assert (Signal.X_ROBOTS_TAG, Signal.IMAGES) in pairs
    assert all(one.pages == (f"{HOME}me.jpg",) for one in found.contradictions)
