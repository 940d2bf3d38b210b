from tests.providers.visitor import START, Visitor

FORM = "/api/helper/optOutLight/search"


def test_behind_the_form_there_is_a_riddle_and_nothing_else() -> None:
    page = Visitor("private_reports").post(FORM, fname="Ana")
    assert "Please prove that you are a human." in page.text
    assert page.tree.xpath("//main//form") == []


def test_only_the_person_gets_a_record_removed() -> None:
    visitor = Visitor("private_reports")
    visitor.twin.person_does(visitor.subject, "https://www.privatereports.com/", START)
    assert visitor.days_listed()[0][1] == 5
    visitor.wait_until_day(6)
    visitor.twin.person_does(visitor.subject, "https://www.privatereports.com/", visitor.clock.now())
    assert len(visitor.days_listed()) == 1
