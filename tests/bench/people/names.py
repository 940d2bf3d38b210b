"""Names for a synthetic population: common ones by rank, and a long tail of made-up rare ones.

Nothing here is taken from the matcher's tables: how common a name is follows from its rank alone.
"""

import random
from collections.abc import Sequence
from itertools import accumulate

_WOMEN = (
    "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Sarah Maria Nancy Lisa "
    "Margaret Betty Sandra Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah "
    "Stephanie Rebecca Laura Sharon Cynthia Dorothy Amy Kathleen Angela Shirley Emma Brenda Pamela "
    "Nicole Anna Samantha Katherine Christine Debra Rachel Carolyn Janet Olivia Guadalupe Rosa Carmen "
    "Yolanda Latoya Priya Mei Fatima Ingrid Siobhan Beatriz Xiomara Keisha Svetlana Noemi Thuy "
    "Marisol Gretchen Renée Zoë Chloé"
)
_MEN = (
    "James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew "
    "Anthony Mark Donald Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Jason "
    "Edward Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon "
    "Benjamin Samuel Gregory Alexander Patrick Frank Raymond José Juan Carlos Luis Jesús Miguel "
    "Darnell Wei Hiroshi Mohammed Dmitri Anselm Lars Björn Kwame Thanh Sanjay Ignacio Rubén Declan "
    "Percy Augustus Nathaniel"
)
_FAMILIES = (
    "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez "
    "Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris "
    "Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill "
    "Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips "
    "Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers "
    "Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Patel O'Brien McDonald "
    "Muñoz Núñez Peña Müller Goldsmith Blacksmith Johnston Thomason Robertson Jonas Clarke Garza "
    "Okafor Kowalski Johansson Schröder Yamamoto Nkemelu Petrov Andersen Lindqvist Fitzgerald "
    "Delacroix Silverstein Vanderbilt Whitcombe Abernathy"
)
WOMEN, MEN, FAMILIES = _WOMEN.split(), _MEN.split(), _FAMILIES.split()
_DOUBLE = (
    "de la Cruz",
    "van der Berg",
    "Garcia Lopez",
    "Smith-Jones",
    "de Souza",
    "St. Clair",
    "Del Rio",
)
_STARTS = "Bra Cal Dor Fen Gar Hol Ker Lam Mor Nor Pel Quin Ras Sto Tre Ulm Ves Wex Yar Zel Thim Bly"
_MIDDLES = ("", "a", "o", "ing", "er", "en", "or", "al")
_ENDS = "ton berg ley field man ski wick ford son thorpe ini eau quist ham dale sworth etti low"
_TAIL = 0.45
"""The share of people whose family name is one of the rare ones."""

_SHORT = {
    "Robert": "Bob Rob Bobby", "William": "Bill Will Billy", "James": "Jim Jimmy", "John": "Jack Johnny",
    "Michael": "Mike", "Richard": "Rick Dick Rich", "Joseph": "Joe", "Thomas": "Tom Tommy",
    "Christopher": "Chris", "Charles": "Chuck Charlie", "Daniel": "Dan Danny", "Matthew": "Matt",
    "Anthony": "Tony", "Steven": "Steve", "Andrew": "Andy Drew", "Kenneth": "Ken", "Edward": "Ed Ted",
    "Jeffrey": "Jeff", "Nicholas": "Nick", "Benjamin": "Ben", "Samuel": "Sam", "Alexander": "Alex",
    "Elizabeth": "Liz Beth Betty", "Patricia": "Pat Patty Trish", "Jennifer": "Jen Jenny",
    "Margaret": "Peggy Maggie Meg", "Katherine": "Kate Kathy Katie", "Deborah": "Deb Debbie",
    "Susan": "Sue", "Rebecca": "Becky", "Kimberly": "Kim", "Pamela": "Pam", "Cynthia": "Cindy",
    "José": "Pepe", "Guadalupe": "Lupe", "Nathaniel": "Nate", "Stephanie": "Steph", "Sandra": "Sandy",
}  # fmt: skip


def rare_families() -> list[str]:
    """Made-up family names, a few thousand, each as rare as the others."""
    return [
        start + middle + end for start in _STARTS.split() for middle in _MIDDLES for end in _ENDS.split()
    ]


def short_form(given: str, rng: random.Random) -> str | None:
    """A form that friends use, where there is one."""
    forms = _SHORT.get(given)
    return rng.choice(forms.split()) if forms else None


class NamePool:
    """Draws names: the common ones by Zipf's law over their rank, the rest from the tail."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._rare = rare_families()
        self._weights = {id(names): _by_rank(names) for names in (WOMEN, MEN, FAMILIES)}

    def given(self, woman: bool) -> str:
        return self._drawn(WOMEN if woman else MEN)

    def family(self) -> str:
        luck = self._rng.random()
        if luck < 0.02:
            return self._rng.choice(_DOUBLE)
        return self._rng.choice(self._rare) if luck < 0.02 + _TAIL else self._drawn(FAMILIES)

    def _drawn(self, names: Sequence[str]) -> str:
        return self._rng.choices(names, cum_weights=self._weights[id(names)])[0]


def _by_rank(names: Sequence[str]) -> list[float]:
    return list(accumulate(1 / (rank + 4) for rank in range(len(names))))
