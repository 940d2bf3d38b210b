"""States and provinces by their codes and names."""

from optout.matching.latin import plain

_NAMES = """
AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;
DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;
KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;
MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;
NM New Mexico;NY New York;NC North Carolina;ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;
PA Pennsylvania;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UT Utah;
VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;PR Puerto Rico;
GU Guam;VI Virgin Islands;AS American Samoa;MP Northern Mariana Islands;AB Alberta;
BC British Columbia;MB Manitoba;NB New Brunswick;NL Newfoundland and Labrador;NS Nova Scotia;
ON Ontario;PE Prince Edward Island;QC Quebec;SK Saskatchewan
"""
_CODES = {
    plain(name): code.lower()
    for code, _, name in (each.strip().partition(" ") for each in _NAMES.split(";"))
}
_ALIASES = {"washington dc": "dc", "d c": "dc", "calif": "ca", "mass": "ma", "penna": "pa"}


def region_of(text: str | None) -> str:
    """A two-letter code in lower case where we know one, else the plain text; "" for nothing."""
    if not text:
        return ""
    words = " ".join(plain(text).replace(".", " ").split())
    known = _CODES.get(words) or _ALIASES.get(words)
    return known or words.removeprefix("us-").replace(" ", "" if len(words) == 3 else " ")


def is_region(text: str) -> bool:
    """Whether it is the code or the name of a state or province that we know."""
    return region_of(text) in _CODES.values()
