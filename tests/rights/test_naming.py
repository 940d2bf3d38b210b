import pytest
import yaml

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.naming import law_named, right_named, row_named
from optout.rights.table import slugs


@pytest.mark.parametrize(
    ("text", "slug", "right"),
    [
        ("gdpr", "gdpr", None),
        ("GDPR", "gdpr", None),
        ("DSGVO", "gdpr", None),
        ("gdpr_17", "gdpr", Right.DELETE),
        ("GDPR Art. 17", "gdpr", Right.DELETE),
        ("gdpr-art-7(3)", "gdpr", Right.WITHDRAW_CONSENT),
        ("eu gdpr 15", "gdpr", Right.ACCESS),
        ("uk-gdpr", "uk_gdpr", None),
        ("UK GDPR 21", "uk_gdpr", Right.OBJECT),
        ("ccpa_delete", "ccpa", Right.DELETE),
        ("ccpa-opt-out-of-sale", "ccpa", Right.OPT_OUT_OF_SALE),
        ("ccpa know", "ccpa", Right.ACCESS),
        ("California", "ccpa", None),
        ("cpa", "cpa", None),
        ("cpra", "ccpa", None),
        ("Virginia", "vcdpa", None),
        ("va_vcdpa", "vcdpa", None),
        ("Daniel's Law", "daniels_law", None),
        ("TAKE IT DOWN Act", "take_it_down", None),
        ("take-it-down", "take_it_down", None),
        ("delete act", "delete_act", None),
        ("DROP", "delete_act", None),
        ("Law 25", "quebec_law25", None),
    ],
)
def test_a_law_is_found_as_people_write_it(text: str, slug: str, right: Right | None) -> None:
    assert law_named(text) == (slug, right)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("delete", Right.DELETE),
        ("Erasure", Right.DELETE),
        ("right to erasure", Right.DELETE),
        ("Right to be forgotten", Right.DELETE),
        ("art. 17", Right.DELETE),
        ("17", Right.DELETE),
        ("opt-out", Right.OPT_OUT_OF_SALE),
        ("opt_out_of_sale", Right.OPT_OUT_OF_SALE),
        ("do not sell", Right.OPT_OUT_OF_SALE),
        ("know", Right.ACCESS),
        ("right of access", Right.ACCESS),
        ("DSAR", Right.ACCESS),
        ("Art. 7(3)", Right.WITHDRAW_CONSENT),
        ("rectification", Right.CORRECT),
        ("TAKE_DOWN", Right.TAKE_DOWN),
        ("takedown", Right.TAKE_DOWN),
        ("training", Right.OPT_OUT_OF_TRAINING),
        ("limit", Right.LIMIT),
    ],
)
def test_a_right_is_found_as_people_write_it(text: str, right: Right) -> None:
    assert right_named(text) == right


@pytest.mark.parametrize("slug", slugs())
def test_every_law_has_its_own_name_whatever_the_others_are_called(slug: str) -> None:
    assert law_named(slug) == (slug, None)
    assert law_named(slug.upper().replace("_", "-")) == (slug, None)


@pytest.mark.parametrize("right", Right)
def test_every_right_has_its_own_name(right: Right) -> None:
    assert right_named(right.value) == right


def test_no_other_name_means_two_things() -> None:
    from importlib.resources import files

    content = yaml.safe_load((files("optout.rights") / "names.yaml").read_text("utf-8"))
    for kind, proper in (("laws", set(slugs())), ("rights", {right.value for right in Right})):
        others = [other for names in content[kind].values() for other in names]
        assert len(others) == len(set(others))
        assert all(isinstance(other, str) for other in others)
        assert set(content[kind]) == proper


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gdrp", "Did you mean 'gdpr'"),
        ("hammurabi", "Known: appi, bipa"),
        ("", "Known"),
        ("gdpr 99", "gdpr"),
    ],
)
def test_an_unknown_law_is_refused_with_what_is_near(text: str, said: str) -> None:
    with pytest.raises(WrongInput, match="no law") as caught:
        law_named(text)
    assert said in caught.value.todo


def test_an_unknown_right_is_refused_and_a_long_name_is_cut() -> None:
    with pytest.raises(WrongInput, match=r"no right 'delet'.*'delete'"):
        right_named("delet")
    with pytest.raises(WrongInput) as caught:
        right_named("x" * 100_000)
    assert len(caught.value.what) < 200


def test_the_name_of_a_law_may_say_the_right_and_must_not_contradict_it() -> None:
    assert row_named("gdpr_17", None) == ("gdpr", Right.DELETE)
    assert row_named("gdpr_17", "erasure") == ("gdpr", Right.DELETE)
    assert row_named("gdpr", "erasure") == ("gdpr", Right.DELETE)
    with pytest.raises(WrongInput, match="names the right delete, and --right names access"):
        row_named("gdpr_17", "access")
    with pytest.raises(WrongInput, match="No right is named"):
        row_named("gdpr", None)
