"""The page of the desk without a browser: the whole way on a copy of the data, and what stands in it."""

import csv
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from geodata.editing import changes, drafts, saving
from geodata.editing.change import Change, RowChange
from geodata.model.dataset import load
from geodata.model.schema import FOLDER, DataError, Problem
from geodata.panels import (
    desk_door,
    desk_drafts,
    desk_field,
    desk_proposals,
    desk_rows,
    desk_trial,
    desk_work,
)
from geodata.web import desk_door as door
from tests import desk_articles

REPORT = "grense-jakobselv-soldier-2025-08-22"


def _script():
    from geodata.model.address import Choice
    from geodata.panels import desk, desk_trial
    from geodata.panels.view import View

    desk.draw(View(desk_trial.current_data(), Choice(), "desk"))


@pytest.fixture
def desk(copied, monkeypatch):
    """The page of the desk on a copy of the data."""
    monkeypatch.delenv("CROSSINGS_CAPTURES", raising=False)
    monkeypatch.setattr(desk_trial, "folder", lambda: copied)
    loaded = {}

    def current():
        state = desk_trial.state()
        if state not in loaded:
            loaded[state] = load(copied)
        return loaded[state]

    monkeypatch.setattr(desk_trial, "current_data", current)
    monkeypatch.setattr(desk_door, "editor", lambda: "Kari")
    monkeypatch.setattr(door, "mode", lambda: "local")
    return _opened()


def _opened():
    app = AppTest.from_function(_script, default_timeout=120).run()
    assert not app.exception
    return app


def _text(app):
    return " ".join(str(element.proto.body) for element in app.get("html"))


def _keyed(elements, end):
    return next(each for each in elements if re.search(rf"{re.escape(end)}(-\d+)?$", str(each.key)))


def _press(app, label):
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def _read(app, text, url="https://fjord.example/page", published=""):
    _keyed(app.text_input, "-url").set_value(url)
    _keyed(app.text_area, "-text").set_value(text)
    _press(app, "Read the article")
    if published:
        _keyed(app.text_input, "-articles-published").set_value(published).run()
        assert not app.exception
    return app


def _pill(app, end, value):
    pills = _keyed(app.get("button_group"), end)
    pills.set_value(value)
    app.run()
    assert not app.exception


def _ready(app):
    """Another telling of the crossing of August 2025, filled in up to where it can be saved."""
    app = _read(app, desk_articles.TELLING, published="2025-08-24")
    next(b for b in app.button if b.label.startswith("Add as article")).click()
    app.run()
    _press(app, "Quote")
    _pill(app, "-articles-kind", "reporting")
    return app


def _rows(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _save_as_ola(folder, report, headline):
    change = Change((RowChange("crossings", report, {"headline": headline}),), "Ola", "Ola")
    saving.save(folder, change, desk_trial.state())


def test_another_telling_of_a_known_crossing_goes_from_paste_to_its_rows(desk, copied):
    app = _read(desk, desk_articles.TELLING, published="2025-08-24")
    assert "Already told by" in _text(app)
    assert (
        next(b for b in app.button if b.label.startswith("Add as article")).proto.type == "primary"
    )
    next(b for b in app.button if b.label.startswith("Add as article")).click()
    app.run()
    assert "2 things are left" in _text(app)  # its words, and what sort of document it is
    _press(app, "Quote")
    _pill(app, "-articles-kind", "reporting")
    text = _text(app)
    assert "Nothing is left" in text
    assert "excerpts.csv" in text
    _press(app, "Save")
    assert "Saved." in _text(app)
    article = next(
        row for row in _rows(copied, "articles") if row["url"] == "https://fjord.example/page"
    )
    assert article["published"] == "2025-08-24"
    assert article["language"] == "en"
    told = [row for row in _rows(copied, "excerpts") if row["article_id"] == article["article_id"]]
    assert [(row["crossing_id"], row["form"]) for row in told] == [(REPORT, "quote")]
    assert told[0]["text"] in desk_articles.TELLING
    assert told[0]["checked"] == ""  # no copy of the page was kept
    assert saving.history(copied)[0].editor == "Kari"
    assert drafts.drafts(copied) == []
    _press(app, "Undo")
    assert "Taken back" in _text(app)
    for table in ("articles", "excerpts"):
        assert (copied / f"{table}.csv").read_bytes() == (FOLDER / f"{table}.csv").read_bytes()


def test_a_new_report_is_filled_with_what_the_article_says_and_nothing_else(desk):
    app = _read(desk, desk_articles.NEW, published="2024-03-04")
    _press(app, "Add as a new report")
    assert _keyed(app.text_input, "-crossings-start").value == "2024-03-03"
    assert _keyed(app.text_input, "-crossings-people_best").value == "2"
    assert _keyed(app.text_area, "-crossings-summary").value == ""
    assert _keyed(app.text_input, "-crossings-headline").value == ""
    assert "<mark>Two men</mark>" in _text(app) or "<mark>two men</mark>" in _text(app).lower()
    assert next(b for b in app.button if b.label == "Save").disabled


def test_the_event_that_is_taken_up_is_the_one_that_was_shown(desk, monkeypatch):
    app = _read(desk, desk_articles.NEW, published="2024-03-04")
    # Data that changed between the two may let fewer events, or others, be proposed.
    monkeypatch.setattr(desk_proposals, "_proposed", lambda *_asked: [])
    _press(app, "Add as a new report")
    assert _keyed(app.text_input, "-crossings-start").value == "2024-03-03"


def test_where_nothing_is_proposed_the_desk_says_why_and_lets_the_editor_begin(desk):
    app = _read(desk, desk_articles.NOTHING)
    assert not [b for b in app.button if b.label.startswith("Add as")]
    assert "desk-nothing" in _text(app)
    _press(app, "Begin a new report from nothing")
    assert "What will change" in _text(app)


def test_a_document_that_the_data_have_is_known_by_its_address(desk, shipped):
    known = shipped.articles.iloc[3]
    app = _read(desk, desk_articles.TELLING, url=known["url"])
    assert f"already among the documents: {known['article_id']}" in _text(app)
    _keyed(app.text_input, "-articles-url").set_value("https://fjord.example/another").run()
    assert not app.exception
    assert "already among the documents" not in _text(app)
    assert _keyed(app.text_input, "-articles-title")


def test_the_text_of_an_article_is_never_markup(desk):
    app = _read(desk, desk_articles.HOSTILE, url="https://fjord.example/<script>")
    text = _text(app)
    assert "<script>" not in text
    assert "<img" not in text
    assert "&lt;b&gt;" in text
    assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize("text", [desk_articles.CYRILLIC, desk_articles.SAMI, desk_articles.ARABIC])
def test_texts_in_other_scripts_are_shown_whole(desk, text):
    app = _read(desk, text)
    first = text.split()[0]
    assert first in _text(app)
    _press(app, "Begin a new report from nothing")


def test_a_save_upon_what_others_changed_meanwhile_is_shown_and_goes_on_top(desk, copied):
    app = _ready(desk)
    other = Change(
        (RowChange("crossings", "pasvik-river-drowning-2005", {"headline": "Ola was here"}),), "Ola"
    )
    saving.save(copied, other, desk_trial.state())
    _press(app, "Save")
    text = _text(app)
    assert "Ola was here" in text.replace("</mark>", "").replace("<mark>", "")
    assert "Saved." not in text
    _press(app, "Save mine on top")
    assert "Saved." in _text(app)
    assert [each.reason for each in saving.history(copied)][1] == "Ola"


def test_what_was_typed_after_the_warning_goes_on_top_too(desk, copied):
    app = _ready(desk)
    _save_as_ola(copied, "pasvik-river-drowning-2005", "Ola was here")
    _press(app, "Save")
    _keyed(app.text_area, "-excerpts/summary-text").set_value("Tells of a drone.").run()
    _press(app, "Save mine on top")
    assert "Saved." in _text(app)
    assert "Tells of a drone." in (copied / "excerpts.csv").read_text(encoding="utf-8")


def test_what_cannot_be_saved_cannot_be_saved_on_top_either(desk, copied):
    app = _ready(desk)
    _save_as_ola(copied, "pasvik-river-drowning-2005", "Ola was here")
    _press(app, "Save")
    _keyed(app.text_input, "-articles-published").set_value("soon").run()
    assert next(b for b in app.button if b.label == "Save mine on top").disabled


def test_a_disk_that_is_full_loses_nothing_of_what_was_typed(desk, copied, monkeypatch):
    app = _ready(desk)

    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "save", full)
    _press(app, "Save")
    assert "No space left on device" in _text(app)
    assert _keyed(app.text_area, "-excerpts/quote-1-text").value in desk_articles.TELLING


def test_what_was_typed_as_save_was_pressed_is_shown_before_it_is_saved(desk, copied):
    app = _ready(desk)
    _keyed(app.text_area, "-excerpts/summary-text").set_value("Tells of a drone.")
    _press(app, "Save")
    assert saving.history(copied) == []
    assert "Look at it once more" in _text(app)
    assert "Tells of a drone." in _text(app)
    _press(app, "Save")
    assert "Tells of a drone." in (copied / "excerpts.csv").read_text(encoding="utf-8")


def _take_out(folder, report):
    rows = changes.retired(load(folder), report, "The same event.", "", day="2026-11-26").rows
    saving.save(folder, Change(rows, "Out", "Ola"), desk_trial.state())


@pytest.mark.parametrize(
    "begun",
    [
        {"task": "telling", "crossing": REPORT, "document": {"text": desk_articles.TELLING}},
        {"task": "rival", "crossing": REPORT, "rows": {"disputes/rival": {"value": "7"}}},
        {"task": "retire", "crossing": REPORT},
        {"task": "confirm", "crossing": REPORT, "table": "crossings", "key": REPORT},
        {"task": "correct", "table": "crossings", "key": REPORT, "asked": ["headline"],
         "rows": {"crossings/row": {"headline": "Mine"}}},
    ],
    ids=lambda begun: begun["task"],
)  # fmt: skip
def test_a_report_that_others_took_out_is_said_to_be_gone_and_the_way_back_stays(
    desk, copied, begun
):
    drafts.keep(copied, drafts.Draft({"own": ["reason"], **begun}, "Kari"))
    _take_out(copied, REPORT)
    app = _opened()
    _press(app, "Open")
    assert f"{REPORT} is not among the data any more" in _text(app)
    assert not [button for button in app.button if button.label == "Save" and not button.disabled]
    if begun["task"] == "telling":
        _press(app, "Pick another")
    else:
        _pill(app, "-task", "retire" if begun["task"] == "rival" else "rival")
    assert "is not among the data any more" not in _text(app)


def _leave(app, how):
    if how == "part":
        _keyed(app.get("button_group"), "desk-part").set_value("there")
        app.run()
    else:
        _press(app, how)


@pytest.mark.parametrize("how", ["part", "Pick another", "Read another article"])
def test_what_was_typed_just_before_turning_to_something_else_is_in_a_draft(desk, copied, how):
    app = _read(desk, desk_articles.NEW, published="2024-03-04")
    _press(app, "Add as a new report")
    _keyed(app.text_input, "-crossings-headline").set_value("Two men swam")
    _keyed(app.text_input, "-reason").set_value("They swam")
    _leave(app, how)
    app.run()
    kept = [each.content for each in drafts.drafts(copied)]
    assert "Two men swam" in [each["rows"].get("crossings", {}).get("headline") for each in kept]
    assert "They swam" in [each["reason"] for each in kept]


def test_what_was_pasted_but_not_read_yet_is_there_after_another_part_and_in_a_draft(desk):
    _keyed(desk.text_input, "-url").set_value("https://fjord.example/page")
    _keyed(desk.text_area, "-text").set_value("A headline\n\nTwo lines\nof an article")
    for part in ("there", "article"):
        _keyed(desk.get("button_group"), "desk-part").set_value(part)
        desk.run()
        assert not desk.exception
    other = _opened()
    _press(other, "Open")
    for app in (desk, other):
        assert _keyed(app.text_input, "-url").value == "https://fjord.example/page"
        assert _keyed(app.text_area, "-text").value == "A headline\n\nTwo lines\nof an article"


def test_a_draft_is_there_again_in_another_session(desk, copied):
    app = _read(desk, desk_articles.NEW, published="2024-03-04")
    _press(app, "Add as a new report")
    _keyed(app.text_input, "-crossings-headline").set_value("Two men swam").run()
    other = _opened()
    assert "Two men swam across the river in Pasvik" in _text(other)
    _press(other, "Open")
    assert _keyed(other.text_input, "-crossings-headline").value == "Two men swam"
    assert _keyed(other.text_input, "-crossings-start").value == "2024-03-03"


def test_a_draft_that_cannot_be_kept_is_said_until_it_is(desk, copied, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    app = _read(desk, desk_articles.NEW, published="2024-03-04")
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "keep", full)
        _keyed(app.text_input, "-articles-outlet").set_value("The Fjord Times").run()
        for _run in range(2):
            assert _text(app).count("No draft can be kept: No space left on device") == 1
            app.run()
    app.run()
    assert "No draft can be kept" not in _text(app)
    assert drafts.drafts(copied)[0].content["rows"]["articles"]["outlet"] == "The Fjord Times"


def test_the_draft_of_another_editor_can_be_opened_but_not_dropped(desk, copied):
    theirs = drafts.keep(copied, drafts.Draft({"reason": "Mine", "own": ["reason"]}, "Ola")).id
    app = _opened()
    assert [b.label for b in app.button if theirs in str(b.key)] == ["Open"]
    desk_drafts.drop(theirs)
    assert [each.id for each in drafts.drafts(copied)] == [theirs]


def test_no_draft_is_opened_or_dropped_for_a_reader_who_was_shut_out(desk, copied, monkeypatch):
    kept = drafts.keep(copied, drafts.Draft({"reason": "Mine", "own": ["reason"]}, "Kari")).id
    monkeypatch.setattr(desk_door, "editor", _nobody)
    for act in (desk_drafts.drop, desk_drafts.reopen):
        with pytest.raises(PermissionError):
            act(kept)
    assert [each.id for each in drafts.drafts(copied)] == [kept]


def _nobody():
    raise PermissionError


def test_two_tabs_with_the_same_draft_keep_both_of_what_was_typed(desk, copied):
    app = _read(desk, desk_articles.NEW, published="2024-03-04")
    other = _opened()
    _press(other, "Open")
    _keyed(app.text_input, "-articles-outlet").set_value("Here").run()
    _keyed(other.text_input, "-articles-outlet").set_value("There").run()
    kept = [each.content["rows"]["articles"]["outlet"] for each in drafts.drafts(copied)]
    assert sorted(kept) == ["Here", "There"]


@pytest.mark.parametrize(
    "held",
    [
        {"document": {"text": "A man.", "byline": "Kari"}, "task": "retire"},
        {"task": "telling", "crossing": REPORT},
        {"task": "merge"},
        {"task": "correct", "table": "weather", "key": "rain"},
        {"task": "correct", "table": "crossings", "key": REPORT, "asked": ["mood"]},
    ],
)
def test_a_draft_of_another_version_opens_with_what_is_known_of_it(desk, copied, held):
    drafts.keep(copied, drafts.Draft({"own": ["reason"], **held}, "Kari"))
    _press(_opened(), "Open")


def test_a_draft_that_cannot_be_read_stands_in_the_queue_and_can_be_dropped(desk, copied):
    kept = drafts.keep(copied, drafts.Draft({"rows": 7}, "Kari")).id
    (copied / ".desk" / "drafts" / "0123456789abcdef.json").write_text("{")
    app = _opened()
    _press(app, "Open")  # what it holds is no work of the desk
    app = _opened()
    while [b for b in app.button if b.label == "Drop"]:
        _press(app, "Drop")
    assert kept not in [each.id for each in drafts.drafts(copied)]
    assert drafts.drafts(copied) == []


def test_a_draft_that_was_dropped_can_be_brought_back(desk, copied):
    kept = drafts.keep(copied, drafts.Draft({"reason": "Mine", "own": ["reason"]}, "Kari"))
    app = _opened()
    _press(app, "Drop")
    assert drafts.drafts(copied) == []
    _press(app, "Bring it back")
    assert drafts.drafts(copied) == [kept]
    assert "Bring it back" not in [each.label for each in app.button]


def test_the_page_itself_stands_in_no_draft_and_outlives_a_restart(
    desk, copied, monkeypatch, tmp_path
):
    monkeypatch.setenv("CROSSINGS_CAPTURES", str(tmp_path / "captures"))
    page = f"<html><title>A page</title><p>{desk_articles.NEW}</p></html>"
    _read(desk, page)
    [draft] = drafts.drafts(copied)
    assert "<p>" not in json.dumps(draft.content)
    assert desk_rows.copied(desk_work.from_json(draft.content)) == (page.encode(), ".html")


def test_a_copy_is_kept_where_the_operator_names_a_folder(desk, copied, monkeypatch, tmp_path):
    monkeypatch.setenv("CROSSINGS_CAPTURES", str(tmp_path / "captures"))
    app = _ready(_opened())
    assert not (tmp_path / "captures").exists()  # nothing is kept before it is saved
    _press(app, "Save")
    article = next(
        row for row in _rows(copied, "articles") if row["url"] == "https://fjord.example/page"
    )
    [kept] = (tmp_path / "captures").iterdir()
    assert kept.stem == article["sha256"]
    assert kept.read_text(encoding="utf-8") == desk_articles.TELLING


# ---- what is there ---------------------------------------------------------------------------------------


def _there(app, task):
    _keyed(app.get("button_group"), "desk-part").set_value("there")
    app.run()
    _pill(app, "-task", task)
    return app


def _choose(app, end, value):
    _keyed(app.selectbox, end).set_value(value).run()
    assert not app.exception


def test_a_field_is_corrected_with_its_reason(desk, copied):
    app = _there(desk, "correct")
    _pill(app, "-table", "crossings")
    _choose(app, "-row-crossings", "pasvik-river-drowning-2005")
    _pill(app, "-fields-pasvik-river-drowning-2005", ["headline"])
    assert "Man found drowned in the Pasvik river" in _text(app)
    _keyed(app.text_input, "-crossings/row-headline").set_value(
        "Man drowned in the Pasvik river"
    ).run()
    _keyed(app.text_input, "-reason").set_value("Shorter").run()
    _press(app, "Save")
    row = next(
        r for r in _rows(copied, "crossings") if r["crossing_id"] == "pasvik-river-drowning-2005"
    )
    assert row["headline"] == "Man drowned in the Pasvik river"
    assert saving.history(copied)[0].reason == "Shorter"


def test_a_field_that_nobody_typed_in_is_left_as_others_make_it(desk, copied):
    app = _there(desk, "correct")
    _pill(app, "-table", "crossings")
    _choose(app, "-row-crossings", "pasvik-river-drowning-2005")
    _pill(app, "-fields-pasvik-river-drowning-2005", ["headline", "locality"])
    _keyed(app.text_input, "-crossings/row-locality").set_value("Pasvik river").run()
    _save_as_ola(copied, "pasvik-river-drowning-2005", "Ola was here")
    app.run()
    assert _keyed(app.text_input, "-crossings/row-headline").value == "Ola was here"
    _press(app, "Save")
    _press(app, "Go on with the data as they are now")
    _press(app, "Save")
    row = next(
        r for r in _rows(copied, "crossings") if r["crossing_id"] == "pasvik-river-drowning-2005"
    )
    assert (row["headline"], row["locality"]) == ("Ola was here", "Pasvik river")


def test_what_was_typed_for_one_row_stays_in_its_draft_and_never_lands_in_another(desk, copied):
    app = _there(desk, "correct")
    _pill(app, "-table", "crossings")
    _choose(app, "-row-crossings", "pasvik-river-drowning-2005")
    _pill(app, "-fields-pasvik-river-drowning-2005", ["headline"])
    _keyed(app.text_input, "-crossings/row-headline").set_value("A man").run()
    _keyed(app.text_input, "-reason").set_value("Of the river").run()
    _keyed(app.text_input, "-crossings/row-headline").set_value("A man in the river")
    _choose(app, "-row-crossings", "jarfjord-central-asian-2005")
    [draft] = drafts.drafts(copied)
    assert draft.content["key"] == "pasvik-river-drowning-2005"
    assert draft.content["rows"]["crossings/row"] == {"headline": "A man in the river"}
    assert draft.content["reason"] == "Of the river"
    _pill(app, "-fields-jarfjord-central-asian-2005", ["headline"])
    assert _keyed(app.text_input, "-crossings/row-headline").value != "A man in the river"
    _keyed(app.text_input, "-crossings/row-headline").set_value("A soldier").run()
    assert _keyed(app.text_input, "-reason").value.startswith("Corrected headline of jarfjord")
    assert len(drafts.drafts(copied)) == 2


def test_a_claim_is_confirmed_by_an_authority(desk, copied, shipped):
    claim = shipped.crossings.loc[shipped.crossings["status"] == "claimed", "crossing_id"].iloc[0]
    app = _there(desk, "confirm")
    _choose(app, "-report", claim)
    assert next(b for b in app.button if b.label == "Save").disabled  # nobody confirms it yet
    _keyed(app.text_input, "-crossings/row-confirmed_by").set_value("Finnmark police").run()
    _press(app, "Save")
    row = next(r for r in _rows(copied, "crossings") if r["crossing_id"] == claim)
    assert (row["status"], row["confirmed_by"]) == ("confirmed", "Finnmark police")


def test_a_report_is_retired_after_the_desk_has_said_what_becomes_of_its_address(desk, copied):
    app = _there(desk, "retire")
    _choose(app, "-report", "pasvik-river-drowning-2005")
    assert "/crossing/pasvik-river-drowning-2005" in _text(app)
    assert "it answers that the report is gone" in _text(app)
    _choose(app, "-moved_to", "jarfjord-central-asian-2005")
    assert "leads on to" in _text(app)
    _keyed(app.text_area, "-retired/row-reason").set_value("The same event.").run()
    _press(app, "Save")
    assert _rows(copied, "retired")[-1]["moved_to"] == "jarfjord-central-asian-2005"
    assert "pasvik-river-drowning-2005" not in {
        r["crossing_id"] for r in _rows(copied, "crossings")
    }


def test_a_question_of_the_data_is_never_markup(desk, copied):
    path = copied / "disputes.csv"
    asked = _rows(copied, "disputes")
    question = next(each["question"] for each in asked if each["crossing_id"] == REPORT)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(question, "**When** [here](https://x.example)"), encoding="utf-8")
    app = _there(desk, "rival")
    _choose(app, "-report", REPORT)
    options = " ".join(_keyed(app.radio, f"-question-{REPORT}").options)
    assert r"\*\*When\*\*" in options
    assert "`[here](https://x.example)`" in options  # shown as it is: no link


def test_a_refused_undo_shows_cells_as_they_are(desk, copied, monkeypatch):
    saved = saving.save(
        copied, Change((RowChange("crossings", REPORT, {"headline": "A"}),), "Why", "Kari"),
        desk_trial.state(),
    )  # fmt: skip

    def refuse(*_asked):
        raise DataError([Problem("crossings.csv", 2, "headline", "is '<b>**B**</b>' now")])

    monkeypatch.setattr(saving, "undo", refuse)
    app = _opened()
    _keyed(app.get("button_group"), "desk-part").set_value("saved")
    app.run()
    next(b for b in app.button if b.key == f"desk-undo-{saved.id}").click()
    app.run()
    assert "&lt;b&gt;**B**&lt;/b&gt;" in _text(app)
    assert not app.error


def test_a_rival_value_stands_beside_what_is_used(desk, copied, shipped):
    app = _there(desk, "rival")
    _choose(app, "-report", REPORT)
    key = f"-question-{REPORT}"
    _keyed(app.radio, key).set_value(
        shipped.disputes.loc[shipped.disputes["crossing_id"] == REPORT, "dispute_id"].iloc[0]
    ).run()
    _keyed(app.text_input, "-disputes/rival-value").set_value("20 August").run()
    _choose(app, "-disputes/rival-article_id", shipped.articles["article_id"].iloc[0])
    _keyed(app.text_input, "-disputes/rival-origin").set_value("A neighbour").run()
    _press(app, "Save")
    row = next(r for r in _rows(copied, "disputes") if r["value"] == "20 August")
    assert (row["used"], row["crossing_id"]) == ("false", REPORT)


def test_what_was_saved_is_listed_and_taken_back(desk, copied):
    change = Change(
        (RowChange("crossings", "pasvik-river-drowning-2005", {"headline": "Other"}),),
        "A try",
        "Ola",
    )
    saving.save(copied, change, desk_trial.state())
    app = _opened()
    _keyed(app.get("button_group"), "desk-part").set_value("saved")
    app.run()
    assert "A try" in _text(app)
    _press(app, "Undo")
    assert "taken back" in _text(app)
    assert saving.history(copied)[1].undone


def test_an_act_of_a_page_whose_reader_was_shut_out_changes_nothing(desk, copied, monkeypatch):
    app = _ready(desk)

    monkeypatch.setattr(desk_door, "editor", _nobody)
    next(b for b in app.button if b.label == "Save").click()
    app.run()
    assert (copied / "excerpts.csv").read_bytes() == (FOLDER / "excerpts.csv").read_bytes()


def test_where_it_is_not_known_what_others_changed_nothing_is_said_to_stand_below(desk, copied):
    app = _ready(desk)
    for path in (copied / ".desk" / "seen").glob("*.json"):
        path.unlink()
    (copied / "places.csv").write_bytes((copied / "places.csv").read_bytes() + b"\n")
    _press(app, "Save")
    (said,) = [each.value for each in app.warning if "Somebody else" in each.value]
    assert "cannot be shown" in said
    assert "below" not in said


@pytest.mark.parametrize("most", [2000, 0])
def test_a_report_is_picked_and_sent_on_where_they_are_too_many_to_list(desk, monkeypatch, most):
    monkeypatch.setattr(desk_field, "MOST_LISTED", most)
    app = _there(desk, "retire")
    asked = [each for each in app.text_input if str(each.key).endswith("-words")]
    assert bool(asked) == (most == 0)
    if asked:
        asked[0].set_value("DROWNED pasvik").run()
    _choose(app, "-report", "pasvik-river-drowning-2005")
    if asked:
        _keyed(app.text_input, "-moved_to-words").set_value("jarfjord").run()
    _choose(app, "-moved_to", "jarfjord-central-asian-2005")
    assert "leads on to" in _text(app)
    if asked:
        _keyed(app.text_input, "-moved_to-words").set_value("nobody wrote this").run()
    assert not app.exception
    assert "leads on to" in _text(app)  # what is picked stays
