from tests.providers.visitor import START, Visitor


def test_each_letter_is_refused_and_written_down_and_the_first_one_says_so() -> None:
    visitor = Visitor("closed_shop")
    closed = visitor.world.closed
    assert closed.refuses("Privacy@closed-shop.example")
    visitor.wait_until_day(14)
    assert closed.refuses("privacy@closed-shop.example")
    assert visitor.books.knocked == [START, visitor.clock.now()]
    assert visitor.books.dead_since == START
    assert [fault.kind for fault in visitor.books.faults] == ["550 5.1.1"] * 2


def test_other_addresses_are_not_its_business() -> None:
    visitor = Visitor("closed_shop")
    assert not visitor.world.closed.refuses("privacy@mute-metrics.example")
    assert visitor.books.knocked == []
