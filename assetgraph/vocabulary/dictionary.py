"""The dictionary forms of Dutch words, from `simplemma`, kept so that they wake in a blink."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cache
from importlib.metadata import version

from assetgraph.vocabulary.kept import kept


@cache
def dictionary() -> Mapping[str, str]:
    """The dictionary form of some 370,000 Dutch word forms."""
    text = kept("dictionary", version("simplemma").replace(".", "-"), _unpacked)
    forms, _, lemmas = text.partition("\n\n")
    return dict(zip(forms.split("\n"), lemmas.split("\n"), strict=True))


def _unpacked() -> str:
    from simplemma.strategies.dictionaries.dictionary_factory import (  # noqa: PLC0415
        DEFAULT_DICTIONARY_FACTORY,
    )

    found = DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")
    pairs = [
        (form, lemma) for form in found if form and (lemma := found.get(form)) and "\n" not in form
    ]
    return "\n".join(form for form, _ in pairs) + "\n\n" + "\n".join(lemma for _, lemma in pairs)


def spellings(own: Iterable[str], but: Set[str]) -> set[str]:
    """Some words in all their forms: those of one dictionary form. Short words are left out."""
    forms = dictionary()
    wanted: dict[str, list[str]] = defaultdict(list)
    for word in own:
        if word not in but:
            wanted[forms.get(word, word)].append(word)
    found = {word for words in wanted.values() for word in words}
    return found | {
        form
        for form, lemma in forms.items()
        if lemma in wanted and form.islower() and len(form) > 3
    }
