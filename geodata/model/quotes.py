"""Quotes in a language that is not the page's, and our translation of each."""

import pandas as pd

# Written Norwegian, whichever of its forms a document is in, is read by whoever reads one of them.
READ_AS = {"no": "nb", "nn": "nb"}


def with_translations(
    excerpts: pd.DataFrame, articles: pd.DataFrame, translations: pd.DataFrame, language: str
) -> pd.DataFrame:
    """Excerpts with `translated`: our words for a quote of another language, a blank for all others."""
    own = translations[(translations["language"] == language) & (translations["column"] == "text")]
    known = dict(zip(own["original"], own["text"], strict=True))
    ours = excerpts["text"].map(lambda text: known.get(text, ""))
    return excerpts.assign(translated=ours.where(foreign(excerpts, articles, language), ""))


def foreign(excerpts: pd.DataFrame, articles: pd.DataFrame, language: str) -> "pd.Series[bool]":
    """Which excerpts are quotes in another language."""
    languages = dict(zip(articles["article_id"], articles["language"].astype(str), strict=True))
    written = excerpts["article_id"].map(languages).map(lambda code: READ_AS.get(code, code))
    return (excerpts["form"] == "quote") & (written != READ_AS.get(language, language))
