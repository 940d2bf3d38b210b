from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.findings import WrongDefinition
from optout.catalog.known_form import KnownControl, KnownForm, read_known_form
from optout.catalog.known_forms import Files, known_forms_beside, write_known_forms

TEXT = """\
button "Send"
consent "I agree."
control choice "State" asks address-level1, named "st", required, 51 choices
control textbox "E-mail" asks email, named "mail"
heading "Opt out"
target post https://acme.example/opt-out
"""
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
controls = st.builds(
    KnownControl,
    role=st.sampled_from(["textbox", "choice", "tick"]),
    name=words,
    asks=st.sampled_from(["", "email", "!secret"]),
    wire=words,
    required=st.booleans(),
    ticked=st.booleans(),
    preset=words,
    choices=st.integers(0, 400),
    offers=st.lists(words, max_size=3).map(tuple),
)
sorted_words = st.lists(words, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))


def test_its_lines_are_sorted_and_read_back() -> None:
    form = read_known_form(TEXT)
    assert form.controls[1] == KnownControl("textbox", "E-mail", asks="email", wire="mail")
    assert form.controls[0].choices == 51
    assert form.text == TEXT


@settings(max_examples=60)
@given(words, st.lists(controls, max_size=3, unique=True), sorted_words, sorted_words)
def test_whatever_a_page_says_is_read_back_as_it_was(
    button: str, found: list[KnownControl], consents: tuple[str, ...], headings: tuple[str, ...]
) -> None:
    form = KnownForm(
        button, "get", "script", tuple(sorted(found)), consents, headings, warnings=("closed",)
    )
    assert read_known_form(form.text) == form


@pytest.mark.parametrize(
    ("line", "number"),
    [("colour red", 7), ("control textbox E-mail", 7), ('heading "a" "b"', 7), ("target post", 7)],
)
def test_a_line_that_is_none_is_named(line: str, number: int) -> None:
    with pytest.raises(ValueError, match=f"line {number} "):
        read_known_form(f"{TEXT}{line}\n")


def test_a_file_without_end_is_refused_where_it_is_too_long() -> None:
    lines = 'button "Send"\ntarget post https://acme.example/' + "\n" * 1998
    assert read_known_form(lines).button == "Send"
    with pytest.raises(ValueError, match="line 2001 "):
        read_known_form(lines + "\n")


def test_a_form_needs_its_button_and_one_target() -> None:
    with pytest.raises(ValueError, match="one line with its button"):
        read_known_form('heading "Opt out"\n')


def test_what_is_written_is_read_and_what_is_no_more_is_taken_away(tmp_path: Path) -> None:
    old, new = (tmp_path / "forms" / f"submit.{name}.txt" for name in ("old", "send"))
    write_known_forms(tmp_path, {"submit.old": TEXT})
    assert write_known_forms(tmp_path, {"submit.send": TEXT}) == Files((new,), (old,))
    assert known_forms_beside(tmp_path / "provider.yaml") == {"submit.send": read_known_form(TEXT)}


def test_what_is_known_of_an_unfinished_step_stays(tmp_path: Path) -> None:
    write_known_forms(tmp_path, {"search.go": TEXT, "submit.old": TEXT, "confirm.yes": TEXT})
    files = write_known_forms(tmp_path, {"submit.send": TEXT}, ("submit", "confirm"))
    assert [path.name for path in files.deleted] == ["search.go.txt"]
    kept = ["confirm.yes", "submit.old", "submit.send"]
    assert sorted(known_forms_beside(tmp_path / "provider.yaml")) == kept


def test_every_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    write_known_forms(tmp_path, {"submit.one": "nonsense\n", "submit.send": TEXT, "submit.two": ""})
    with pytest.raises(WrongDefinition) as caught:
        known_forms_beside(tmp_path / "provider.yaml")
    assert [one.path.name for one in caught.value.findings] == ["submit.one.txt", "submit.two.txt"]
