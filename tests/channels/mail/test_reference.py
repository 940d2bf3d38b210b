import re

from hypothesis import given, settings
from hypothesis import strategies as st

from optout.channels.mail.reference import find_reference, mail_reference


@settings(max_examples=50)
@given(st.text(), st.text(alphabet=" []():.\n"))
def test_a_reference_is_found_again_in_any_subject(request_id: str, around: str) -> None:
    reference = mail_reference(request_id)

    assert re.fullmatch(r"OPT-[A-Z2-7]{10}", reference)
    assert find_reference(f"Re:{around}[{reference.lower()}]{around}") == reference


def test_a_reference_is_stable_and_differs_between_requests() -> None:
    assert mail_reference("r1") == mail_reference("r1") == "OPT-JHRHVHA4EX"
    assert mail_reference("r1") != mail_reference("r2")


def test_no_reference_is_found_where_there_is_none() -> None:
    assert find_reference("Re: your OPT-IN and OPT-AAAABBBB22X") is None
