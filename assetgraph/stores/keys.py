"""The keys of encrypted stores: where they come from, and what SQLCipher opens a file with.

A key comes from a file descriptor, from who types it, or from the keyring of the computer. It is
kept in the memory of this process only, and never stands in an argument or in the environment.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import pbkdf2_hmac
from pathlib import Path

from assetgraph.errors import StoreError

MARK = b"AGRE"
"""How an encrypted store of ours begins: the first bytes of its salt, which SQLCipher leaves
readable. The other twelve are random."""

SALT_BYTES, KEY_BYTES, ROUNDS = 16, 32, 256_000
"""As SQLCipher 4 has them, so that its own tools open the file with the same words."""

SHORTEST = 12
"""Characters of a new key."""

SERVICE = "assetgraph"
"""The name under which the keyring keeps keys; the salt of the file, as hex, is the user."""


@dataclass(frozen=True)
class Secret:
    """What opens one file: 32 bytes made of somebody's words and the 16 bytes of its salt."""

    raw: bytes = field(repr=False)
    salt: bytes

    @property
    def pragma(self) -> str:
        """As SQLCipher takes it: hexadecimal digits between quotes, nothing that a user typed."""
        return f"\"x'{self.raw.hex()}{self.salt.hex()}'\""


@dataclass
class Keys:
    """The keys that were given in this process."""

    offered: list[str] = field(default_factory=list)
    """From a file descriptor; tried on every file."""
    typed: dict[Path, str] = field(default_factory=dict)
    """By file, what somebody typed for it."""

    def clear(self) -> None:
        """Forgets all, also what was made of them."""
        self.offered.clear()
        self.typed.clear()
        made_of.cache_clear()


KEYS = Keys()


@lru_cache(maxsize=64)
def made_of(words: str, salt: bytes) -> Secret:
    """What words make of a salt, in a quarter of a second: PBKDF2 with HMAC-SHA-512."""
    return Secret(pbkdf2_hmac("sha512", words.encode(), salt, ROUNDS, KEY_BYTES), salt)


def new(words: str) -> Secret:
    """What opens a file that is still to be made. Raises StoreError ``key-short``."""
    if len(words) < SHORTEST:
        raise StoreError("key-short", n=SHORTEST)
    return made_of(words, MARK + secrets.token_bytes(SALT_BYTES - len(MARK)))


def salt_of(path: Path) -> bytes | None:
    """The salt of an encrypted store; None for any other file, or where nothing can be read."""
    try:
        with path.open("rb") as file:
            start = file.read(SALT_BYTES)
    except OSError:
        return None
    return start if start.startswith(MARK) and len(start) == SALT_BYTES else None


def candidates(path: Path, salt: bytes) -> Iterator[Secret]:
    """What may open a file, most likely first.

    Raises StoreError ``key-wrong`` when all that was given has been tried, and ``key-missing``
    where nothing was given and nobody can be asked but who typed the command.
    """
    typed = KEYS.typed.get(path.resolve())
    given = [typed] if typed is not None else [*KEYS.offered, *KEYS.typed.values()]
    for words in dict.fromkeys(given):
        yield made_of(words, salt)
    if typed is None and not KEYS.offered:
        remembered = recalled(salt)
        if remembered is not None:
            yield made_of(remembered, salt)
        raise StoreError("key-missing", path=path)
    raise StoreError("key-wrong", path=path)


def recalled(salt: bytes) -> str | None:
    """The key that the keyring has for a file; None where it has none, or where there is none."""
    try:
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ModuleNotFoundError:
        return None
    try:
        return keyring.get_password(SERVICE, salt.hex())
    except KeyringError:
        return None


def remember(words: str, salt: bytes) -> bool:
    """Gives the keyring the key of a file; whether it took it."""
    try:
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ModuleNotFoundError:
        return False
    try:
        keyring.set_password(SERVICE, salt.hex(), words)
    except KeyringError:
        return False
    return recalled(salt) == words


def forget(salt: bytes) -> None:
    """Takes the key of a file that is gone out of the keyring."""
    if recalled(salt) is None:
        return
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        keyring.delete_password(SERVICE, salt.hex())
    except KeyringError:
        return
