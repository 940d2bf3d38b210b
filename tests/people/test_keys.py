"""The master key opens again from its source, and every refusal says what to do."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from traceback import format_exception

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from optout.errors import Locked, WrongInput
from optout.people.keys import (
    ByPassphrase,
    InKeyFile,
    InKeyring,
    create_master_key,
    open_master_key,
)

PASSPHRASE = "correct horse pagoda"
CHEAP = ByPassphrase(PASSPHRASE, log2_n=14)
posix_only = pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX systems")


class OwnKeyring(KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


class LockedKeyring(OwnKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked


class ForgetfulKeyring(OwnKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        return None


class BrokenKeyring(OwnKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("bus gone: " + password)


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[OwnKeyring]:
    before, own = keyring.get_keyring(), OwnKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_passphrase_opens_what_it_made(home: Path) -> None:
    master = create_master_key(home, CHEAP)
    assert len(master) == 32
    assert open_master_key(home, passphrase=lambda: PASSPHRASE, environ={}) == master


def test_two_homes_with_one_passphrase_have_different_keys(tmp_path: Path) -> None:
    assert create_master_key(tmp_path / "a", CHEAP) != create_master_key(tmp_path / "b", CHEAP)


def test_the_environment_answers_for_the_passphrase(home: Path) -> None:
    master = create_master_key(home, CHEAP)
    environ = {"OPTOUT_PASSPHRASE": PASSPHRASE}
    assert open_master_key(home, passphrase=_never_asked, environ=environ) == master


def test_a_wrong_passphrase_is_called_wrong(home: Path) -> None:
    create_master_key(home, CHEAP)
    with pytest.raises(Locked, match="passphrase is wrong") as caught:
        open_master_key(home, passphrase=lambda: "something else", environ={})
    assert "something else" not in str(caught.value)


def test_a_passphrase_typed_with_decomposed_letters_is_the_same(home: Path) -> None:
    master = create_master_key(home, ByPassphrase("caf\u00e9 pagoda", log2_n=14))
    assert open_master_key(home, passphrase=lambda: "cafe\u0301 pagoda", environ={}) == master


def test_a_passphrase_that_nobody_can_give_is_a_locked_vault(home: Path) -> None:
    create_master_key(home, CHEAP)
    with pytest.raises(Locked, match="OPTOUT_PASSPHRASE"):
        open_master_key(home, passphrase=None, environ={})


@pytest.mark.parametrize("length", [0, 7, 1025])
def test_a_passphrase_of_unusable_length_is_refused(home: Path, length: int) -> None:
    with pytest.raises(WrongInput, match="8 to 1024"):
        create_master_key(home, ByPassphrase("x" * length, log2_n=14))
    assert not home.exists()


def test_the_standard_cost_takes_128_mib() -> None:
    assert ByPassphrase(PASSPHRASE).log2_n == 17


def test_a_source_never_shows_its_passphrase() -> None:
    assert PASSPHRASE not in repr(CHEAP)


def test_the_key_of_the_keyring_opens_again(home: Path) -> None:
    master = create_master_key(home, InKeyring())
    assert open_master_key(home, passphrase=_never_asked, environ={}) == master


def test_two_homes_have_two_entries_in_the_keyring(tmp_path: Path, own_keyring: OwnKeyring) -> None:
    masters = {create_master_key(tmp_path / name, InKeyring()).hex() for name in ("a", "b")}
    assert set(own_keyring.kept.values()) == masters
    assert len(masters) == 2


@pytest.mark.parametrize(
    ("backend", "words"),
    [
        (NoKeyring(), "no keyring that can be used"),  # type: ignore[no-untyped-call]
        (LockedKeyring(), "KeyringLocked"),
        (ForgetfulKeyring(), "does not have the key"),
        (BrokenKeyring(), "RuntimeError"),
    ],
)
def test_a_keyring_that_cannot_keep_the_key_is_refused(
    home: Path, backend: KeyringBackend, words: str
) -> None:
    keyring.set_keyring(backend)
    with pytest.raises(Locked, match=words) as caught:
        create_master_key(home, InKeyring())
    assert caught.value.todo
    assert "bus gone" not in "".join(format_exception(caught.value))
    assert not home.exists()


def test_a_keyring_that_is_locked_later_is_a_locked_vault(home: Path) -> None:
    create_master_key(home, InKeyring())
    keyring.set_keyring(LockedKeyring())
    with pytest.raises(Locked, match="Unlock the keyring"):
        open_master_key(home, passphrase=None, environ={})


def test_an_entry_that_vanished_from_the_keyring_is_a_locked_vault(
    home: Path, own_keyring: OwnKeyring
) -> None:
    create_master_key(home, InKeyring())
    own_keyring.kept.clear()
    with pytest.raises(Locked, match="does not have the key"):
        open_master_key(home, passphrase=None, environ={})


@pytest.mark.parametrize(("kept", "words"), [("00" * 32, "not the one"), ("é" * 64, "damaged")])
def test_an_entry_that_was_exchanged_is_noticed(
    home: Path, own_keyring: OwnKeyring, kept: str, words: str
) -> None:
    create_master_key(home, InKeyring())
    own_keyring.kept = dict.fromkeys(own_keyring.kept, kept)
    with pytest.raises(Locked, match=words):
        open_master_key(home, passphrase=None, environ={})


def test_a_key_file_opens_again(home: Path, tmp_path: Path) -> None:
    master = create_master_key(home, InKeyFile(tmp_path / "key"))
    assert open_master_key(home, passphrase=_never_asked, environ={}) == master
    assert (tmp_path / "key").read_text() == master.hex() + "\n"


def test_a_key_file_that_was_there_is_used_and_not_overwritten(home: Path, tmp_path: Path) -> None:
    given = _key_file(tmp_path / "key", "ab" * 32)
    assert create_master_key(home, InKeyFile(given)) == bytes.fromhex("ab" * 32)
    assert given.read_text() == "ab" * 32


def test_a_key_file_that_moved_is_found_through_the_environment(home: Path, tmp_path: Path) -> None:
    master = create_master_key(home, InKeyFile(tmp_path / "key"))
    (tmp_path / "key").rename(tmp_path / "moved")
    environ = {"OPTOUT_KEY_FILE": str(tmp_path / "moved")}
    assert open_master_key(home, passphrase=None, environ=environ) == master


def test_a_key_file_that_is_gone_is_a_locked_vault(home: Path, tmp_path: Path) -> None:
    create_master_key(home, InKeyFile(tmp_path / "key"))
    (tmp_path / "key").unlink()
    with pytest.raises(Locked, match="OPTOUT_KEY_FILE"):
        open_master_key(home, passphrase=None, environ={})


def test_the_wrong_key_file_is_called_wrong(home: Path, tmp_path: Path) -> None:
    create_master_key(home, InKeyFile(tmp_path / "key"))
    other = _key_file(tmp_path / "other", "ab" * 32)
    with pytest.raises(Locked, match="not the one of this vault"):
        open_master_key(home, passphrase=None, environ={"OPTOUT_KEY_FILE": str(other)})


@pytest.mark.parametrize(
    "content", ["", "ab" * 31, "ab" * 33, "zz" * 32, "ab" * 32 + "\nmore", "é" * 40]
)
def test_a_damaged_key_file_is_called_damaged(home: Path, tmp_path: Path, content: str) -> None:
    with pytest.raises(Locked, match="damaged"):
        create_master_key(home, InKeyFile(_key_file(tmp_path / "key", content)))


@posix_only
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_key_file_open_to_others_is_refused(home: Path, tmp_path: Path, mode: int) -> None:
    create_master_key(home, InKeyFile(tmp_path / "key"))
    (tmp_path / "key").chmod(mode)
    with pytest.raises(Locked, match="chmod 600"):
        open_master_key(home, passphrase=None, environ={})


@posix_only
def test_what_it_writes_is_for_the_owner_only(home: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create_master_key(home, InKeyFile(tmp_path / "key"))
    finally:
        os.umask(before)
    modes = [
        stat.S_IMODE(path.stat().st_mode) for path in (home, home / "master.json", tmp_path / "key")
    ]
    assert modes == [0o700, 0o600, 0o600]


def test_a_second_master_key_is_refused_and_the_first_kept(home: Path) -> None:
    create_master_key(home, CHEAP)
    before = (home / "master.json").read_bytes()
    with pytest.raises(WrongInput, match="already"):
        create_master_key(home, InKeyring())
    assert (home / "master.json").read_bytes() == before


def test_the_record_holds_neither_key_nor_passphrase(home: Path) -> None:
    master = create_master_key(home, CHEAP)
    content = (home / "master.json").read_text()
    assert master.hex() not in content
    assert PASSPHRASE not in content
    assert json.loads(content)["origin"]["kind"] == "passphrase"


def _key_file(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    return path


def _never_asked() -> str:
    raise AssertionError("nobody should be asked")
