"""The United States' states by name and postal code, for selects that list one or the other.

Source: USPS Publication 28, appendix B, states and the District of Columbia.
"""

_STATES = (
    "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,"
    "DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,"
    "KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,"
    "MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,"
    "NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,"
    "PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,"
    "VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming"
)
_PAIRS = tuple((code, name) for code, _, name in (state.partition(" ") for state in _STATES.split(",")))
_OTHER = {code.lower(): name for code, name in _PAIRS} | {name.lower(): code for code, name in _PAIRS}


def other_form(state: str) -> str | None:
    """``CA`` for ``California`` and the other way round; None for anything else."""
    return _OTHER.get(state.strip().lower())
