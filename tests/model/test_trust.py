"""The order of evidence: by kind of document, quotes before summaries, the newest first, copies last."""

import json

import pytest

from geodata.model.dataset import load
from geodata.model.schema import FOLDER
from geodata.model.trust import originals_first
from tests import package
from tests.package import article, crossing, excerpt

KINDS = ["official", "agency", "reporting", "reference", "aggregator", "state_media", "translation"]


def _order(dataset):
    return dataset.evidence_for("x")["excerpt_id"].tolist()


def _told(*articles, **forms):
    """The tables of one crossing of which each article tells once."""
    return {
        "articles": list(articles),
        "excerpts": [
            excerpt(
                row["article_id"],
                "x",
                row["article_id"],
                form=forms.get(row["article_id"], "summary"),
            )
            for row in articles
        ],
    }


def test_the_codebook_orders_the_kinds_from_official_to_machine_translation(shipped):
    assert list(shipped.labels("articles", "kind")) == KINDS
    description = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    assert "order of trust" in json.dumps(description["resources"])


def test_the_kind_comes_before_the_quote_and_the_quote_before_the_day(small):
    articles = [article(kind.replace("_", "-"), kind=kind) for kind in reversed(KINDS)]
    dataset = small(crossing("x"), **_told(*articles, translation="quote"))
    assert _order(dataset) == [kind.replace("_", "-") for kind in KINDS]


def test_within_a_kind_quotes_come_first_then_the_newest_and_the_undated_last(small):
    days = {
        "old": "2019",
        "new": "2021-02-03",
        "undated": "",
        "quoted": "2018-01-01",
        "newer": "2021-11",
    }
    articles = [
        article(name, published=day, date_basis="stated" if day else "unknown")
        for name, day in days.items()
    ]
    dataset = small(crossing("x"), **_told(*articles, quoted="quote"))
    assert _order(dataset) == ["quoted", "newer", "new", "old", "undated"]


def test_a_copy_stands_below_what_it_repeats_whatever_its_kind(small):
    articles = [
        article("copy", kind="official", copy_of="original"),
        article("again", kind="agency", copy_of="copy"),
        article("original", kind="aggregator"),
        article("other", kind="reporting"),
        article("last", kind="translation"),
    ]
    dataset = small(crossing("x"), **_told(*articles, copy="quote", again="quote"))
    assert _order(dataset) == ["other", "original", "copy", "again", "last"]


@pytest.mark.parametrize(
    ("articles", "copies", "expected"),
    [
        ("abc", {}, "abc"),
        ("ba", {"b": "a"}, "ab"),
        ("abc", {"b": "z"}, "abc"),
        ("cxa", {"c": "b", "b": "a"}, "xac"),
        ("abca", {"a": "b"}, "baca"),
        ("ab", {"a": "b", "b": "a"}, None),
        ("", {"a": "b"}, ""),
    ],
)
def test_only_copies_of_what_is_listed_move(articles, copies, expected):
    found = "".join(articles[place] for place in originals_first(articles, copies))
    assert found == expected or (expected is None and sorted(found) == sorted(articles))


def test_the_order_is_that_of_each_package(tmp_path):
    folder = package.write(
        tmp_path,
        [crossing("x")],
        **_told(article("b", kind="official"), article("a", kind="translation")),
    )
    path = folder / "datapackage.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    [kind] = [
        field
        for resource in description["resources"]
        if resource["name"] == "articles"
        for field in resource["schema"]["fields"]
        if field["name"] == "kind"
    ]
    assert _order(load(folder)) == ["b", "a"]
    kind["categories"].reverse()
    kind["constraints"]["enum"].reverse()
    path.write_text(json.dumps(description), encoding="utf-8")
    assert _order(load(folder)) == ["a", "b"]
