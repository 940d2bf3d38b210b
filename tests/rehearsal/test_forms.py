from typing import Any

import pytest
from lxml import html

from optout.rehearsal.forms import STATE_OPTIONS, Control, Form

FORM = Form(
    ident="f",
    action="/send",
    legend="Who & what",
    button="Send",
    trap="website",
    controls=(
        Control("who", "Your name", "name", autocomplete="name"),
        Control("mail", "E-mail", "email", "email"),
        Control("state", "State", "address-level1", "select", options=STATE_OPTIONS),
        Control("said", "Comments", "", "textarea", required=False),
        Control("news", "Send me offers", "", "checkbox", required=False),
    ),
)
GOOD = {"who": "A B", "mail": "a@b.example", "state": "CA"}


def read(source: str) -> Any:
    return html.fromstring(source)


def test_every_control_has_a_label_and_says_whether_it_is_required() -> None:
    tree = read(FORM.html(token="t"))
    for name in ("who", "mail", "state", "said", "news"):
        (control,) = tree.xpath(f"//*[@name='{name}']")
        assert len(tree.xpath(f"//label[@for='{control.get('id')}']")) == 1
        assert (control.get("required") is not None) == (name in GOOD)


def test_the_trap_is_out_of_sight() -> None:
    (box,) = read(FORM.html()).xpath("//*[@name='website']/..")
    assert "left:-9999px" in str(box.get("style"))
    assert box.get("aria-hidden") == "true"


def test_what_was_typed_comes_back_escaped() -> None:
    source = FORM.html(
        values={"who": '"><script>', "said": "</textarea>", "state": "CA"}, problems=("<b>",)
    )
    tree = read(source)
    assert tree.xpath("//*[@name='who']/@value") == ['"><script>']
    assert tree.xpath("//script | //b") == []
    assert tree.xpath("//option[@selected]/@value") == ["CA"]
    assert tree.xpath("//li/text()") == ["<b>"]


def test_a_good_form_is_read_as_the_form_means_it() -> None:
    filled = FORM.read([*GOOD.items(), ("csrf_token", "t"), ("said", "  ")])
    assert filled.fields == GOOD
    assert filled.meanings == {"who": "name", "mail": "email", "state": "address-level1"}
    assert (filled.token, filled.honeypots, filled.problems) == ("t", 0, ())
    assert filled.value("address-level1") == "CA"
    assert filled.value("tel") == ""


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("who", "", "Your name is required."),
        ("mail", "ab", "E-mail is not an e-mail address."),
        ("state", "XX", "State: choose one from the list."),
    ],
)
def test_a_wrong_value_is_a_problem(name: str, value: str, problem: str) -> None:
    assert FORM.read({**GOOD, name: value}.items()).problems == (problem,)


def test_what_the_form_did_not_ask_for_is_kept_without_a_meaning() -> None:
    filled = FORM.read({**GOOD, "website": "x", "extra": "y"}.items())
    assert filled.honeypots == 1
    assert filled.fields["extra"] == "y"
    assert "extra" not in filled.meanings


def test_a_filled_forms_repr_tells_nothing_of_it() -> None:
    assert "a@b.example" not in repr(FORM.read(GOOD.items()))


def test_a_control_of_an_unknown_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="'consent' is not a known meaning"):
        Control("agree", "I agree", "consent", "checkbox")
