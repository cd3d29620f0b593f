"""Small sets, each for one question: compounds, directions, several topics, no talent at all."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from assetgraph.vocabulary import Direction, Vocabulary
from benchmarks.vocabulary.clusters import PHRASES

_COLUMNS = {"+": Direction.OFFER, "?": Direction.WISH}


def lines(name: str) -> list[str]:
    """The lines of one set."""
    content = tomllib.loads((PHRASES / "sets.toml").read_text(encoding="utf-8"))
    return [line for line in content[name]["phrases"].splitlines() if line.strip()]


def asked(name: str) -> Iterator[tuple[str, Direction, list[str]]]:
    """Text, column and what must be read in it."""
    for line in lines(name):
        text, _, expected = line[2:].partition(" = ")
        yield text.strip(), _COLUMNS[line[0]], [one.strip() for one in expected.split(",")]


def print_questions(words: Vocabulary, *, misses: bool) -> None:
    """Prints a line for each set."""
    for name, missed, n in (
        ("compounds", list(_lacking(words, "compounds")), len(lines("compounds"))),
        ("several topics", list(_lacking(words, "several")), len(lines("several"))),
        ("direction", list(_turned_wrongly(words)), len(lines("direction"))),
        ("read in no talent", list(_read_in_nothing(words)), len(lines("no_talent"))),
        ("everyday, unknown", list(_unknown(words, surely=False)), len(lines("everyday"))),
        ("everyday, not sure", list(_unknown(words, surely=True)), len(lines("everyday"))),
    ):
        print(f"{name:<20} wrong {len(missed):>3} of {n:<4} {len(missed) / n:.3f}")
        if misses:
            for one in missed:
                print(f"    {one}")


def _lacking(words: Vocabulary, name: str) -> Iterator[str]:
    """Phrases in which something is not surely read that must be."""
    for text, column, expected in asked(name):
        found = [one for one in words.understand(text, direction=column) if one.sure]
        known = {one.concept for one in found}
        known |= {broad for one in known for broad in words.above(one)}
        lack = [one for one in expected if known.isdisjoint(one.split("|"))]
        if lack:
            yield f"{text} lacks {', '.join(lack)}"


def _turned_wrongly(words: Vocabulary) -> Iterator[str]:
    """Phrases in which a concept is read, and in another direction than it should be."""
    for text, column, expected in asked("direction"):
        for one in expected:
            concept, _, way = one.partition(":")
            ways = {
                meaning.direction
                for meaning in words.understand(text, direction=column)
                if meaning.concept == concept
            }
            if ways != {Direction(way)}:
                yield f"{text}: {concept} {sorted(ways)}, should be {way}"


def _read_in_nothing(words: Vocabulary) -> Iterator[str]:
    """Texts that are no talent, in either column, and are read as one, surely or maybe."""
    for text in lines("no_talent"):
        found = {
            meaning.concept
            for column in _COLUMNS.values()
            for meaning in words.understand(text, direction=column)
        }
        if found:
            yield f"{text}: {', '.join(sorted(found))}"


def _unknown(words: Vocabulary, *, surely: bool) -> Iterator[str]:
    """Skills of which nothing is known, or nothing surely."""
    for text in lines("everyday"):
        found = words.understand(text)
        if not any(one.sure for one in found) and (surely or not found):
            yield text
