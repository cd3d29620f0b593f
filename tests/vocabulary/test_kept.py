"""What is kept in the cache folder helps, and never harms."""

import os
import stat

import pytest

from assetgraph.vocabulary.kept import kept

CHECKSUM = "a" * 64


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("ASSETGRAPH_CACHE", str(folder))
    return folder


def once(text):
    made = []

    def make():
        made.append(text)
        return text

    return make, made


def test_is_made_once(folder):
    make, made = once("één\ntwee")
    assert kept("x", CHECKSUM, make) == kept("x", CHECKSUM, make) == "één\ntwee"
    assert len(made) == 1


def test_another_checksum_is_made_anew(folder):
    make, made = once("a")
    kept("x", CHECKSUM, make)
    kept("x", "b" * 64, make)
    assert len(made) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"rommel\nmeer rommel", b"\xff\xfe\n\x00"])
def test_a_damaged_file_is_made_anew(folder, damage):
    make, made = once("goed")
    kept("x", CHECKSUM, make)
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    assert kept("x", CHECKSUM, make) == "goed"
    assert len(made) == 2
    assert kept("x", CHECKSUM, make) == "goed"
    assert len(made) == 2


def test_a_changed_word_is_seen(folder):
    kept("x", CHECKSUM, lambda: "koken")
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes().replace(b"koken", b"joken"))
    assert kept("x", CHECKSUM, lambda: "koken") == "koken"


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ASSETGRAPH_CACHE", str(tmp_path / "file" / "below"))
    assert kept("x", CHECKSUM, lambda: "toch") == "toch"


def test_only_the_newest_few_stay(folder):
    for letter in "abcdef":
        kept("x", letter * 64, lambda: "y")
    assert len(list(folder.iterdir())) == 3


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_is_for_its_owner_only(folder):
    kept("x", CHECKSUM, lambda: "y")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_folder_that_others_may_write_is_not_trusted(tmp_path, monkeypatch):
    monkeypatch.delenv("ASSETGRAPH_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    open_to_all = tmp_path / "assetgraph"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    kept("x", CHECKSUM, lambda: "y")
    assert list(open_to_all.iterdir()) == []
