"""How facts are written into the controls of a page."""

import pytest

from optout.channels.web.controls import Control, Option
from optout.channels.web.filling import entries
from optout.channels.web.formats import other_country, written
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure


def a_box(**of: object) -> Control:
    return Control(0, "input", **{"type": "text", **of})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of", "meaning", "fact", "value"),
    [
        ({}, "bday", "1984-02-09", "1984-02-09"),
        ({"type": "date", "label": "Born (DD/MM/YYYY)"}, "bday", "1984-02-09", "1984-02-09"),
        ({"placeholder": "MM/DD/YYYY"}, "bday", "1984-02-09", "02/09/1984"),
        ({"placeholder": "mm/dd/yy"}, "bday", "1984-02-09", "02/09/84"),
        ({"placeholder": "TT.MM.JJJJ"}, "bday", "1984-02-09", "09.02.1984"),
        ({"label": "Date de naissance (jj/mm/aaaa)"}, "bday", "1984-02-09", "09/02/1984"),
        ({"near": "Birth date yyyy-mm-dd"}, "bday", "1984-02-09", "1984-02-09"),
        ({"language": "de-AT"}, "bday", "1984-02-09", "09.02.1984"),
        ({"language": "en-US"}, "bday", "1984-02-09", "02/09/1984"),
        ({"language": "en-GB"}, "bday", "1984-02-09", "09/02/1984"),
        ({"language": "en"}, "bday", "1984-02-09", "1984-02-09"),
        ({"language": "pl"}, "bday", "1984-02-09", "1984-02-09"),
        ({"language": "en-US", "label": "Born (dd/mm/yyyy)"}, "bday", "1984-02-09", "09/02/1984"),
        ({"language": "de", "type": "date"}, "bday", "1984-02-09", "1984-02-09"),
        ({"placeholder": "DD"}, "bday-day", "9", "09"),
        ({"placeholder": "Day"}, "bday-day", "9", "9"),
        ({"placeholder": "(555) 555-5555"}, "tel", "+1 505 555 0142", "(505) 555-0142"),
        ({"placeholder": "###-###-####"}, "tel", "+1 505 555 0142", "505-555-0142"),
        ({"max_length": 10}, "tel", "+1 505 555 0142", "5055550142"),
        ({"max_length": 12}, "tel", "+1 505 555 0142", "+15055550142"),
        ({"placeholder": "Phone"}, "tel", "+49 30 901820", "+49 30 901820"),
        ({"max_length": 2}, "address-level1", "California", "CA"),
        ({"max_length": 2}, "country-name", "Germany", "DE"),
        ({"max_length": 5}, "postal-code", "87571-1234", "87571"),
        ({"max_length": 4}, "postal-code", "87571", None),
        ({"max_length": 3}, "given-name", "Ada", "Ada"),
        ({"max_length": 8}, "tel", "+49 30 901820", None),
    ],
)
def test_it_writes_what_the_control_asks_for(
    of: dict[str, object], meaning: str, fact: str, value: str | None
) -> None:
    assert written(a_box(**of), meaning, fact) == value


def test_a_fact_that_does_not_fit_is_never_cut() -> None:
    with pytest.raises(Unanswered) as error:
        entries(
            [a_box(label="First name", max_length=2)], ["given-name"], Facts({"given-name": ("Ada",)})
        )
    assert error.value.failure == Failure.FORM_CHANGED
    assert error.value.detail == "the fact for given-name does not fit into its control"


@pytest.mark.parametrize(
    "months", ["Januar Februar März April", "janvier février mars avril", "Gen Feb Mar Apr"]
)
def test_months_are_known_by_their_names(months: str) -> None:
    options = tuple(Option(name, f"v{at}") for at, name in enumerate(months.split(), 1))
    control = Control(0, "select", label="Month of birth", options=options)
    (entry,) = entries([control], ["bday-month"], Facts({"bday-month": ("3",)}))
    assert entry.value == "v3"


def test_a_country_has_a_code_and_a_name() -> None:
    assert (other_country("nl"), other_country("Netherlands"), other_country("Atlantis")) == (
        "Netherlands",
        "NL",
        None,
    )
