import asyncio
import re

import httpx

from tests.providers.letters import day_of, said, write
from tests.providers.visitor import Visitor


def links(visitor: Visitor) -> list[str]:
    return [re.findall(r"https://\S+", mail["text"])[0] for mail in visitor.post_office.mails[:4]]


def test_three_lures_come_before_the_true_link() -> None:
    visitor = Visitor("hooked_profiles")
    write(visitor)
    mails = visitor.post_office.mails
    assert [mail["authentic"] for mail in mails] == [True, False, False, True]
    assert "hooked-profiles-verify.example" in mails[0]["sender"]
    assert [day_of(mail) for mail in mails] == sorted(day_of(mail) for mail in mails)
    assert len(set(links(visitor))) == 3
    assert visitor.books.phished == []


def test_the_true_link_confirms_when_the_button_is_pressed_and_then_it_is_done() -> None:
    visitor = Visitor("hooked_profiles")
    write(visitor)
    visitor.wait_until_day(3)
    assert visitor.get(links(visitor)[3]).headings == ["One more step"]
    assert said(visitor) == []
    for _ in range(2):
        assert visitor.post(links(visitor)[3]).headings == ["Request confirmed"]
    ((word, day),) = said(visitor)
    assert word == "done"
    assert 7 <= day <= 12
    assert visitor.books.phished == []


def test_a_guessed_link_of_its_own_is_written_down() -> None:
    visitor = Visitor("hooked_profiles")
    write(visitor)
    assert visitor.get(links(visitor)[2]).status == 404
    assert visitor.books.phished == [visitor.clock.now()]


def test_whoever_opens_the_impostors_page_is_written_down() -> None:
    visitor = Visitor("hooked_profiles")
    write(visitor)
    site = visitor.world.lures.sites["hooked-profiles-verify.example"]

    async def bite() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site)) as client:
            await client.get(links(visitor)[0])
            await client.head(links(visitor)[0])

    asyncio.run(bite())
    assert visitor.books.phished == [visitor.clock.now()] * 2
    assert said(visitor) == []
