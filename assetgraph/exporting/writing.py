"""Files that appear whole or not at all, for their owner only."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from assetgraph.errors import AssetGraphError, RefusedError
from assetgraph.messages import say

Writer = Callable[[Path], None]
"""Writes one file at the path that it is given."""


def write_file(path: Path, write: Writer, *, force: bool = False) -> None:
    """Lets `write` fill a file beside `path`, then puts it in its place.

    Raises RefusedError where something is there already and `force` is not given, and
    AssetGraphError where the place cannot be written.
    """
    if not force and os.path.lexists(path):
        raise RefusedError("export-exists", path=path)
    try:
        _fill(path, write)
    except OSError as error:
        raise cannot_write(path, error) from error


def write_folder(path: Path, writers: dict[str, Writer], *, force: bool = False) -> None:
    """Fills a folder with files by name; other files in it stay as they are.

    All files are written before the first is put in its place. Raises as `write_file` does.
    """
    taken = [path / name for name in writers if os.path.lexists(path / name)]
    if taken and not force:
        raise RefusedError("export-exists", path=taken[0])
    made = not path.exists()
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        _fill_all(path, writers)
    except OSError as error:
        if made:
            shutil.rmtree(path, ignore_errors=True)
        raise cannot_write(path, error) from error
    except BaseException:
        if made:
            shutil.rmtree(path, ignore_errors=True)
        raise


def cannot_write(path: Path, error: OSError) -> AssetGraphError:
    """The failure to write, in words."""
    reasons = {
        errno.ENOSPC: say("export.reason.full"),
        getattr(errno, "EDQUOT", -1): say("export.reason.full"),
        errno.EACCES: say("export.reason.denied"),
        errno.EPERM: say("export.reason.denied"),
        errno.EROFS: say("export.reason.read-only"),
        errno.ENOENT: say("export.reason.no-folder"),
        errno.ENOTDIR: say("export.reason.no-folder"),
        errno.EEXIST: say("export.reason.is-a-file"),
        errno.EISDIR: say("export.reason.is-a-folder"),
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    return AssetGraphError("cannot-write", path=path, reason=reason)


def _fill(path: Path, write: Writer) -> None:
    beside = _beside(path)
    try:
        write(beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _fill_all(folder: Path, writers: dict[str, Writer]) -> None:
    beside = {name: _beside(folder / name) for name in writers}
    try:
        for name, write in writers.items():
            write(beside[name])
        for name, ready in beside.items():
            os.replace(ready, folder / name)
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """An empty file in the same folder, readable by its owner only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=".part")
    os.close(handle)
    return Path(name)
