"""An assistant on one's own machine that proposes concepts; a person confirms.

It speaks the chat protocol of OpenAI's API, as local servers of language models do. Nothing is
sent anywhere but to the address that is given, and not to another machine unless that is allowed.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Mapping
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from assetgraph.errors import AssetGraphError

_PATIENCE = 60
_MOST = 1_000_000
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


class Assistant:
    """Proposes concepts out of a closed list of ids and labels."""

    def __init__(self, url: str, labels: Mapping[str, str], *, remote: bool = False) -> None:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise AssetGraphError("assistant-address", value=url)
        if not remote and not _on_this_machine(parts.hostname):
            raise AssetGraphError("assistant-remote", value=parts.hostname)
        path = parts.path.rstrip("/")
        end = "" if path.endswith("/chat/completions") else "/chat/completions"
        start = path if path.endswith(("/v1", "/chat/completions")) else f"{path}/v1"
        self._url = parts._replace(path=start + end, query="", fragment="").geturl()
        self._labels = labels
        # Neither a proxy nor a redirect may carry words of people to another machine.
        self._opener = build_opener(ProxyHandler({}), _Stay)

    def propose(self, text: str) -> list[str]:
        """At most three ids of concepts. Raises AssetGraphError where it does not answer."""
        listed = "\n".join(f"{name}: {label}" for name, label in sorted(self._labels.items()))
        asked = {
            "model": "default",
            "temperature": 0,
            "messages": [
                {
                    "role": "system",
                    "content": "Choose from this list at most three concepts that fit what "
                    f"somebody wrote. Answer with their ids only.\n{listed}",
                },
                {"role": "user", "content": text},
            ],
        }
        body = json.dumps(asked).encode()
        request = Request(self._url, body, {"Content-Type": "application/json"})  # noqa: S310
        try:
            with self._opener.open(request, timeout=_PATIENCE) as reply:
                answer = json.loads(reply.read(_MOST))
            said = str(answer["choices"][0]["message"]["content"])
        except (URLError, OSError, ValueError, KeyError, IndexError, TypeError) as error:
            raise AssetGraphError("assistant-silent", value=self._url, detail=str(error)) from None
        chosen = dict.fromkeys(word for word in _WORD.findall(said) if word in self._labels)
        return list(chosen)[:3]


class _Stay(HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        return None


def _on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
