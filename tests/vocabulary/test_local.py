"""A neighbourhood's own words: written, read again, understood, and never lost half-way."""

import json
import tomllib

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.errors import AssetGraphError
from assetgraph.vocabulary import Direction, vocabulary, with_own_words
from assetgraph.vocabulary.local import Local, beside, plain, read_local, write_local
from assetgraph.vocabulary.schema import schema

OWN = (
    Local()
    .adding("koken", {"terms": "snorkelpannetje"})
    .adding(
        "drones-vliegen", {"nl": "drones vliegen", "en": "flying drones", "terms": "dronepiloot"}
    )
)


def surely(words, text, direction=Direction.OFFER):
    meanings = words.understand(text, direction=direction)
    return {meaning.concept for meaning in meanings if meaning.sure}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "buurt.woorden.toml"


def kept(file, local):
    write_local(file, local)
    return with_own_words(file)


def test_stands_beside_its_store():
    assert beside("map/buurt.assetgraph").as_posix() == "map/buurt.woorden.toml"
    assert beside("neo4j://wie@waar/noord").as_posix() == "noord.woorden.toml"


def test_no_file_is_the_vocabulary_itself(file):
    assert with_own_words(file) is vocabulary()


def test_an_own_term_and_an_own_concept_are_understood(file):
    assert "koken" not in surely(vocabulary(), "snorkelpannetje")
    words = kept(file, OWN)
    assert "koken" in surely(words, "snorkelpannetje")
    assert "drones-vliegen" in surely(words, "dronepiloot")
    assert words.label("drones-vliegen", "en") == "flying drones"
    assert words.label("koken", "nl") == vocabulary().label("koken", "nl")


def test_an_answer_decides(file):
    text = "zo'n lange veer, en een tang"
    words = kept(file, Local().meaning(text, "loodgieterswerk"))
    assert surely(words, text.upper()) >= {"loodgieterswerk"}


def test_what_is_denied_never_comes_back(file):
    before = surely(vocabulary(), "sleutelt aan brommers")
    assert "brommer-repareren" in before
    words = kept(file, Local().denying("Sleutelt aan brommers!", "brommer-repareren"))
    read = {one.concept for one in words.understand("sleutelt aan brommers")}
    assert "brommer-repareren" not in read


def test_a_text_that_means_no_talent_says_nothing(file):
    words = kept(file, Local().meaning_nothing("kan lekker koken"))
    assert words.understand("kan lekker koken") == ()
    assert "koken" in surely(words, "kan heel lekker koken")


def test_a_later_answer_replaces_an_earlier_one():
    one = Local().meaning("ren", "hardlopen")
    assert one.denying("ren", "hardlopen").means == {}
    assert one.denying("ren", "hardlopen").meaning("ren", "hardlopen").denied == {}
    assert one.meaning_nothing("ren").means == {}


def test_the_checksum_follows_the_own_words(file):
    plain_words = vocabulary().checksum
    assert kept(file, OWN).checksum != plain_words
    assert kept(file, Local()).checksum == plain_words


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=30)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["koken", "honden"])), max_size=5), TEXTS)
def test_written_and_read_is_the_same(tmp_path_factory, answers, term):
    local = Local()
    for text, concept in answers:
        if plain(text):
            local = local.meaning(text, concept).denying(f"{text} x", concept)
    term = " ".join(term.split()).strip()
    if term:
        local = local.adding("koken", {"terms": term})
    file = tmp_path_factory.mktemp("own") / "buurt.woorden.toml"
    write_local(file, local)
    assert read_local(file) == local


def test_remarks_at_the_top_stay(file):
    file.write_text("# van ons\n\n[koken]\nterms = 'x'\n", encoding="utf-8")
    write_local(file, read_local(file).adding("koken", {"terms": "y"}))
    assert file.read_text(encoding="utf-8").startswith("# van ons\n")
    assert read_local(file).concepts["koken"]["terms"] == "x\ny"


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("[koken]\ntermen = 'x'\n", "vocabulary-concept-malformed", "termen"),
        ("[koken]\nterms = ['x']\n", "vocabulary-concept-malformed", "terms"),
        ("[nieuw]\nnl = 'nieuw'\n", "vocabulary-concept-malformed", "en"),
        ("[koken]\nterms = 'x\n", "vocabulary-unreadable", None),
        ("[koken]\nbroader = 'nergens'\n", "vocabulary-no-concept", None),
    ],
)
def test_a_mistake_names_file_concept_and_field(file, text, code, field):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AssetGraphError) as raised:
        with_own_words(file)
    assert raised.value.code == code
    assert raised.value.exit_code == 2
    assert raised.value.values["file"] == file.name
    if field:
        assert raised.value.values["field"] == field


def test_own_words_fit_the_schema(file):
    write_local(file, OWN.meaning("a b", "koken").denying("c", "koken").meaning_nothing("d"))
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(content)), schema())
