from tests.providers.visitor import START, Visitor


def test_only_the_list_for_removals_has_a_button_at_each_record() -> None:
    visitor = Visitor("people_whiz")
    name, home = visitor.subject.names[0], visitor.subject.addresses[0]
    path = f"{name.given}/~/{name.family}/{home.locality}/{home.region}/40"
    rows = "//div[starts-with(@class, 'ResultsTable__Record')]"
    searched = visitor.get(f"/flow/results/{path}")
    choosing = visitor.get(f"/optout/results/{path}")
    assert len(searched.tree.xpath(rows)) == len(choosing.tree.xpath(rows)) > 0
    assert searched.tree.xpath(rows + "//button") == []
    assert len(choosing.tree.xpath(rows + "//button")) == len(choosing.tree.xpath(rows))
    entry = visitor.twin.register.of(visitor.subject, START)
    assert f"/optout/mine/{entry.ident}" in choosing.tree.xpath("//form/@action")


def test_the_form_has_a_check_that_nothing_here_can_pass() -> None:
    page = Visitor("people_whiz").get("/optout/mine/1")
    assert page.tree.xpath("//div[@class='altcha']//input/@disabled")
