"""Work that is done once and kept in the user's cache folder: plain data under a checksum.

Nothing rests on it. A file that is damaged, or of another vocabulary or version, is made anew; a
folder that cannot be written, or that others may write in, is left alone.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

FOLDER_VARIABLE = "ASSETGRAPH_CACHE"
_KEEP = 3
_OTHERS_WRITE = 0o022


def kept(name: str, checksum: str, make: Callable[[], str]) -> str:
    """The text that `make` gives for what has this checksum, from the cache where it is there."""
    return kept_bytes(name, checksum, lambda: make().encode("utf-8")).decode("utf-8")


def kept_bytes(name: str, checksum: str, make: Callable[[], bytes]) -> bytes:
    """The same for bytes, which are numbers and never a program."""
    folder = _folder()
    if folder is None:
        return make()
    file = folder / f"{name}-{checksum[:16]}.txt"
    body = _read(file)
    if body is None:
        body = make()
        _write(file, body)
        _clear(folder, name)
    return body


def _folder() -> Path | None:
    """The cache folder, made where it is missing; None where it is not ours alone to write."""
    asked = os.environ.get(FOLDER_VARIABLE)
    folder = Path(asked) if asked else _home() / "assetgraph"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and (
        status.st_uid != os.getuid() or (status.st_mode & _OTHERS_WRITE and not asked)
    ):
        return None
    return folder


def _home() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _read(file: Path) -> bytes | None:
    """The content of a file whose first line is the checksum of the rest; None for any other."""
    try:
        seal, _, body = file.read_bytes().partition(b"\n")
        if sha256(body).hexdigest().encode() != seal:
            return None
        return body
    except OSError:
        return None


def _write(file: Path, body: bytes) -> None:
    """Whole or not at all: another program reads the old file or the new one."""
    with contextlib.suppress(OSError):
        handle, part = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(sha256(body).hexdigest().encode() + b"\n" + body)
            os.replace(part, file)
        except OSError:
            Path(part).unlink(missing_ok=True)


def _clear(folder: Path, name: str) -> None:
    """Leaves the newest few of one name."""
    with contextlib.suppress(OSError):
        files = sorted(folder.glob(f"{name}-*.txt"), key=lambda file: -file.stat().st_mtime)
        for file in files[_KEEP:]:
            file.unlink(missing_ok=True)
