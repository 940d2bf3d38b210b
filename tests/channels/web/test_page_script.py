"""The script of the page, joined from its parts."""

from pathlib import Path

from optout.channels.web import page_script


def test_every_part_in_the_folder_is_joined_once() -> None:
    folder = Path(page_script.__file__).with_name("page")
    parts = [path.read_text("utf-8") for path in folder.glob("*.js")]
    assert [page_script.PAGE_SCRIPT.count(part) for part in parts] == [1] * len(parts)


def test_it_is_one_function_of_a_request() -> None:
    assert page_script.PAGE_SCRIPT.startswith("(request) => {\n")
    assert page_script.PAGE_SCRIPT.endswith("\n}")
