"""Where a store on a server is, and the way in: ``neo4j://user@host:port/database``."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from assetgraph.errors import StoreError

PASSWORD_VARIABLE = "ASSETGRAPH_NEO4J_PASSWORD"  # noqa: S105
INSECURE_VARIABLE = "ASSETGRAPH_INSECURE"

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
"""With ``+s`` the way is encrypted and the server's certificate is checked; with ``+ssc`` the
server may have signed its certificate itself."""

DEFAULT_USER = "neo4j"
DEFAULT_DATABASE = "neo4j"


@dataclass(frozen=True)
class Server:
    """A database on a server, and as whom we speak to it; never its password."""

    uri: str
    """Scheme, host and port, as the driver takes it."""
    user: str
    database: str
    host: str
    encrypted: bool

    @property
    def path(self) -> str:
        """How sentences name it."""
        return f"{self.uri.partition('://')[0]}://{self.user}@{self.host}/{self.database}"


def is_server(location: str) -> bool:
    """Whether a location is a server and not a file."""
    return "://" in location


def server(location: str) -> Server:
    """The server that a location names.

    Raises StoreError: ``server-scheme``, ``server-address``, ``password-in-address``, and
    ``server-unencrypted`` where what is said could be read on the way and nobody said that this
    is all right.
    """
    scheme = location.partition("://")[0].casefold()
    if scheme not in SCHEMES:
        raise StoreError("server-scheme", scheme=scheme, known=list(SCHEMES))
    try:
        parts = urlsplit(location)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise StoreError("server-address", example=_EXAMPLE) from error
    if parts.password is not None:
        raise StoreError("password-in-address", variable=PASSWORD_VARIABLE)
    database = unquote(parts.path.strip("/"))
    if not host or "/" in database or parts.query or parts.fragment:
        raise StoreError("server-address", example=_EXAMPLE)
    found = Server(
        uri=f"{scheme}://{f'[{host}]' if ':' in host else host}:{port or 7687}",
        user=unquote(parts.username or DEFAULT_USER),
        database=database or DEFAULT_DATABASE,
        host=host if port is None else f"{host}:{port}",
        encrypted="+" in scheme,
    )
    if not (found.encrypted or _loopback(host) or os.environ.get(INSECURE_VARIABLE) == "1"):
        raise StoreError("server-unencrypted", host=host)
    return found


def password(asked: Server) -> str:
    """The password, from the environment. Raises StoreError ``password-missing``."""
    found = os.environ.get(PASSWORD_VARIABLE)
    if not found:
        raise StoreError("password-missing", host=asked.host, variable=PASSWORD_VARIABLE)
    return found


_EXAMPLE = "neo4j+s://gebruiker@server/neo4j"


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
