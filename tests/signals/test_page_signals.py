from optout.signals.page_signals import Refusal, refusals, tdm_of_headers, tdm_of_metas

AGENTS = frozenset(("gptbot",))


def test_headers_and_tags_are_read_in_any_case() -> None:
    headers = (("X-ROBOTS-TAG", "NoAI"), ("Content-Type", "text/html"))
    metas = ((" Robots ", "noindex, NOIMAGEAI"), ("description", "noai"))
    assert refusals(headers, metas, AGENTS) == (
        Refusal("header", "noai", None, "X-Robots-Tag: NoAI"),
        Refusal("meta", "noimageai", None, '<meta name="robots" content="noindex, NOIMAGEAI">'),
    )


def test_a_tag_may_name_an_agent_that_is_known() -> None:
    metas = (("GPTBot", "noai"), ("author", "noai"))
    assert refusals((), metas, AGENTS) == (
        Refusal("meta", "noai", "gptbot", '<meta name="gptbot" content="noai">'),
    )


def test_what_is_said_twice_in_one_line_counts_once() -> None:
    assert len(refusals((("x-robots-tag", "noai, noai"),), (), AGENTS)) == 1


def test_a_search_engines_directives_refuse_nothing() -> None:
    pairs = (("x-robots-tag", "noindex, nofollow, none, noarchive"),)
    assert refusals(pairs, (("robots", "noindex"),), AGENTS) == ()


def test_tdm_is_read_from_headers_and_tags() -> None:
    assert tdm_of_headers((("TDM-Reservation", "1"),)) == 1
    assert tdm_of_headers((("tdm-policy", "1"),)) is None
    assert tdm_of_metas((("tdm-reservation", "0"),)) == 0
    assert tdm_of_metas((("tdm-reservation", "0"), ("tdm-reservation", "1"))) is None
