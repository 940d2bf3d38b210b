"""Pairs of a person and a listing that somebody has thought about, each with its reason.

The person was born on 1985-03-14 and lives in Peoria, IL (61602), formerly in Waco, TX; the listing
was seen on 2026-06-01, when the person was 41, and shows Peoria, IL unless it says otherwise.
A name of the person is "given|middle|family"; a former name follows after a slash.
"""

from typing import NamedTuple

Place = tuple[str | None, str | None] | tuple[str | None, str | None, str | None]
PEORIA: tuple[Place, ...] = (("Peoria", "IL"),)


class Case(NamedTuple):
    expected: str  # decisions that are right, such as "same" or "possible different"
    why: str
    own: str
    shown: str
    age: int | None = 41
    at: tuple[Place, ...] = PEORIA
    aka: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()


DESMOND, SHOWN = "Desmond||Quillfeather", "Desmond Quillfeather"
JUNIOR = "Desmond||Quillfeather Jr"
PHONE = ("309-555-0142",)
JOHN = "John||Smith"

CASES = (
    # names as they are written
    Case("same", "everything equal", DESMOND, SHOWN),
    Case("same", "even a very common name, with exact age and city", JOHN, "John Smith"),
    Case("same", "capitals", DESMOND, "DESMOND QUILLFEATHER"),
    Case("same", "last name first, with a comma", DESMOND, "Quillfeather, Desmond"),
    Case("same", "last name first, middle initial after", "Desmond|Paul|Quillfeather",
         "Quillfeather, Desmond P."),
    Case("same", "a title before, a degree after", DESMOND, "Dr. Desmond Quillfeather, MD"),
    Case("same", "a nickname in brackets", DESMOND, 'Desmond "Dez" Quillfeather'),
    Case("same", "accents left out", "José||Núñez", "Jose Nunez"),
    Case("same", "accents added", "Jose||Nunez", "José Núñez"),
    Case("same", "an umlaut as one letter", "Jürgen||Müller", "Jurgen Muller"),
    Case("same", "an umlaut as two letters", "Jürgen||Müller", "Juergen Mueller"),
    Case("same", "a sharp s", "Hans||Weiß", "Hans Weiss"),
    Case("same", "a Nordic o", "Søren||Kjær", "Soren Kjaer"),
    Case("same", "a Polish l", "Łukasz||Wałęsa", "Lukasz Walesa"),
    Case("same", "Cyrillic, romanised", "Дмитрий||Шевченко", "Dmitry Shevchenko"),
    Case("same", "Cyrillic, romanised another way", "Юлия||Чайковская", "Yulia Tchaikovskaya"),
    Case("same", "Greek, romanised", "Γιώργος||Παπαδόπουλος", "Giorgos Papadopoulos"),
    Case("same", "an apostrophe left out", "Maeve||O'Brien", "Maeve OBrien"),
    Case("same", "an apostrophe as a blank", "Maeve||O'Brien", "Maeve O Brien"),
    Case("same", "a typographic apostrophe", "Maeve||O'Brien", "Maeve O’Brien"),
    Case("same", "Mc in two words", "Maeve||McAllister", "Maeve Mc Allister"),
    Case("same", "particles in one word", "Ludwig||van der Berg", "Ludwig Vanderberg"),
    Case("same", "particles with capitals", "Ana||de la Cruz", "Ana De La Cruz"),
    Case("same", "the particle left out", "Ludwig||von Trapp", "Ludwig Trapp"),
    Case("same", "a hyphen as a blank", "Jean-Pierre||Calloway-Finch", "Jean Pierre Calloway Finch"),
    Case("same", "two given names in one", "Mary Ann||Fennimore", "Maryann Fennimore"),
    Case("same", "given and middle name tied together", "Mary|Ann|Fennimore", "Mary-Ann Fennimore"),
    Case("same", "one of two family names", "María||García Quiroga", "Maria Garcia"),
    Case("same", "one of two hyphenated names", "Ann||Dunmarrow-Finch", "Ann Finch"),
    # other forms of the given name
    Case("same", "Bob is Robert", "Robert||Quillfeather", "Bob Quillfeather"),
    Case("same", "Robert is Bob", "Bob||Quillfeather", "Robert Quillfeather"),
    Case("same", "Bob and Rob are both Robert", "Bob||Quillfeather", "Rob Quillfeather"),
    Case("same", "Peggy is Margaret", "Margaret||Tolliveer", "Peggy Tolliveer"),
    Case("same", "Pepe is José", "José||Ravensdow", "Pepe Ravensdow"),
    Case("same", "Steven is Stephen", "Stephen||Quillfeather", "Steven Quillfeather"),
    Case("same", "the middle name is the one in use", "James|Theodore|Quillfeather",
         "Theodore Quillfeather"),
    Case("different", "Alexander is not Alexandra", "Alexander||Quillfeather", "Alexandra Quillfeather"),
    Case("different", "Erica is not Eric", "Eric||Quillfeather", "Erica Quillfeather"),
    Case("different", "Daniela is not Daniel", "Daniel||Quillfeather", "Danielle Quillfeather"),
    Case("different", "Joan is not John", JOHN, "Joan Smith"),
    Case("possible", "Johnathan may be called John", "John||Quillfeather", "Johnathan Quillfeather"),
    Case("different", "but without age and place he is another", JOHN, "Johnathan Smith", None, ()),
    Case("possible", "only the initial: it may be the wife", DESMOND, "D. Quillfeather"),
    Case("different", "another initial", DESMOND, "J. Quillfeather"),
    Case("possible", "initials of both given names", "James|Robert|Ashgrove", "J. R. Ashgrove"),
    Case("possible", "only the family name's initial", DESMOND, "Desmond Q."),
    Case("possible", "a slip in the given name", DESMOND, "Desmnod Quillfeather"),
    Case("possible", "a slip in the family name", DESMOND, "Desmond Quilfeather"),
    Case("possible", "a slip in a short given name", "Mary||Quillfeather", "Mayr Quillfeather"),
    Case("possible", "a doubled letter in a short family name", "Desmond||Reed", "Desmond Reeed"),
    Case("possible", "a letter missing in a short family name", JOHN, "John Smth"),
    Case("possible", "Mac for Mc", "Desmond||McDonald", "Desmond MacDonald"),
    Case("possible", "-off for -ov", "Ivan||Petrov", "Ivan Petroff"),
    Case("different", "a slip that makes another short name", "Desmond||Finn", "Desmond Fink"),
    Case("different", "a slip is too little without age and place", JOHN, "John Smtih", None, ()),
    # another family name
    Case("different", "Goldsmith ends in Smith", JOHN, "John Goldsmith"),
    Case("different", "Goldsmith, whatever else fits", JOHN, "John Goldsmith",
         at=(("Peoria", "IL", "61602"),), phones=PHONE),
    Case("different", "Smithson begins with Smith", JOHN, "John Smithson"),
    Case("different", "Blacksmith, by the same rule", JOHN, "John Black-Smithers"),
    Case("different", "Johnson is not Johnston", "Ann||Johnson", "Ann Johnston"),
    Case("different", "another family name altogether", DESMOND, "Desmond Birchwater"),
    Case("different", "the given name alone", DESMOND, "Desmond"),
    Case("different", "no name", DESMOND, ""),
    Case("possible", "a longer family name may be by marriage", "Ann||Dunmarrow",
         "Ann Dunmarrow-Kettlewell"),
    Case("possible", "family name first without a comma", DESMOND, "Quillfeather Desmond"),
    Case("possible", "family name first, though it is a given name too", "Desmond||Thomas",
         "Thomas Desmond"),
    Case("different", "the two names swapped for a common pair", "James||Thomas", "Thomas James", None),
    # former names and names that the site adds
    Case("same", "a maiden name that the person told", "Ann||Dunmarrow/Ann||Garrowby", "Ann Garrowby"),
    Case("different", "a maiden name that nobody told", "Ann||Dunmarrow", "Ann Garrowby"),
    Case("possible", "an untold family name, but the telephone fits", "Ann||Dunmarrow", "Ann Garrowby",
         phones=PHONE),
    Case("same", "the site knows it as another name", "Ann||Dunmarrow", "Ann Garrowby",
         aka=("Ann Dunmarrow",)),
    Case("same", "the maiden name as middle name", "Ann||Dunmarrow/Ann||Garrowby",
         "Ann Garrowby Dunmarrow"),
    Case("possible different", "the middle name holds for the maiden name too",
         "Ann|Lucy|Garcia/Ann||Flores", "Ann Rita Flores"),
    # middle names
    Case("same", "the middle name is not shown", "Desmond|Paul|Quillfeather", SHOWN),
    Case("same", "the person told no middle name", DESMOND, "Desmond Paul Quillfeather"),
    Case("same", "the middle initial fits", "John|Quincy|Smith", "John Q Smith"),
    Case("possible different", "another middle name", "John|Quincy|Smith", "John Peter Smith"),
    Case("possible different", "another middle initial", "John|Quincy|Smith", "John P. Smith"),
    Case("different", "another middle initial and no age", "John|Quincy|Smith", "John P. Smith", None),
    # suffixes
    Case("same", "the suffix fits", JUNIOR, "Desmond Quillfeather, Jr."),
    Case("same", "II is junior", JUNIOR, "Desmond Quillfeather II"),
    Case("same", "a suffix between the names", JUNIOR, "Quillfeather Jr, Desmond"),
    Case("same", "the suffix is not shown", JUNIOR, SHOWN),
    Case("different", "the father", JUNIOR, "Desmond Quillfeather Sr", None),
    Case("different", "the father, whatever age is shown", JUNIOR, "Desmond Quillfeather Sr"),
    Case("different", "the grandson", JUNIOR, "Desmond Quillfeather III"),
    Case("possible", "a suffix the person does not use, no age", DESMOND, "Desmond Quillfeather Jr",
         None),
    # ages
    Case("same", "a year more, counted from the birth year", DESMOND, SHOWN, 42),
    Case("same", "a year less, not brought up to date", DESMOND, SHOWN, 40),
    Case("possible", "a year off and a very common name", JOHN, "John Smith", 42),
    Case("possible", "two years behind", DESMOND, SHOWN, 39),
    Case("different", "a namesake three years older in the same place", DESMOND, SHOWN, 44),
    Case("different", "a namesake of another generation", DESMOND, SHOWN, 68),
    Case("different", "another age, whatever else fits", DESMOND, SHOWN, 60,
         (("Peoria", "IL", "61602"),), phones=PHONE),
    Case("possible", "no age: a father would show the same", DESMOND, SHOWN, None),
    Case("possible", "no age, though the telephone fits", DESMOND, SHOWN, None, phones=PHONE),
    # places
    Case("same", "the state in full", DESMOND, SHOWN, at=(("Peoria", "Illinois"),)),
    Case("same", "only the old place", DESMOND, SHOWN, at=(("Waco", "TX"),)),
    Case("same", "the present place among others", DESMOND, SHOWN, at=(("Reno", "NV"), ("Peoria",
         "IL"))),
    Case("same", "a misspelt city", DESMOND, SHOWN, at=(("Peroia", "IL"),)),
    Case("same", "no city, the postal code fits", DESMOND, SHOWN, at=((None, "IL", "61602-1234"),)),
    Case("same", "the next village", DESMOND, SHOWN, at=(("Bartonville", "IL", "61607"),)),
    Case("possible", "the same city's name in another state", DESMOND, SHOWN, at=(("Peoria", "AZ"),)),
    Case("possible", "elsewhere, but rare name and age", DESMOND, SHOWN, at=(("Reno", "NV"),)),
    Case("different", "elsewhere, and a common name", JOHN, "John Smith", at=(("Reno", "NV"),)),
    Case("different", "elsewhere, and no age", JOHN, "John Smith", None, (("Reno", "NV"),)),
    Case("possible", "no place", DESMOND, SHOWN, at=()),
    Case("possible", "nothing but the name", JOHN, "John Smith", None, ()),
    # telephone numbers and relatives
    Case("same", "the telephone places a common name", JOHN, "John Smith", 42,
         phones=("(309) 555-0142",)),
    Case("same", "no place, but telephone and age", DESMOND, SHOWN, at=(), phones=("+13095550142",)),
    Case("different", "the household's telephone, another given name", DESMOND, "Marie Quillfeather",
         phones=PHONE),
    Case("possible", "a relative of the same name, a year off", DESMOND, SHOWN, 42,
         relatives=(SHOWN,)),
    Case("same", "relatives of other names say nothing", DESMOND, SHOWN,
         relatives=("Marie Quillfeather",)),
)  # fmt: skip
