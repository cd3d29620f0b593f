"""``python -m assetgraph.vocabulary`` prints ``schemas/vocabulary/_keys.txt`` anew."""

from assetgraph.vocabulary.lexicon import own_words, worked_out

for word, key in worked_out(own_words()).items():
    print(word, key)
