import asyncio

from tests.providers.visitor import Answer, Visitor

FORM = "/help-center/privacy-requests"


def send_on(visitor: Visitor, page: Answer, **fields: str) -> Answer:
    """Fill the form on the page, beside its hidden token, and send it."""
    (form,) = page.tree.xpath("//main//form")
    token = form.xpath(".//input[@name='csrf_token']/@value")[0]
    return visitor.post(str(form.get("action")), csrf_token=token, **fields)


def begin(visitor: Visitor) -> Answer:
    """As far as the page on which the code is asked for."""
    name, home = visitor.subject.names[0], visitor.subject.addresses[0]
    page = visitor.send(
        FORM,
        "who",
        firstName=name.given,
        lastName=name.family,
        city=home.locality,
        states=str(home.region),
        age="40",
    )
    return send_on(visitor, page, **{"email-address": visitor.subject.emails[0]})


def test_the_list_is_shown_to_who_types_the_mailed_code() -> None:
    visitor = Visitor("spy_fly")
    page = begin(visitor)
    code = asyncio.run(visitor.code_mailed())
    shown = send_on(visitor, page, **{"unique-code": str(code)})
    assert "Select Data for Removal" in shown.headings
    assert visitor.subject.names[0].full in shown.headings


def test_a_wrong_code_shows_nothing() -> None:
    visitor = Visitor("spy_fly")
    page = begin(visitor)
    again = send_on(visitor, page, **{"unique-code": "x"})
    assert again.headings == ["Type the code"]
    assert again.texts("//*[@role='alert']/li") == ["Wrong code."]


def test_everything_that_was_told_before_the_list_is_written_down() -> None:
    visitor = Visitor("spy_fly")
    begin(visitor)
    assert [sorted(told.meanings.values()) for told in visitor.books.searched] == [
        ["address-level1", "address-level2", "family-name", "given-name", "x-age"],
        ["email"],
    ]


def test_a_press_at_a_record_mails_a_link_to_who_got_the_code() -> None:
    visitor = Visitor("spy_fly")
    page = begin(visitor)
    shown = send_on(visitor, page, **{"unique-code": str(asyncio.run(visitor.code_mailed()))})
    entry = visitor.twin.register.of(visitor.subject, visitor.clock.now())
    (action,) = [one for one in shown.tree.xpath("//form/@action") if str(one).endswith(entry.ident)]
    assert visitor.post(str(action)).headings == ["Request Submitted"]
    assert visitor.post(str(action).replace(entry.ident, "nobody")).status == 404
    assert visitor.post_office.mails[-1]["to"] == visitor.subject.emails[0]
    assert visitor.get(visitor.link_mailed().removeprefix("https://www.spyfly.com")).headings == [
        "Verification Complete"
    ]
    assert visitor.books.received[0].confirmed_at == visitor.clock.now()
