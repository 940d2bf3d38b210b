"""What a page says of how its list goes on, where its definition says nothing."""

import pytest
from lxml import html

from optout.channels.web.going_on import goes_on, stated_beyond

ROW = "<div class=row><b>Ada</b><a href=/1>See more</a><p>7 people</p></div>"


def says(rest: str) -> tuple[bool, int]:
    document = html.document_fromstring(ROW + rest)
    rows = document.cssselect(".row")
    return goes_on(document, rows), stated_beyond(document, rows)


@pytest.mark.parametrize(
    "rest",
    [
        "<a href='?p=2'>Next page</a>",
        "<a href='?p=2'>Next »</a>",
        "<a href='?p=2'>»</a>",
        "<button>Load more</button>",
        "<button>Show more results</button>",
        "<input type=button value='More people'>",
        "<button aria-label='Go to next page'><svg></svg></button>",
        "<a href='?p=2' aria-label='Page 2'>2</a>",
        "<ul><li>1</li><li><a href='?p=2'>2</a></li><li><a href='?p=3'>3</a></li></ul>",
    ],
)
def test_a_link_or_button_says_that_the_list_goes_on(rest: str) -> None:
    assert says(rest) == (True, 0)


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "<a href=/2>2</a>",
        "<a href=/more>More</a>",
        "<a href=/a>Learn more</a>",
        "<a href=/n>Next steps</a>",
        "<button disabled>Next</button>",
        "<a aria-disabled=true>Next</a>",
        "<li class='page disabled'><a href='#'>Next</a></li>",
        "<div class=slick-list><button>Next</button></div>",
        "<div hidden><a href='?p=2'>Next</a></div>",
        "<template><a href='?p=2'>Next</a></template>",
        "<ul><li>1</li><li><a href=#>12</a></li></ul>",
        "<button></button><a href=/>&gt;</a>",
    ],
)
def test_an_ordinary_page_does_not(rest: str) -> None:
    assert says(rest) == (False, 0)


@pytest.mark.parametrize(
    ("rest", "stated"),
    [
        ("<p>Showing 1-1 of 40</p>", 40),
        ("<p>Showing 1 of 1,040 entries</p>", 1040),
        ("<p>Results 1 to 10 of about 57</p>", 57),
        ("<h2>40 results</h2>", 40),
        ("<h2>We found 12 possible matches for you</h2>", 12),
        ("<p>Page 1 of 3</p>", 2),
        ("<p>Page 3 of 3</p>", 0),
        ("<p>1 result</p><p>Showing 1-1 of 1</p>", 0),
        ("<p>Our 300 million records</p>", 0),
        ("<p>900,000,000 records</p>", 0),
        ("<p>Trusted by 20 people</p>", 0),
        ("<p hidden>40 results</p>", 0),
    ],
)
def test_a_number_counts_where_it_is_larger_than_what_is_there(rest: str, stated: int) -> None:
    assert says(rest) == (False, stated)


def test_a_row_says_nothing_of_the_list() -> None:
    document = html.document_fromstring(ROW)
    assert goes_on(document, []) is True
    assert stated_beyond(document, []) == 7
