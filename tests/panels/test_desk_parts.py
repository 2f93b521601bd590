"""The parts of the desk, without a browser: rows from what was filled in, marks, quotes, lines that change."""

import hashlib
import shutil
import threading
from dataclasses import replace

import pytest

from geodata.editing.change import RowChange
from geodata.editing.trial import Trial, trial
from geodata.model.cells import BLANK
from geodata.model.schema import FOLDER, DataError, Problem
from geodata.model.settling import LockedError
from geodata.panels import (
    desk_article,
    desk_captures,
    desk_door,
    desk_form,
    desk_problems,
    desk_quotes,
    desk_review,
    desk_rows,
    desk_saving,
    desk_search,
    desk_trial,
    desk_words,
    desk_work,
)
from geodata.panels.desk_field import as_cell, pieces
from geodata.panels.desk_work import Work
from geodata.reading import matching, reader
from geodata.reading.reading import Mention, Passage
from geodata.web import desk_door as door
from geodata.words.language import speaking_language
from geodata.words.templates import render
from tests.conftest import OTHER

REPORT = "grense-jakobselv-soldier-2025-08-22"
PAGE = {
    "title": "A man waded the river", "outlet": "The Fjord Times", "published": "2025-08-23",
    "language": "en", "url": "https://fjord.example/man", "kind": "reporting",
}  # fmt: skip


def _telling(**rows):
    work = Work({"text": "The man waded the river on Friday."}, task="telling", crossing=REPORT)
    work.rows = {"articles": dict(PAGE), **rows}
    return work


def _made(work, dataset, **options):
    return {
        row.slot: row.change for row in desk_rows.rows_of(work, dataset, "2026-11-26", **options)
    }


def test_a_telling_makes_a_document_and_one_excerpt_for_each_of_its_words(shipped):
    work = _telling(
        **{
            "excerpts/summary": {"text": "Tells that he waded."},
            "excerpts/quote-1": {
                "text": "The man waded the river on Friday.",
                "supports": "where;when",
            },
            "excerpts/quote-2": {"text": "The man waded the river"},
        }
    )
    made = _made(work, shipped)
    assert list(made) == ["articles", "excerpts/summary", "excerpts/quote-1", "excerpts/quote-2"]
    article = made["articles"].values
    assert article["article_id"] == made["articles"].key
    assert article["date_basis"] == "stated"
    excerpts = [change.values for slot, change in made.items() if slot != "articles"]
    assert [each["form"] for each in excerpts] == ["summary", "quote", "quote"]
    assert {each["crossing_id"] for each in excerpts} == {REPORT}
    assert {each["article_id"] for each in excerpts} == {article["article_id"]}
    assert len({each["excerpt_id"] for each in excerpts}) == 3


def test_a_document_that_the_data_have_gets_no_second_row(shipped):
    known = shipped.articles.iloc[0]
    work = _telling(**{"excerpts/summary": {"text": "It says so."}})
    work.put("articles", "url", known["url"].replace("https://", "http://www.") + "/#top")
    made = _made(work, shipped)
    assert list(made) == ["excerpts/summary"]
    assert made["excerpts/summary"].values["article_id"] == known["article_id"]


def test_without_any_words_the_check_asks_for_them(shipped):
    work = _telling()
    rows = desk_rows.rows_of(work, shipped, "2026-11-26")
    tried = trial(FOLDER, desk_rows.change_of(rows, "why", ""))
    problems = desk_problems.found(shipped, tried, rows, {})
    assert problems.of("excerpts/summary", "text") == ["is blank, but a value is required"]
    assert problems.listed(shipped) == [
        ("Summary in our words", "is blank, but a value is required")
    ]


def test_only_where_copies_are_kept_a_row_names_its_copy_and_counts_as_checked(shipped):
    work = _telling(**{"excerpts/summary": {"text": "It says so."}})
    plain = _made(work, shipped)
    assert "sha256" not in plain["articles"].values
    assert "checked" not in plain["excerpts/summary"].values
    kept = _made(work, shipped, capturing=True)
    digest = hashlib.sha256(work.document["text"].encode()).hexdigest()
    assert kept["articles"].values["sha256"] == digest
    assert kept["articles"].values["captured"] == "2026-11-26"
    assert kept["excerpts/summary"].values["seen"] == "page"


def test_an_id_follows_the_cells_until_the_editor_has_the_last_word(shipped):
    work = Work({"text": "x"}, task="report", rows={"articles": dict(PAGE)})
    work.rows["crossings"] = {"place_id": "pasvik", "start": "2025-08"}
    first = _made(work, shipped)["crossings"].key
    work.put("crossings", "start", "2025-09")
    assert _made(work, shipped)["crossings"].key != first
    work.put("crossings", "crossing_id", "pasvik-mine")
    work.own.append("crossings.crossing_id")
    made = _made(work, shipped)
    assert made["crossings"].key == "pasvik-mine"
    assert made["excerpts/summary"].values["crossing_id"] == "pasvik-mine"


def test_a_problem_stands_beside_its_cell_and_nowhere_else(shipped):
    work = Work({"text": "x"}, task="report", rows={"articles": dict(PAGE)})
    work.rows |= {
        "crossings": {"place_id": "pasvik", "start": "soon", "latitude": "10", "longitude": "29",
                      "location_precision": "locality", "kind": "outside_checkpoint",
                      "direction": "to_norway", "status": "reported", "headline": "H", "summary": "S."},
        "excerpts/summary": {"text": "It says so."},
    }  # fmt: skip
    rows = desk_rows.rows_of(work, shipped, "2026-11-26")
    tried = trial(FOLDER, desk_rows.change_of(rows, "why", ""))
    problems = desk_problems.found(shipped, tried, rows, {})
    assert "'soon' is not a date" in problems.of("crossings", "start")[0]
    assert "below the minimum" in problems.of("crossings", "latitude")[0]
    assert problems.of("crossings", "headline") == ()
    assert problems.elsewhere == []


def test_a_draft_of_another_version_leaves_out_what_this_one_does_not_know():
    work = desk_work.from_json(
        {
            "document": {"text": "A man.", "byline": "Kari", "title": 7, "unread": 3},
            "task": "merge", "table": "weather", "page": "no page", "suffix": None,
            "rows": {"crossings": {"headline": "H", "start": 7}, "weather/row": {"a": "b"},
                     "excerpts/quote-x1": {"text": "A man."}, "excerpts/quote-2": {"text": "A man."},
                     "articles": []},
            "said": {"crossings.start": ["Friday"], "crossings.end": ["Friday", "On Friday."]},
            "own": ["reason", 7], "asked": [None, "headline"], "later": 1,
        }
    )  # fmt: skip
    assert work == Work(
        {"text": "A man.", "unread": 3},
        rows={"crossings": {"headline": "H"}, "excerpts/quote-2": {"text": "A man."}},
        said={"crossings.end": ["Friday", "On Friday."]}, own=["reason"], asked=["headline"],
    )  # fmt: skip
    assert desk_rows.copied(work) == (b"A man.", ".txt")


def test_a_draft_holds_the_whole_work():
    work = _telling(**{"excerpts/quote-1": {"text": "The man"}, "excerpts/summary": {"text": "S"}})
    work.page, work.said, work.own = "0a" * 32, {"crossings.start": ["a", "b"]}, ["reason"]
    for slot in ("crossings/row", "disputes/present", "disputes/rival", "retired/row"):
        work.put(slot, "reason", "Why")
    assert desk_work.from_json(desk_work.as_json(work)) == work


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LockedError("busy"), "somebody else is saving at this moment. Try again."),
        (FileExistsError("a.html is damaged"), "the copy that is kept of this page is damaged. Tell whoever runs this server."),
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("the disk is gone"), "the disk is gone"),
        (ValueError("is blank"), "is blank"),
    ],
)  # fmt: skip
def test_why_nothing_was_saved_is_said_in_words_and_never_as_the_name_of_a_class(error, words):
    assert desk_saving._in_words(error) == words


# ---- what is there already -------------------------------------------------------------------------------


def test_a_correction_is_of_the_cells_that_differ_alone(shipped):
    work = Work(task="correct", table="crossings", key=REPORT)
    work.rows["crossings/row"] = {
        "headline": "Another", "people_best": "1", "latitude": "69.775", "locality": "Near Grense Jakobselv",
    }  # fmt: skip
    assert _made(work, shipped)["crossings/row"].values == {"headline": "Another"}
    work.key = ""
    assert _made(work, shipped) == {}


def test_every_cell_of_every_row_reads_as_its_file_has_it(shipped):
    for table in ("crossings", "figures", "disputes"):
        for key in getattr(shipped, table).iloc[:, 0]:
            work = Work(task="correct", table=table, key=key)
            work.rows[f"{table}/row"] = desk_rows.present(shipped, table, key)
            assert _made(work, shipped) == {}, key


def test_a_new_question_takes_a_rival_and_the_value_that_is_used(shipped):
    work = Work(task="rival", crossing=REPORT)
    work.rows = {
        "disputes/rival": {"question": "Who?", "field": "who", "value": "two men", "origin": "X",
                           "article_id": shipped.articles["article_id"].iloc[0]},
        "disputes/present": {"value": "one man", "origin": "Y",
                             "article_id": shipped.articles["article_id"].iloc[1], "reason": "So."},
    }  # fmt: skip
    made = _made(work, shipped)
    assert made["disputes/present"].values["used"] == "true"
    assert made["disputes/rival"].values["used"] == "false"
    assert (
        made["disputes/present"].values["dispute_id"] == made["disputes/rival"].values["dispute_id"]
    )
    work.key = shipped.disputes["dispute_id"].iloc[0]
    assert list(_made(work, shipped)) == ["disputes/rival"]


def test_a_retired_report_takes_along_all_that_speaks_of_it(shipped, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "data")
    work = Work(task="retire", crossing="pasvik-river-drowning-2005")
    work.rows["retired/row"] = {"reason": "A mistake of ours.", "retired": "2026-11-26"}
    rows = desk_rows.rows_of(work, shipped, "2026-11-26")
    tried = trial(folder, desk_rows.change_of(rows, "why", ""))
    assert tried.problems == []
    assert work.crossing not in tried.dataset.crossing_ids


def test_rows_are_found_by_any_of_their_words(shipped):
    found = desk_search.search(shipped, "crossings", "DROWNED pasvik")
    assert "pasvik-river-drowning-2005" in found
    assert desk_search.search(shipped, "crossings", "nobody wrote this") == {}
    for table in ("articles", "excerpts", "figures", "context", "disputes", "places"):
        assert desk_search.search(shipped, table, "")


# ---- the article ----------------------------------------------------------------------------------------------

TEXT = "A headline\n\nFive men <b>crossed</b> at Pasvik in May.\n\nNothing of it here.\nNor here.\nNor there."


def _mention(sort, words):
    begin = TEXT.index(words)
    return Mention(sort, begin, begin + len(words), words, "")


def test_marks_cut_the_article_without_losing_a_letter_and_what_is_not_of_the_border_is_folded():
    begin = TEXT.index("Five")
    passage = Passage(begin, TEXT.index(" in May"), "Five men <b>crossed</b> at Pasvik")
    overlapping = _mention("act", "crossed</b> at Pasvik")
    mentions = (
        _mention("people", "Five men"),
        overlapping,
        _mention("place", "Pasvik"),
        _mention("date", "May"),
    )
    blocks = list(desk_article.blocks_of(TEXT, mentions, (passage,)))
    said = ["".join(piece.text for piece in line) for block in blocks for line in block.paragraphs]
    assert said == [line for line in TEXT.split("\n") if line]
    assert [block.folded for block in blocks] == [False, False, True]
    marked = [
        (piece.text, piece.sort, piece.within) for piece in blocks[1].paragraphs[0] if piece.sort
    ]
    assert marked == [
        ("Five men", "people", True), ("crossed</b> at Pasvik", "act", True), ("May", "date", False),
    ]  # fmt: skip


def test_of_a_long_article_the_rest_is_left_out_and_said():
    text = "It crossed here.\n" + "\n".join(["word " * 2000] * 20)
    blocks = list(desk_article.blocks_of(text, (), (Passage(0, 16, text[:16]),)))
    shown = sum(len(piece.text) for line in blocks[1].paragraphs for piece in line)
    assert shown < 1.5 * desk_article.MOST_FOLDED
    assert blocks[1].left_out == len(text) - 17 - 19 - shown


def test_a_pasted_page_is_read_as_a_page_and_a_text_as_a_text():
    text = desk_article.read_in(b"A headline\n\nFirst line.\r\nSecond.", "", html=False)
    assert text.title == "A headline"
    assert "\r" not in text.text
    assert desk_article.headline_of("One line only.") == ""
    assert desk_article.headline_of("It is a sentence.\n\nAnother.") == ""


def test_the_outlet_of_a_known_host_is_called_as_the_data_call_it(shipped):
    assert desk_article.outlet_of("https://www.nrk.no/some/page", shipped) == "NRK"
    assert desk_article.outlet_of("https://fjord.example/page", shipped) == "fjord.example"
    assert desk_article.outlet_of("", shipped) == ""


# ---- quotes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "He came. He went.", ["He came.", "He went."]),
        ("en", "“He came.” Then he went!", ["“He came.”", "Then he went!"]),
        ("ru", "Он пришёл. «Ушёл», сказали они.", ["Он пришёл.", "«Ушёл», сказали они."]),
        ("nb", "Kl. 9 kom han. – Ja.", ["Kl. 9 kom han.", "– Ja."]),
        ("en", "One line\nand another", ["One line", "and another"]),
    ],
)
def test_a_long_passage_is_offered_sentence_by_sentence(language, text, sentences):
    assert desk_quotes.sentences(text, language) == sentences
    assert all(sentence in text for sentence in sentences)


def test_a_quote_supports_what_was_recognised_in_it():
    mentions = (
        _mention("people", "Five men"),
        _mention("place", "Pasvik"),
        _mention("date", "May"),
    )
    passage = Passage(0, 10, TEXT, mentions)
    assert desk_quotes.supported(passage, "Five men <b>crossed</b> at Pasvik") == "where;how_many"
    assert desk_quotes.supported(passage, "crossed") == ""


def test_a_quote_that_is_not_in_the_article_is_a_problem():
    work = _telling(
        **{
            "excerpts/quote-1": {"text": "The man swam"},
            "excerpts/quote-2": {"text": "waded the river"},
        }
    )
    article = "The man\nwaded  the\u00ad river on Friday."
    assert list(desk_quotes.asked_for(work, article)) == [("excerpts/quote-1", "text")]


# ---- small things --------------------------------------------------------------------------------------------------


def test_a_cell_holds_no_stray_spaces_nor_what_nobody_sees():
    assert as_cell("  two\n words\u00ad\u200b ") == "two words"
    assert as_cell(["where", "when"]) == "where;when"
    assert as_cell(True) == "true"
    assert as_cell(None) == ""


def test_words_are_marked_within_their_passage():
    assert pieces("at Pasvik", "Men at Pasvik.") == [
        ("Men ", False),
        ("at Pasvik", True),
        (".", False),
    ]
    assert pieces("", "Men.") == [("Men.", False)]
    assert desk_form.around("five", "one two three four five six") == "one two three four five six"
    long = desk_form.around("x", "a b c d e f x g h i j k l")
    assert long.startswith("… ")
    assert long.endswith(" …")
    assert desk_form.around("", "whole") == "whole"


def test_a_line_that_replaces_another_marks_what_differs():
    lines = [(" ", "same"), ("-", "id,one man,2"), ("+", "id,two men,2"), ("+", "new")]
    found = list(desk_review.marked(lines))
    assert [sign for sign, _ in found] == [" ", "-", "+", "+"]
    assert [words for words, differs in found[1][1] if differs] == ["one", "man"]
    assert "".join(words for words, _ in found[2][1]) == "id,two men,2"
    assert found[3][1] == [("new", False)]


def test_a_draft_gives_back_the_work_that_it_was_made_from():
    work = _telling(**{"excerpts/summary": {"text": "Ж"}})
    work.said["crossings.start"] = ["Friday", "on Friday"]
    back = desk_work.from_json(desk_work.as_json(work) | {"unknown": 1})
    assert desk_work.fingerprint(back) == desk_work.fingerprint(work)
    assert not back.empty
    assert Work().empty


def test_a_document_is_known_by_its_address_as_it_was_corrected_and_to_the_letter(shipped):
    articles = shipped.articles.copy()
    articles.loc[0, "url"] = "https://video.example/AbC?v=dEf"
    dataset = replace(shipped, articles=articles)
    work = Work({"url": "https://video.example/AbC?v=dEf"})
    first = articles.loc[0, "article_id"]
    for said, known in {
        "https://Video.Example/AbC?v=dEf": first,
        "http://www.VIDEO.example/AbC?v=dEf#t=1": first,
        "https://video.example/aBc?v=dEf": "",
        "https://video.example/AbC?v=DeF": "",
        "": "",
    }.items():
        work.put("articles", "url", said)
        assert desk_rows.known_article(work, dataset) == known


def test_words_of_a_document_of_which_no_copy_is_kept_do_not_count_as_checked(shipped):
    work = _telling(**{"excerpts/summary": {"text": "It says so."}})
    work.put("articles", "url", shipped.articles.iloc[0]["url"])
    made = _made(work, shipped, capturing=True)
    assert list(made) == ["excerpts/summary"]
    assert not {"checked", "seen"} & set(made["excerpts/summary"].values)


def test_a_new_report_of_another_border_passes_its_own_checks(other):
    kind, status = (
        next(iter(other.labels(*at))) for at in (("articles", "kind"), ("crossings", "status"))
    )
    report = desk_rows.present(other, "crossings", other.crossings.iloc[0]["crossing_id"])
    alike = ("place_id", "start", "end", "direction", "kind", "headline", "summary")
    work = Work({"text": "x"}, task="report", rows={"articles": {**PAGE, "kind": kind}})
    work.rows["crossings"] = {name: report[name] for name in alike} | {
        "status": status, "confirmed_by": "the guard", "location_precision": "unknown",
    }  # fmt: skip
    work.rows["excerpts/summary"] = {"text": "It says so.", "supports": "when;where"}
    rows = desk_rows.rows_of(work, other, "2026-11-26")
    assert trial(OTHER, desk_rows.change_of(rows, "Новое", "")).problems == []


def test_a_problem_of_several_cells_stands_at_each_and_counts_once(shipped):
    rows = [desk_rows.Row("crossings/row", RowChange("crossings", REPORT, {}))]
    both, other = "are the wrong way round", "is wrong elsewhere"
    touched = {("crossings", REPORT, name): [both] for name in ("latitude", "longitude")}
    problems = [Problem("crossings.csv", 3, "latitude, longitude", both), Problem("x.csv", 1, "latitude", other)]  # fmt: skip
    found = desk_problems.found(shipped, Trial(problems, touched=touched), rows, {})
    assert found.of("crossings/row", "latitude") == found.of("crossings/row", "longitude") == [both]
    assert found.listed(shipped) == [("Latitude, Longitude", both), ("", f"x.csv row 1, latitude: {other}")]  # fmt: skip


def test_what_stands_at_no_cell_and_why_nothing_was_saved_is_said_in_the_language_of_the_editor(
    shipped,
):
    wrong = Problem("x.csv", 1, "latitude", BLANK)
    found = desk_problems.found(shipped, Trial([wrong]), [], {})
    work = _telling(**{"excerpts/quote-1": {"text": "waded the river"}})
    asked = desk_quotes.asked_for(work, "The man swam.")
    listed = [*found.listed(shipped), ("", asked["excerpts/quote-1", "text"][0])]
    with speaking_language("nb"):
        shown = render("desk_left.html", problems=listed)
        why = desk_saving._in_words(DataError([wrong, Problem("x.csv", None, "", "is odd")]))
    assert "<span>x.csv rad 1, latitude: er tomt, men må fylles ut</span>" in shown
    assert "<span>disse ordene står ikke i artikkelen</span>" in shown
    assert why == "x.csv rad 1, latitude: er tomt, men må fylles ut\nx.csv: is odd"


def test_an_excerpt_that_goes_is_not_said_to_move_with_the_others(shipped):
    work = Work(task="retire", crossing="pasvik-swimmer-2012")
    work.rows["retired/row"] = {"reason": "The same.", "moved_to": "jarfjord-central-asian-2005"}
    counts = desk_rows.fates(desk_rows.rows_of(work, shipped, ""))
    said = render("desk_retire.html", crossing_id=work.crossing, moved="jarfjord", counts=counts)
    assert "Its excerpts (1) and rival values (2) move there." in said
    assert "1 excerpt is taken out: its article tells of the other report already." in said
    work.put("retired/row", "moved_to", "")
    counts = desk_rows.fates(desk_rows.rows_of(work, shipped, ""))
    said = render("desk_retire.html", crossing_id=work.crossing, moved="", counts=counts)
    assert "Its excerpts (2) and rival values (2) are taken out with it" in said
    assert "already" not in said


@pytest.mark.parametrize(
    ("codes", "words"),
    [(matching.WHY, desk_words.WHY), (reader.NOTHING, desk_words.NOTHING)],
    ids=["why", "nothing"],
)
def test_every_reason_that_reading_gives_has_its_words(codes, words):
    assert tuple(words) == tuple(codes)


@pytest.mark.parametrize(
    "typed", ["2026-11-25-", "2026-11-25-27", "---", "2026-13", "soon", "9" * 20, "9" * 5000, ""]
)
def test_a_day_that_is_none_stands_as_it_was_typed(typed):
    assert desk_words.day("2026-11-25") == "25 November 2026"
    assert desk_words.day(typed) == typed


@pytest.mark.parametrize(("place", "mode"), [("captures", ""), ("..", ""), ("../kept", "local")])
def test_copies_within_the_data_leave_the_desk_off_from_the_start(
    copied, monkeypatch, caplog, place, mode
):
    monkeypatch.setattr(desk_trial, "folder", lambda: copied)
    monkeypatch.setattr(door, "_asked", lambda: "local")
    monkeypatch.setattr(door, "_off", threading.Event())
    monkeypatch.setenv("CROSSINGS_CAPTURES", str(copied / place))
    desk_door.prepare()
    assert door.mode() == mode
    assert [str(copied / place) in said for said in caplog.messages] == [True] * (not mode)


def test_an_editor_who_is_refused_a_copy_is_told_no_folder(copied, monkeypatch):
    monkeypatch.setenv("CROSSINGS_CAPTURES", str(copied / "captures"))
    with pytest.raises(DataError, match="lies within the data") as refused:
        desk_captures.keep(b"x", ".txt", copied)
    assert str(copied) not in str(refused.value)
