from tests.providers.visitor import START, Visitor


def test_the_form_is_hidden_until_one_asks_for_it_and_has_a_check() -> None:
    page = Visitor("people_finders").get("/opt-out")
    assert page.tree.xpath("//button[@class='opt-out-button']")
    assert page.tree.xpath("//template//form/@id") == ["opt-out-form"]
    assert page.tree.xpath("//template//div[@class='g-recaptcha']")


def test_the_person_first_sends_the_form_and_then_the_one_that_was_mailed() -> None:
    visitor = Visitor("people_finders")
    visitor.twin.person_does(visitor.subject, "https://www.peoplefinders.com/opt-out", START)
    page = visitor.get(visitor.link_mailed().removeprefix("https://www.peoplefinders.com"))
    assert "Record Suppression Form" in page.headings
    assert visitor.days_listed()[0][1] is None
    visitor.twin.person_does(visitor.subject, page.url, START)
    gone = visitor.days_listed()[0][1]
    assert gone is not None
    assert 2 <= gone <= 6
    assert visitor.books.received == []


def test_an_old_link_leads_to_nothing() -> None:
    visitor = Visitor("people_finders")
    visitor.twin.person_does(visitor.subject, "https://www.peoplefinders.com/opt-out", START)
    visitor.wait_until_day(4)
    path = visitor.link_mailed().removeprefix("https://www.peoplefinders.com")
    assert visitor.get(path).status == 410


def test_a_record_is_found_by_the_id_in_its_address() -> None:
    visitor = Visitor("people_finders")
    entry = visitor.twin.register.of(visitor.subject, START)
    assert visitor.get("/report", id=entry.ident).headings == [entry.name]
    assert visitor.get("/report").status == 404
