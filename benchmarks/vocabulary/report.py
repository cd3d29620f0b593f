"""Ranks all offers of a set for each of its wishes, and tells how well, per voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter

from assetgraph.vocabulary import Direction, Vocabulary
from benchmarks.vocabulary.clusters import Phrase, PhraseSet
from benchmarks.vocabulary.measures import FIRST, Figures, judge, mean

Ranker = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]

HEADING = f"recall@{FIRST} / nDCG@{FIRST} / MRR / hit@1"


def rankings(phrases: PhraseSet, ranker: Ranker) -> Iterator[tuple[Phrase, list[int]]]:
    """Each wish with the places of the offers that score, best first, ties by their text."""
    texts = [offer.text for offer in phrases.offers]
    scores = ranker([wish.text for wish in phrases.wishes], texts)
    for wish, row in zip(phrases.wishes, scores, strict=True):
        found = [place for place, score in enumerate(row) if score > 0]
        yield wish, sorted(found, key=lambda place: (-row[place], texts[place]))


def judged(phrases: PhraseSet, ranker: Ranker) -> list[tuple[Phrase, Figures]]:
    """The measures of each wish."""
    return [
        (wish, judge(ranked, phrases.relevant(wish))) for wish, ranked in rankings(phrases, ranker)
    ]


def total(phrases: PhraseSet, ranker: Ranker) -> Figures:
    """The mean measures of all wishes."""
    return mean(figures for _, figures in judged(phrases, ranker))


def by_voice(rows: Iterable[tuple[Phrase, Figures]]) -> dict[str, list[Figures]]:
    """The measures of the wishes in each voice."""
    voices: dict[str, list[Figures]] = defaultdict(list)
    for wish, figures in rows:
        voices[wish.voice].append(figures)
    return dict(sorted(voices.items()))


def understood(phrases: Iterable[Phrase], column: Direction, words: Vocabulary) -> list[bool]:
    """Of each phrase whether the vocabulary knows it, surely or maybe."""
    return [bool(words.understand(one.text, direction=column)) for one in phrases]


def turned(phrases: Iterable[Phrase], column: Direction, words: Vocabulary) -> list[Phrase]:
    """The phrases that are read against their column, though all of them are plain in it."""
    wrong = {Direction.OFFER: {Direction.NOT, Direction.LEARN}, Direction.WISH: {Direction.NOT}}
    return [
        one
        for one in phrases
        if any(
            meaning.direction in wrong[column]
            for meaning in words.understand(one.text, direction=column)
        )
    ]


def per_second(texts: Sequence[str], words: Vocabulary) -> float:
    """New phrases read in a second."""
    start = perf_counter()
    for text in texts:
        words.understand(f"{text} ")
    return len(texts) / (perf_counter() - start)


def print_set(phrases: PhraseSet, ranker: Ranker, words: Vocabulary) -> None:
    """Prints the figures of one set, whole and per voice."""
    rows = judged(phrases, ranker)
    print(f"{phrases.name}: {len(phrases.wishes)} wishes, {len(phrases.offers)} offers")
    print(f"  {'all':<12} {mean(figures for _, figures in rows)}   {HEADING}")
    offers = by_side(phrases.offers, Direction.OFFER, words)
    wishes = by_side(phrases.wishes, Direction.WISH, words)
    for voice, figures in by_voice(rows).items():
        known = [*offers.get(voice, ()), *wishes.get(voice, ())]
        print(f"  {voice:<12} {mean(figures)}   n {len(figures):<3} coverage {_share(known)}")
    sides = [
        _share([known for voice in side.values() for known in voice]) for side in (offers, wishes)
    ]
    print(f"  coverage     offers {sides[0]}  wishes {sides[1]}")
    against = [
        *turned(phrases.offers, Direction.OFFER, words),
        *turned(phrases.wishes, Direction.WISH, words),
    ]
    share = len(against) / (len(phrases.offers) + len(phrases.wishes))
    print(f"  wrong way    {share:.3f}")


def by_side(
    phrases: Sequence[Phrase], column: Direction, words: Vocabulary
) -> dict[str, list[bool]]:
    """Per voice, of each phrase whether it is known."""
    voices: dict[str, list[bool]] = defaultdict(list)
    for one, known in zip(phrases, understood(phrases, column, words), strict=True):
        voices[one.voice].append(known)
    return dict(voices)


def print_misses(phrases: PhraseSet, ranker: Ranker, words: Vocabulary) -> None:
    """Prints each wish that misses an offer among the first five, with what was read in both."""
    for wish, ranked in rankings(phrases, ranker):
        relevant = phrases.relevant(wish)
        figures = judge(ranked, relevant)
        if figures.recall == 1:
            continue
        print(f"\n[{wish.cluster} {wish.voice}] {wish.text}   recall {figures.recall:.2f}")
        print(f"    read as {_read(wish.text, Direction.WISH, words)}")
        for place in sorted(relevant - set(ranked[:FIRST])):
            offer = phrases.offers[place]
            print(f"  - {offer.voice}: {offer.text}")
            print(f"    read as {_read(offer.text, Direction.OFFER, words)}")
        for place in ranked[: FIRST if figures.hit < 1 else 0]:
            mark = "=" if place in relevant else "x"
            print(f"  {mark} {phrases.offers[place].text}")


def _read(text: str, column: Direction, words: Vocabulary) -> str:
    meanings = words.understand(text, direction=column)
    return (
        ", ".join(
            f"{one.concept}{'' if one.direction is column else f' ({one.direction})'}"
            f" {one.weight:.2f} «{one.term}»"
            for one in meanings[:FIRST]
        )
        or "nothing"
    )


def _share(known: Sequence[bool]) -> str:
    return f"{sum(known) / len(known):.2f}" if known else "-"
