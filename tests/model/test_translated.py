"""The data in another language: whole, found by its words, and never told to be what it is not."""

import pytest

from geodata.model.filters import Filters, select
from geodata.model.summary import totals
from geodata.model.translated import COLUMNS, in_language
from tests import package
from tests.package import article, crossing, excerpt

WHOLE = {"crossing_id", "start", "people_best", "place_id", "counted"}


def _translation(resource, row, column, original, text, language="nb"):
    return {
        "resource": resource, "row": row, "column": column, "language": language,
        "original": original, "text": text, "by": "us",
    }  # fmt: skip


def test_a_translation_changes_what_is_said_and_nothing_that_is_counted(shipped):
    for language in shipped.languages[1:]:
        other = in_language(shipped, language)
        assert totals(other, other.crossings) == totals(shipped, shipped.crossings)
        for name in COLUMNS:
            mine, theirs = getattr(shipped, name), getattr(other, name)
            same = [
                column
                for column in mine
                if column
                not in {
                    *COLUMNS[name],
                    "aliases",
                    "called",
                    "date_rest",
                    "translated",
                    "kind_label",
                    "disputed",
                }
            ]
            assert mine[same].equals(theirs[same]), name
        assert not other.crossings["headline"].isin(shipped.crossings["headline"]).any()
        assert other.as_written is shipped


def test_a_language_that_the_data_lack_shows_them_as_they_were_written(shipped):
    assert in_language(shipped, "de") is shipped
    assert in_language(shipped, shipped.language) is shipped


def test_a_text_without_a_translation_stays_and_is_known_to_be_another_languages(small):
    rows = [crossing("one", headline="A man"), crossing("two", headline="A woman")]
    known = [_translation("crossings", "one", "headline", "A man", "En mann")]
    other = in_language(small(*rows, translations=known), "nb")
    assert list(other.crossings["headline"]) == ["En mann", "A woman"]
    assert "A woman" in other.untranslated
    assert "A man" not in other.untranslated


def test_rows_with_the_same_words_share_a_translation(small):
    known = [_translation("crossings", "one", "summary", "A summary.", "Et sammendrag.")]
    other = in_language(small(crossing("one"), crossing("two"), translations=known), "nb")
    assert list(other.crossings["summary"]) == ["Et sammendrag."] * 2


def test_a_text_of_the_description_is_translated_where_it_stands_and_wherever_it_stands_alike(
    small,
):
    here = "resources/crossings/status/confirmed"
    known = [
        _translation("datapackage", here, "label", "Confirmed", "Bekreftet"),
        _translation("datapackage", "resources/places/place_id", "title", "Place ID", "Steds-ID"),
    ]
    other = in_language(small(crossing("one"), translations=known), "nb")
    assert other.labels("crossings", "status")["confirmed"] == "Bekreftet"
    assert other.labels("crossings", "status")["claimed"] == "Claimed"


def test_what_the_codebook_calls_a_thing_is_said_in_the_language_of_the_page(shipped):
    other = in_language(shipped, "nb")
    labels = other.labels("articles", "kind")
    assert set(other.articles["kind_label"]) <= set(labels.values())
    assert not set(other.articles["kind_label"]) & set(shipped.articles["kind_label"])
    disputed = {label for labels in other.excerpts["disputed"] for label in labels}
    assert disputed <= set(other.labels("disputes", "field").values())


def test_a_quote_stays_as_published_and_has_our_words_beneath_it(small):
    rows = [excerpt("quote", "one", form="quote", text="He swam."),
            excerpt("norsk", "one", "article-b", form="quote", text="Han svømte.")]  # fmt: skip
    known = [
        _translation("excerpts", "quote", "text", "He swam.", "Han svømte over."),
        _translation("excerpts", "norsk", "text", "Han svømte.", "He swam over.", language="en"),
    ]
    articles = [article("article-a"), article("article-b", language="no")]
    dataset = small(crossing("one"), excerpts=rows, articles=articles, translations=known)
    assert list(dataset.excerpts["text"]) == ["He swam.", "Han svømte."]
    assert list(dataset.excerpts["translated"]) == ["", "He swam over."]
    other = in_language(dataset, "nb")
    assert list(other.excerpts["text"]) == ["He swam.", "Han svømte."]
    assert list(other.excerpts["translated"]) == ["Han svømte over.", ""]


def test_a_search_finds_words_of_every_language_in_every_language(shipped):
    found = {
        word: set(select(shipped, Filters(text=word))["crossing_id"])
        for word in ("svømte", "переплыл", "swam")
    }
    assert all(found.values())
    for language in shipped.languages:
        other = in_language(shipped, language)
        for word, ids in found.items():
            assert set(select(other, Filters(text=word))["crossing_id"]) == ids, (language, word)


@pytest.mark.parametrize("name", ["Kirkenes", "Киркенес"])
def test_a_place_is_found_by_its_name_in_any_language(shipped, name):
    for language in shipped.languages:
        found = in_language(shipped, language).geocoder.geocode(name)
        assert found.raw["place_id"] == "kirkenes"


def test_a_season_is_called_by_its_name_in_each_language(shipped):
    called = {
        language: set(in_language(shipped, language).crossings["called"])
        for language in ("nb", "ru")
    }
    assert "høsten 2023" in called["nb"]
    assert "осень 2023 года" in called["ru"]


def test_a_translation_of_words_that_were_changed_since_is_not_shown(small):
    stale = [_translation("crossings", "one", "headline", "An older headline", "En eldre tittel")]
    other = in_language(small(crossing("one"), translations=stale), "nb")
    assert list(other.crossings["headline"]) == ["Headline of one"]
    assert "Headline of one" in other.untranslated


BAD = "translations.csv row 2, "


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (_translation("crossings", "one", "headline", "Headline of one", "En"), []),
        (_translation("crossings", "one", "headline", "An older headline", "En"), []),
        (_translation("crossings", "one", "start", "2020", "2020"), [f"{BAD}column: 'start' is none of locality, date_note, confirmed_by, people_words, headline, summary, disagreement"]),
        (_translation("weather", "one", "sun", "Sun", "Sol"), [f"{BAD}resource: 'weather' is none of places, crossings, context, excerpts, disputes, articles, figures, retired, datapackage, basemap"]),
        (_translation("crossings", "one", "headline", "Headline of one", "Yksi", "fi"), [f"{BAD}language: 'fi' is none of en, nb, ru"]),
    ],
)  # fmt: skip
def test_a_translation_that_belongs_to_nothing_is_refused(tmp_path, row, said):
    folder = package.write(tmp_path / "package", [crossing("one")], translations=[row])
    assert package.said(folder) == said


def test_a_cell_has_one_translation_into_a_language(tmp_path):
    row = _translation("crossings", "one", "headline", "Headline of one", "En")
    folder = package.write(tmp_path / "package", [crossing("one")], translations=[row, row])
    twice = "translations.csv row 3, row: this cell has a translation into nb in row 2 already"
    assert package.said(folder) == [twice]
