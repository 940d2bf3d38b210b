"""Edits that leave the rest of the text as it is, or are not made."""

import pytest

from optout.catalog.yaml_edit import AddTo, Edit, SetText, TakeFrom, apply_edits

TEXT = """\
# Why this provider is asked.
pages:
  form: {url: "https://a.example/x", sign: {heading: Opt out}}  # seen in May
submit:
  needs: {name: required, email: required}
  flow:
    - {id: fill, fill: [name, email]}
    - {id: press, click: Send}  # the grey one
other:
  needs:
    name: required
    email: required
  fill:
    - name
    - email
"""


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (SetText(("submit", "flow", 1, "click"), "Send it"), "click: Send}", "click: Send it}"),
        (SetText(("submit", "flow", 1, "click"), "Go: now"), "click: Send}", 'click: "Go: now"}'),
        (SetText(("pages", "form", "url"), "https://a.example/y"), '"https://a.example/x"',
         "https://a.example/y"),
        (AddTo(("submit", "flow", 0, "fill"), "tel"), "[name, email]", "[name, email, tel]"),
        (AddTo(("submit", "needs"), "tel", "required"), "l: required}", "l: required, tel: required}"),
        (TakeFrom(("submit", "flow", 0, "fill"), "email"), "[name, email]", "[name]"),
        (TakeFrom(("submit", "needs"), "name"), "{name: required, ", "{"),
        (AddTo(("other", "fill"), "tel"), "    - email\n", "    - email\n    - tel\n"),
        (TakeFrom(("other", "fill"), "name"), "    - name\n", ""),
        (TakeFrom(("other", "needs"), "name"), "    name: required\n", ""),
    ],
)  # fmt: skip
def test_only_what_is_meant_changes(edit: Edit, before: str, after: str) -> None:
    assert TEXT.count(before) == 1
    assert apply_edits(TEXT, (edit,)) == TEXT.replace(before, after)


def test_an_entry_of_a_mapping_in_lines_is_added_as_a_line() -> None:
    edited = apply_edits(TEXT, (AddTo(("other", "needs"), "tel", "required"),))
    assert edited is not None
    added = set(edited.splitlines()) - set(TEXT.splitlines())
    assert added == {"    tel: required"}


@pytest.mark.parametrize(
    "edit",
    [
        TakeFrom(("other", "fill"), "tel"),
        SetText(("submit", "nothing"), "x"),
        AddTo(("pages", "gone"), "x"),
    ],
)
def test_what_cannot_be_found_is_not_edited(edit: Edit) -> None:
    assert apply_edits(TEXT, (edit,)) is None


def test_a_folded_text_is_left_to_a_person() -> None:
    text = "notes: >-\n  one line\n  and another\n"
    assert apply_edits(text, (SetText(("notes",), "short"),)) is None


def test_all_edits_are_made_or_none() -> None:
    edits = (SetText(("submit", "flow", 1, "click"), "Go"), TakeFrom(("other", "fill"), "tel"))
    assert apply_edits(TEXT, edits) is None
