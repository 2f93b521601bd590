import pandas as pd

from geodata.model.dataset import load
from geodata.model.tables import digest
from tests.package import crossing


def test_blank_text_is_empty_and_a_blank_number_is_missing(small):
    row = small(crossing("x", people_best="", people_low="", people_high="")).crossings.iloc[0]
    assert row["disagreement"] == ""
    assert pd.isna(row["people_best"])
    assert pd.isna(row["latitude"])


def test_years_reach_from_the_first_to_the_last_thing_known(small):
    assert small(
        crossing("a", start="2003", end="2003"), crossing("b", start="2020", end="2021")
    ).years == (2003, 2021)


def test_the_digest_follows_the_bytes(copied):
    before = digest(copied)
    assert before == digest(copied)
    path = copied / "context.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert digest(copied) != before


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(copied):
    path = copied / "places.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes("\ufeff".encode() + text.replace("\n", "\r\n").encode())
    pd.testing.assert_frame_equal(load(copied).places, load().places)


def test_evidence_stands_in_the_order_of_trust_and_joins_the_article(shipped):
    told = shipped.evidence_for("grense-jakobselv-soldier-2025-08-22")
    kinds = list(shipped.labels("articles", "kind"))
    assert told["kind"].tolist() == sorted(told["kind"], key=kinds.index)
    assert told["kind"].nunique() == 3
    assert told["url"].str.startswith("http").all()
