"""What writing into a site's folder would change: only within that folder."""

from pathlib import Path

from optout.channels.site.ai_txt_wish import AiTxtWish
from optout.sites.changes import Kind, changes


def test_a_link_out_of_the_folder_is_neither_read_nor_shown(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("a secret line\n")
    (folder / "ai.txt").symlink_to(tmp_path / "secret.txt")
    (change,) = changes(folder, [AiTxtWish()])
    assert (change.kind, change.why) == (Kind.REFUSED, "A link leads out of the folder.")
    assert (change.before, change.diff) == (None, "")


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "shared.txt").write_text("User-Agent: *\n")
    (tmp_path / "ai.txt").symlink_to(tmp_path / "shared.txt")
    (change,) = changes(tmp_path, [AiTxtWish()])
    assert (change.kind, change.before) == (Kind.CHANGED, "User-Agent: *\n")
