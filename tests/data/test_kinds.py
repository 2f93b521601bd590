"""What the shipped rows say of themselves, held against their own words."""

import re

import pandas as pd
import pytest

from geodata.model.ledger import ledger

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
DATE = rf"\b(?:{MONTHS}|{DAYS}|Easter|(?:19|20)\d\d|summer|autumn|winter|spring|week \d+)\b"
NUMBER = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)"
    r" (?:[a-z]+ )?(?:people|men|women|persons?|citizens|asylum seekers|anglers|fishermen|[A-Z][a-z]+s)\b"
)
# Words that name a day or a place without saying when or where the crossing was.
ASIDE = re.compile(
    rf"\b(?:since|before|until|by|as of) (?:\d+ )?(?:{DATE})(?: (?:19|20)\d\d)?"
    r"|\b(?:Pechenga|Leninsky|Murmansk) court|\bKirkenes police|police in Kirkenes"
)
# Rows whose text speaks of another day, place or number than the crossing's, and which.
OTHERWISE = {
    ("when", "skroytnes-medvedev-2023-01-13-rp-online"): "the day on which an officer spoke",
    ("when", "pasvik-three-later-2023-claimed-rp-online"): "the day on which an officer spoke",
    ("where", "pasvik-three-later-2023-claimed-rp-online"): "where the officer stood",
    ("when", "pasvik-three-later-2023-claimed-nrk"): "the day on which police spoke",
    ("when", "grense-jakobselv-autumn-2023-claimed-nrk"): "the day of another event",
    ("where", "boris-gleb-norwegian-2023-04-rci"): "where he was in custody",
    ("where", "boris-gleb-norwegian-2023-04-arctictoday"): "where he was in custody",
    ("where", "grense-jakobselv-fishermen-easter-2017-rbc"): "where they were handed over",
}  # fmt: skip
REPEATS = ("The same", "English version", "Carries the same")


def _flags(row: pd.Series) -> set[str]:
    return set(f"{row['supports']};{row['disputes']}".split(";"))


def _about_crossings(shipped) -> pd.DataFrame:
    excerpts = shipped.excerpts
    return excerpts[excerpts["crossing_id"] != ""]


def _place_names(shipped) -> re.Pattern[str]:
    listed = shipped.places[shipped.places["place_id"] != shipped.catch_all]
    names = {name for row in listed.itertuples() for name in [row.name, *row.aliases.split(";")]}
    longest = sorted((re.escape(name) for name in names if len(name) > 3), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)})\b")


def test_an_excerpt_with_a_date_a_number_or_a_place_is_flagged_for_it(shipped):
    patterns = {
        "when": re.compile(DATE), "how_many": re.compile(NUMBER), "where": _place_names(shipped),
    }  # fmt: skip
    lacking = [
        (flag, row["excerpt_id"], found.group())
        for _, row in _about_crossings(shipped).iterrows()
        for flag, pattern in patterns.items()
        if flag not in _flags(row)
        and (flag, row["excerpt_id"]) not in OTHERWISE
        and (found := pattern.search(ASIDE.sub("", row["text"])))
    ]
    assert not lacking


def test_every_exception_from_the_flags_is_still_one(shipped):
    rows = shipped.excerpts.set_index("excerpt_id")
    for flag, excerpt_id in OTHERWISE:
        assert flag not in _flags(rows.loc[excerpt_id]), excerpt_id


SAYS = {
    "when": rf"{DATE}|\b(?:night|morning|yesterday|years?|months?|weeks?|days?|ago|since|recent)\b|\d\d:\d\d",
    "how_many": r"(?i)\d|\b(?:no one|nobody|none|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|fifty|"
    r"hundreds?|thousands?|both|an? |he|she|her|the (?:man|woman|soldier|individual))\b",
}  # fmt: skip


@pytest.mark.parametrize("flag", SAYS)
def test_an_excerpt_says_what_it_is_flagged_for(shipped, flag):
    told = _about_crossings(shipped)
    flagged = told[told["supports"].str.contains(rf"\b{flag}\b")]
    own = flagged[~flagged["text"].str.startswith(REPEATS)]
    silent = own[~own["text"].str.contains(SAYS[flag], regex=True)]
    assert list(silent["excerpt_id"]) == []


def test_what_an_excerpt_disputes_it_speaks_of(shipped):
    for _, row in shipped.excerpts.iterrows():
        assert set(filter(None, row["disputes"].split(";"))) <= set(row["supports"].split(";"))


def test_one_speaker_in_a_dispute_is_never_the_page_that_carries_him(shipped):
    """An agency or a relay speaks in a dispute only where no other speaker is named."""
    outlets = shipped.articles.set_index("article_id")["kind"]
    rows = shipped.disputes
    carried = rows[rows["article_id"].map(outlets).isin(["agency", "aggregator", "translation"])]
    bare = carried[
        carried["origin"].isin(["NTB", "TASS", "RT", "VG", "Dagbladet", "NRK", "Sputnik"])
    ]
    assert list(bare["rival_id"]) == []


LOADED = (
    r"\badmit(?:s|ted)?\b|\bcaught\b(?! by bad weather)|\bsurge\b|\bshut out\b|\billegals?\b|\bflood(?:ed)?\b"
    r"|\bwaves? of\b|\bhe claims\b|\bshe claims\b|\bconvict\w*|\bborn in\b|\b(?:man|woman) of \d\d\b(?! [A-Z])|\baged \d"
)  # fmt: skip


def test_our_words_neither_judge_nor_let_a_private_person_be_recognised(shipped):
    summaries = shipped.excerpts[shipped.excerpts["form"] == "summary"]
    ours = [
        shipped.crossings[["headline", "summary", "disagreement", "date_note"]], summaries[["text"]],
        shipped.context[["title", "summary"]], shipped.figures[["note"]], shipped.articles[["about", "note"]],
        shipped.disputes[["question", "value", "origin", "reason"]],
    ]  # fmt: skip
    texts = [text for table in ours for text in table.astype(str).stack()]
    assert [text for text in texts if re.search(LOADED, text)] == []


def test_a_figure_is_not_named_as_its_own_rival(shipped):
    """A note that lists rivals never begins their range with the figure itself."""
    for row in shipped.figures[
        shipped.figures["note"].str.contains("Rivals?", regex=True)
    ].itertuples():
        rivals = row.note.split("Rival", 1)[1]
        assert f"from {row.best:,}" not in rivals, row.figure_id


def test_every_row_was_held_against_its_source(shipped):
    for name, checked in ledger(shipped).items():
        assert checked.unchecked == 0, name
        assert sum(checked.seen.values()) == checked.rows


def test_pages_that_are_overwritten_say_so(shipped):
    tables = shipped.articles[
        shipped.articles["url"].str.contains("/statisti[ck]|/taxonomy/term/", regex=True)
    ]
    assert len(tables) >= 7
    for row in tables.itertuples():
        assert re.search("overwrit|revised", row.note), row.article_id
