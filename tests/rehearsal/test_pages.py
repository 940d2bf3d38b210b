from typing import Any

from lxml import html

from optout.rehearsal.pages import Site, paragraph, table


def read(source: str) -> Any:
    return html.fromstring(source)


def test_a_page_has_one_title_and_the_noise_of_a_real_site() -> None:
    answer = Site("A & B", choices="/choices", header="<p>top</p>").page(
        "Hello <you>", paragraph("5 < 6")
    )
    tree = read(bytes(answer.body).decode())
    assert tree.xpath("//h1/text()") == ["Hello <you>"]
    assert tree.xpath("//main/p/text()") == ["5 < 6"]
    assert tree.xpath("//nav/a[text()='Privacy choices']/@href") == ["/choices"]
    assert tree.xpath("//header/p/text()") == ["A & B", "top"]
    assert "We use cookies" in "".join(tree.xpath("//footer")[0].itertext())


def test_an_unknown_address_is_a_404() -> None:
    assert Site("A").not_found().status_code == 404


def test_a_table_has_its_columns() -> None:
    tree = read(table(("Name", "A<B"), ["<tr><td>x</td></tr>"]))
    assert tree.xpath("//th/text()") == ["Name", "A<B"]
    assert tree.xpath("//tbody/tr/td/text()") == ["x"]
