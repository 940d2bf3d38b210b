import pytest

from optout.channels.mail.understanding.folding import folded
from optout.channels.mail.understanding.patterns import compiled


@pytest.mark.parametrize(
    ("wording", "text", "fits"),
    [
        ("we delet*", "We deleted it", True),
        ("we delet*", "We are deleting it", False),
        ("we .. deleted", "We have now fully deleted it", True),
        ("we .. deleted", "We have, as you asked us to do, deleted it", False),
        ("(has been|is) deleted", "It has been deleted", True),
        ("[now] deleted $", "It is deleted.", True),
        ("^ deleted $", "It is deleted.", False),
        ("red|green light", "a green light", True),
        ("are you ... ?", "Are you there?", True),
        ("are you ... ?", "You are there.", False),
        ("gelöscht", "GELOESCHT", True),
        ("gelöscht", "gelo\u0308scht", True),
        ("<thing> gone", "The listing is gone", False),
        ("<thing> .. gone", "The listing is gone", True),
    ],
)
def test_a_wording_is_read_as_it_is_documented(wording: str, text: str, fits: bool) -> None:
    found = compiled([wording], {"thing": "(page|listing)"}).search(folded(text))

    assert (found is not None) is fits


@pytest.mark.parametrize("wording", ["<nothing> x", "(a b", "a ) b"])
def test_a_wording_that_cannot_be_read_is_a_mistake(wording: str) -> None:
    with pytest.raises(ValueError, match="wording"):
        compiled([wording], {})


def test_no_wordings_find_nothing() -> None:
    assert compiled([], {}).search(" ^ anything $ ") is None
