"""The order of evidence: what is most to be trusted first, and no copy before what it repeats."""

from collections.abc import Mapping, Sequence

import pandas as pd


def by_trust(told: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """Excerpts with their articles: by kind of document, quotes before summaries, then the newest.

    `kinds` are in the order of the codebook, which is the order of trust.
    """
    ranks = {kind: rank for rank, kind in enumerate(kinds)}
    ranked = told.assign(rank=told["kind"].map(ranks), ours=told["form"] != "quote")
    keys, ascending = ["rank", "ours", "published"], [True, True, False]
    return ranked.sort_values(keys, ascending=ascending, ignore_index=True)


def originals_first(articles: Sequence[str], copies: Mapping[str, str]) -> list[int]:
    """The places of a list of articles in an order in which no copy stands before its original.

    `copies` has the original of every copy. All else stays where it was.
    """
    first = {article: place for place, article in reversed(list(enumerate(articles)))}

    def after_original(place: int) -> tuple[int, int]:
        article, steps = articles[place], 0
        while article in copies and steps < len(copies):
            article, steps = copies[article], steps + 1
            place = max(place, first.get(article, place))
        return place, steps

    return sorted(range(len(articles)), key=after_original)
