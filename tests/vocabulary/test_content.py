"""The vocabulary's own files: what an editor may get wrong is named here, phrase by phrase."""

import re
from collections import defaultdict

import pytest

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.vocabulary import vocabulary
from assetgraph.vocabulary.concepts import Kind, parts
from assetgraph.vocabulary.direction import Direction
from assetgraph.vocabulary.fold import fold, tokens
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.lexicon import own_words, ready_keys, worked_out
from assetgraph.vocabulary.words import words

CONCEPTS = vocabulary().concepts
# Forms of skipped words; no phrase rests on them.
KNOWN_AS_SKIPPED = [
    "allen",
    "bewoners",
    "den",
    "der",
    "des",
    "erger",
    "ergst",
    "gehad",
    "gehoord",
    "geweest",
    "geworden",
    "goeie",
    "haartjes",
    "he",
    "hoorde",
    "hoorden",
    "hoort",
    "ikke",
    "lekkere",
    "lekkers",
    "mijne",
    "mocht",
    "mochten",
    "moest",
    "nen",
    "ten",
    "voren",
    "wilden",
    "wordje",
]


def test_is_broad():
    assert len(CONCEPTS) >= 300
    assert sum(len(list(one.phrases())) for one in CONCEPTS.values()) >= 10_000


def test_ids_are_plain():
    assert [one for one in CONCEPTS if not re.fullmatch(r"[a-z]+(-[a-z]+)*", one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_tell_concepts_apart(language):
    labels = [one.label(language).casefold() for one in CONCEPTS.values()]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_links_lead_somewhere():
    broken = [
        (one.id, link)
        for one in CONCEPTS.values()
        for link in (*one.broader, *one.related)
        if link not in CONCEPTS or link == one.id
    ]
    assert broken == []


def test_nothing_is_broader_than_itself():
    def climbs(concept, seen=()):
        for broad in CONCEPTS[concept].broader:
            assert broad not in (*seen, concept), f"{concept} and {broad} go round"
            climbs(broad, (*seen, concept))

    for concept in CONCEPTS:
        climbs(concept)


def test_every_concept_has_terms_and_wishes():
    assert [one.id for one in CONCEPTS.values() if not one.wishes] == []
    assert [one.id for one in CONCEPTS.values() if not one.terms] == []


def test_every_phrase_says_something():
    small = words().skipped | words().weak
    empty = [
        (one.id, phrase)
        for one in CONCEPTS.values()
        for phrase, _ in one.phrases()
        if len(tokens(phrase)) == 1 and fold(phrase) in small
    ]
    assert empty == []


def test_a_phrase_belongs_to_two_concepts_at_most_and_a_job_to_three():
    users = defaultdict(set)
    jobs = defaultdict(set)
    for one in CONCEPTS.values():
        for phrase, kind in one.phrases():
            (jobs if kind is Kind.PROFESSION else users)[fold(phrase)].add(one.id)
    assert {phrase: used for phrase, used in users.items() if len(used) > 2} == {}
    assert {phrase: used for phrase, used in jobs.items() if len(used) > 3} == {}


def test_no_word_is_taken_for_a_skipped_one():
    key = Lemmas(words().lemmas, ready_keys()).key
    skipped = {key(word) for word in words().skipped}
    telling = own_words() - words().skipped - words().weak
    assert sorted(word for word in telling if key(word) in skipped) == KNOWN_AS_SKIPPED


def test_ready_keys_are_what_dictionary_and_stemmer_give():
    ready = ready_keys()
    right = worked_out(ready)
    assert {word: key for word, key in ready.items() if right[word] != key} == {}


def test_ready_keys_cover_nearly_all_words():
    own = own_words()
    assert len(own & ready_keys().keys()) >= 0.95 * len(own)


def test_lists_take_commas_and_lines():
    assert parts(" een,\n twee ,, drie\neen") == ("een", "twee", "drie")


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_and_directions_are_worded(language):
    texts = catalogue(language)
    for kind in ("said", *Kind):
        assert f"vocabulary.because.{kind}" in texts.entries
    for direction in Direction:
        assert f"vocabulary.direction.{direction}" in texts.entries
