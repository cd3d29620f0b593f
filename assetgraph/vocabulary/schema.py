"""The vocabulary's files for other eyes: ``schemas/vocabulary.schema.json``.

``python -m assetgraph.vocabulary.schema`` prints it anew.
"""

from __future__ import annotations

import json
from typing import Any

from assetgraph.vocabulary.concepts import LABELS, LINKS, PHRASES
from assetgraph.vocabulary.local import MEANS, NO_TALENT, NOT

_ID = "^[a-z]+(-[a-z]+)*$"
_TEXT = {"type": "string"}
_IDS = {"type": "string", "pattern": r"^\s*([a-z]+(-[a-z]+)*(\s*[,\n]\s*|\s*$))*$"}
_ANSWERS = {"type": "object", "additionalProperties": _TEXT}


def schema() -> dict[str, Any]:
    """The JSON Schema of a file of concepts, and of the own words beside a store."""
    fields: dict[str, Any] = {
        **{language: {"type": "string", "minLength": 1} for language in LABELS},
        **dict.fromkeys(PHRASES, _TEXT),
        **dict.fromkeys(LINKS, _IDS),
        "gives": {"type": "string", "pattern": "^((hoofd|hart|handen)(, *|$))+$"},
        "esco": {"type": "string", "pattern": "^http://data\\.europa\\.eu/esco/"},
    }
    concept = {"type": "object", "properties": fields, "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "assetgraph vocabulary",
        "description": "A table for each concept; a phrase list is one text, with commas or lines.",
        "type": "object",
        "patternProperties": {_ID: concept},
        "properties": {MEANS: _ANSWERS, NOT: _ANSWERS, NO_TALENT: _ANSWERS},
        "additionalProperties": False,
    }


def written() -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(written(), end="")
