"""Writing ahead: what a server still works on keeps nobody from preparing what comes next."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any

from assetgraph.stores.neo4j_rows import Row, Run


class Ahead:
    """Runs writing queries in order, each while the next one is being prepared.

    At most one is on its way. What it wrote is counted before the next one goes; leaving the
    context waits for the last. Raises what a query raises, and LookupError where one found less
    than it was to write.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._thread = ThreadPoolExecutor(1)
        self._under_way: Future[list[Row]] | None = None
        self._expected: int | None = None

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._settle()
        finally:
            self._thread.shutdown()

    def write(self, query: str, expected: int | None = None, /, **parameters: Any) -> None:
        """Runs a query; `expected` is how many it is to say that it wrote, where it says so."""
        self._settle()
        self._expected = expected
        self._under_way = self._thread.submit(self._run, query, **parameters)

    def _settle(self) -> None:
        if self._under_way is None:
            return
        answer, self._under_way = self._under_way.result(), None
        if self._expected is not None:
            all_of(self._expected, answer)


def all_of(expected: int, answer: list[Row]) -> None:
    """Sees that a query found all that it was to write. Raises LookupError."""
    if answer[0][0] != expected:
        raise LookupError(f"{answer[0][0]} of {expected} were found")
