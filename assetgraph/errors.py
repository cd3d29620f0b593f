"""The one family of exceptions: what stops a command, named by a code that the catalogues word."""

from __future__ import annotations


class AssetGraphError(Exception):
    """Something that stops the work, with a stable ``code`` and the values that its sentence names.

    The catalogues hold the sentence under ``error.<code>`` and the way out under
    ``error.<code>-hint``; the command line shows both and ends with ``exit_code``.
    """

    exit_code = 2

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        details = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(f"{code} ({details})" if details else code)


class StoreError(AssetGraphError):
    """The store cannot be opened, read or written."""


class SourceError(AssetGraphError):
    """A file that was offered for import cannot be read at all."""


class QuestionError(AssetGraphError):
    """A question names something that is not there, or that is not unambiguous."""


class RefusedError(AssetGraphError):
    """What was asked is not allowed: a purpose, a consent, a file that is already there."""

    exit_code = 1
