"""Places for a synthetic population: one region of a few states, with large and small cities."""

import random
from dataclasses import dataclass

_STATES = {
    "IL": "Chicago Springfield Peoria Rockford Naperville Joliet Elgin Aurora Decatur East-Moline",
    "MO": "Saint-Louis Kansas-City Springfield Columbia Independence Saint-Joseph Joplin Liberty",
    "IN": "Indianapolis Fort-Wayne Evansville South-Bend Carmel Bloomington Gary Columbus",
    "WI": "Milwaukee Madison Green-Bay Kenosha Racine Appleton Waukesha Eau-Claire",
    "IA": "Des-Moines Cedar-Rapids Davenport Sioux-City Iowa-City Waterloo Ames Dubuque",
    "CA": "Fresno Bakersfield San-Jose Oakland Santa-Ana Chula-Vista Modesto Mount-Shasta",
    "TX": "Houston Dallas Austin El-Paso Fort-Worth Laredo Lubbock Corpus-Christi",
    "NY": "New-York Buffalo Rochester Yonkers Syracuse Albany Utica White-Plains",
}
NAMES = {
    "IL": "Illinois", "MO": "Missouri", "IN": "Indiana", "WI": "Wisconsin", "IA": "Iowa",
    "CA": "California", "TX": "Texas", "NY": "New York",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    """A city, its state's code and a five-digit postal code."""

    city: str
    state: str
    postal_code: str


def home(rng: random.Random, state: str | None = None) -> Home:
    """A home; a state's first cities are its largest."""
    code = state or rng.choice(list(_STATES))
    cities = _STATES[code].split()
    rank = rng.choices(range(len(cities)), weights=[1 / (place + 1) for place in range(len(cities))])[0]
    area = 100 + 90 * list(_STATES).index(code) + 7 * rank
    return Home(cities[rank].replace("-", " "), code, f"{area}{rng.randint(1, 40):02d}")


def moved(rng: random.Random, where: Home) -> Home:
    """An earlier home, mostly in the same state."""
    return home(rng, where.state if rng.random() < 0.6 else None)
