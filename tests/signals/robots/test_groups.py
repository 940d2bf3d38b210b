"""Who is named together with whom."""

from optout.signals.robots.groups import Robots, read


def lines_for(robots: Robots, agent: str) -> list[int]:
    return [rule.line for group in robots.groups_for(agent) for rule in group.rules]


def test_agents_named_one_after_another_share_their_rules() -> None:
    robots = read("User-agent: Ann\nUser-agent: Ben\nDisallow: /a")
    assert lines_for(robots, "ann") == lines_for(robots, "BEN") == [3]


def test_a_rule_ends_the_naming() -> None:
    robots = read("User-agent: Ann\nAllow: /a\nUser-agent: Ben\nDisallow: /b")
    assert (lines_for(robots, "Ann"), lines_for(robots, "Ben")) == ([2], [4])


def test_nothing_else_ends_the_naming() -> None:
    others = ["", "# Note", "Sitemap: https://me.example/s.xml", "Content-Usage: train-ai=n", "nonsense"]
    robots = read("\n".join(["User-agent: Ann", *others, "User-agent: Ben", "Disallow: /"]))
    assert lines_for(robots, "Ann") == lines_for(robots, "Ben") == [8]


def test_groups_for_one_agent_are_one() -> None:
    robots = read(
        "User-agent: Ann\nDisallow: /a\nUser-agent: *\nDisallow: /b\nUser-agent: ann\nDisallow: /c"
    )
    assert lines_for(robots, "Ann") == [2, 6]


def test_the_group_for_everybody_is_for_those_without_one() -> None:
    robots = read("User-agent: *\nDisallow: /a\nUser-agent: Ann\nUser-agent: *\nDisallow: /b")
    assert lines_for(robots, "Ben") == [2, 5]
    assert lines_for(robots, "Ann") == [5]


def test_rules_before_the_first_agent_are_for_nobody() -> None:
    assert lines_for(read("Disallow: /a\nUser-agent: *\nDisallow: /b"), "Ann") == [3]


def test_an_agent_without_a_rule_has_a_group_all_the_same() -> None:
    assert len(read("User-agent: *\nDisallow: /\nUser-agent: Ann").groups_for("Ann")) == 1


def test_a_name_ends_where_no_name_goes_on() -> None:
    robots = read("User-agent: Ann/2.1\nUser-agent: Ben Smith\nUser-agent: C_D-e(x)\nDisallow: /")
    for agent in ("Ann", "Ben", "c_d-E"):
        assert lines_for(robots, agent) == [4]
    for agent in ("Ann/2.1", "Ben Smith", "Smith", "An", ""):
        assert lines_for(robots, agent) == []


def test_names_with_digits_and_dots_are_found() -> None:
    robots = read("User-agent: AI2Bot/1.0\nUser-agent: quill.example\nDisallow: /")
    for agent in ("AI2Bot", "ai", "quill.example", "quill"):
        assert lines_for(robots, agent) == [3]
    assert lines_for(robots, "AI3Bot") == []


def test_an_asterisk_is_everybody_alone_or_before_a_space() -> None:
    for everybody in ("*", "* and all", "*\tall"):
        assert lines_for(read(f"User-agent: {everybody}\nDisallow: /"), "Ann") == [2]
    assert lines_for(read("User-agent: *Ann\nDisallow: /"), "Ann") == []


def test_a_pattern_is_encoded_as_addresses_are() -> None:
    robots = read("User-agent: *\nDisallow: /caf\u00e9/%c3%a9%zz")
    assert robots.groups[0].rules[0].pattern == b"/caf%C3%A9/%C3%A9%zz"
