"""The JSON Schema of the vocabulary is what the code says, and every file fits it."""

import json

import jsonschema
import pytest

from assetgraph import resources
from assetgraph.vocabulary.concepts import FOLDER
from assetgraph.vocabulary.schema import schema, written

FILES = [name for name in resources.names(FOLDER, ".toml") if not name.startswith("_")]


def test_the_file_is_up_to_date():
    assert resources.read_text("schemas/vocabulary.schema.json") == written()


@pytest.mark.parametrize("name", FILES)
def test_every_file_fits(name):
    jsonschema.Draft202012Validator(schema()).validate(resources.read_toml(f"{FOLDER}/{name}"))


@pytest.mark.parametrize(
    "entry",
    [
        {"nl": "x", "en": "x", "termen": "y"},
        {"nl": "", "en": "x"},
        {"nl": "x", "en": "x", "terms": ["y"]},
        {"nl": "x", "en": "x", "broader": "Geen Id"},
        {"nl": "x", "en": "x", "gives": "voeten"},
        {"nl": "x", "en": "x", "esco": "https://example.org/"},
    ],
)
def test_a_mistake_does_not_fit(entry):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"iets": entry}, schema())


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json.loads(written()))
