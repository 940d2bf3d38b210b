"""Reading a page from its HTML alone: what labels say, and how long a hostile page may take."""

import time

import pytest

from optout.channels.web.markup import Markup

COUNT = 5000
IDS = " ".join(f"none{place}" for place in range(30))
SLOW = {
    "a label for each": "".join(
        f"<label for=f{at}>L{at}</label><input id=f{at}>" for at in range(COUNT)
    ),
    "one label around all": "<label>" + "<input> word " * COUNT + "</label>",
    "many labels for one name": ("<label for=f>" + "word " * 50 + "</label>") * COUNT
    + "<input id=f>" * COUNT,
    "many missing names": f"<input aria-labelledby='{IDS}'>" * COUNT,
    "one long name for all": "<p id=n>"
    + "word " * 200_000
    + "</p>"
    + "<input aria-labelledby=n>" * COUNT,
}


@pytest.mark.parametrize("page", SLOW)
def test_a_page_made_to_be_slow_is_read_in_bounded_time(page: str) -> None:
    start = time.process_time()
    markup = Markup(SLOW[page], "https://a.example/", 200)
    assert (len(markup.elements), markup.is_crowded) == (1500, True)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(("count", "crowded"), [(1500, False), (1501, True)])
def test_a_page_with_more_controls_than_are_read_is_crowded(count: int, crowded: bool) -> None:
    page = "<a href=/>x</a>" * 2000 + "<input>" * count
    assert Markup(page, "https://a.example/", 200).is_crowded is crowded


@pytest.mark.parametrize(
    ("page", "label"),
    [
        ("<label for=a>First</label><label for=a>name</label><input id=a>", "First name"),
        ("<label>Last <input></label>", "Last"),
        ("<p id=x>E-</p><b id=y>mail</b><b id=y>no</b><input aria-labelledby='x none y'>", "E- mail"),
    ],
)
def test_a_label_is_what_the_page_gives(page: str, label: str) -> None:
    assert Markup(page, "https://a.example/", 200).seen.controls[0].label == label


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ("<option value=y>Yes<option value=n>No", "y"),
        ("<option value=y>Yes<option value=n selected>No", "n"),
        ("<option disabled>Choose<option>Yes", "Yes"),
        ("<option value=''>Choose<option value=y>Yes", ""),
        ("", ""),
    ],
)
def test_a_list_stands_where_a_browser_would_have_it(options: str, value: str) -> None:
    markup = Markup(f"<form><select name=s>{options}</select></form>", "https://a.example/", 200)
    assert [one.value for one in markup.seen.controls] == [value]


def test_a_list_of_several_choices_stands_at_what_is_chosen() -> None:
    options = "<option value=a>A<option value=b selected>B"
    markup = Markup(f"<select multiple name=s>{options}</select>", "https://a.example/", 200)
    assert [one.value for one in markup.seen.controls] == ["b"]
    none = Markup("<select multiple name=s><option>A</select>", "https://a.example/", 200)
    assert [one.value for one in none.seen.controls] == [""]
