"""The panels of the data, the about page and the take-away, without a browser."""

import json

import pytest
from lxml import html

from geodata.model.address import Choice
from geodata.model.filters import Filters
from geodata.model.markdown import plain
from geodata.panels import about, takeaway
from geodata.panels import data as data_panel
from geodata.panels.view import View
from geodata.web import server
from geodata.web.files import files
from tests.package import crossing, figure
from tests.test_pages import _app, _text


def _in_order_of(table, sorted_by, shown):
    return table.sort_values(sorted_by, kind="stable", na_position="last")[shown].tolist()


def test_the_crossings_sort_by_day_and_by_number(small):
    dataset = small(
        crossing("late", start="2023-01-13", end="2023-01-13", people_low=50, people_best=52, people_high=56),
        crossing("early", start="2003", end="2003", people_low="", people_best=6, people_high=""),
        crossing("middle", start="2012-08-01", end="2012-08-01", people_low="", people_best="", people_high=""),
        crossing("most", start="2015-08", end="2015-12", people_low="", people_best=5439, people_high=""),
    )  # fmt: skip
    table = data_panel.crossings_table(View(dataset, Choice()))
    assert table["First day"].dtype.kind == "M"
    assert _in_order_of(table, "First day", "ID") == ["early", "middle", "most", "late"]
    assert table["People, number"].dtype == "Int64"
    assert _in_order_of(table, "People, number", "ID") == ["early", "late", "most", "middle"]
    assert table["ID"].tolist() == ["late", "most", "middle", "early"]
    assert table["When"].tolist()[0] == "13 January 2023"
    assert table["People"].tolist()[0] == "52 people (50 to 56 people)"


def test_the_figures_sort_by_day_and_by_number(small):
    dataset = small(
        crossing("x"),
        figures=[
            figure("a", start="2015-10", end="2015-10", best=40, basis="forecast"),
            figure("b", start="1991", end="1991", best=7323),
            figure("c", start="", end="2003", best=378),
            figure("d", start="", end="", best=5, preferred="false"),
        ],
    )
    table = data_panel.figures_table(View(dataset, Choice()), dataset.figures)
    assert table["First day"].dtype.kind == "M"
    assert table["First day"].dt.strftime("%Y-%m-%d").tolist()[:3] == ["2015-10-01", "1991-01-01", "2003-01-01"]  # fmt: skip
    assert table["First day"].isna().tolist() == [False, False, False, True]
    assert table["Number alone"].dtype == "Int64"
    assert table["Number alone"].tolist() == [40, 7323, 378, 5]
    assert all("," not in str(number) for number in table["Number alone"])


def test_an_empty_selection_keeps_the_types(small):
    dataset = small(crossing("x"))
    nothing = View(dataset, Choice(Filters(text="nobody wrote this")))
    assert data_panel.crossings_table(nothing)["First day"].dtype.kind == "M"


def test_the_data_page_lists_every_file_with_its_address():
    text = _text(_app(page="data"))
    links = html.fromstring(f"<div>{text}</div>").xpath("//ul[@class='documents']//a/code/text()")
    assert links == [f"data/{file.name}" for file in files(server.LIVE.folder) if file.words]
    assert "data/places.csv" in links


TITLE = 'Borders, "quoted" & <b>bold</b>'
ADDRESS = 'https://x.test/?q="><script>&years=2015'


@pytest.mark.parametrize(("framed_by", "offered"), [("", False), ("https://news.example", True)])
def test_an_embed_code_is_offered_only_where_it_works(monkeypatch, framed_by, offered):
    monkeypatch.setattr(server, "FRAMED_BY", framed_by)
    app = _app()
    app.session_state["takeaway"] = True
    app.run()
    assert not app.exception
    assert any("<iframe" in code.value for code in app.code) == offered
    assert any("whoever runs this" in note.value for note in app.caption) == (not offered)


def test_an_embed_code_holds_the_view_and_nothing_that_a_reader_slipped_in():
    [frame] = html.fromstring(f"<div>{takeaway.embed_code(ADDRESS, TITLE)}</div>")
    assert (frame.tag, frame.get("title")) == ("iframe", TITLE)
    assert frame.get("src") == f"{ADDRESS}&embed=true"
    assert takeaway.embed_code("https://x.test/", TITLE).count("?embed=true") == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Title\nBody", "Body"),
        ("Body\nmore", "Body\nmore"),
        ("#hashtag first\nmore", "#hashtag first\nmore"),
        ("## Part\nmore", "## Part\nmore"),
        ("# Title", ""),
        ("", ""),
    ],
)
def test_only_a_title_is_left_out_of_the_readme(text, shown):
    assert about.without_title(text) == shown


def test_the_about_page_shows_the_texts_of_the_data_on_screen(copied, monkeypatch):
    (copied / "README.md").write_bytes("First line stays, Kirkenes søk".encode("latin-1"))
    (copied / "CHANGELOG.md").unlink()
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(copied, look_every=0, patience=60))
    app = _app(page="about")
    assert not app.exception
    assert app.markdown[0].value == "First line stays, Kirkenes s\ufffdk"
    assert not any("What changed" in text.value for text in app.markdown)


def test_a_label_of_the_codebook_is_shown_to_the_letter_on_every_choice(copied, monkeypatch):
    evil = "*Bold* ![x](https://elsewhere.example/x.png) :red[all]"
    schema = json.loads((copied / "datapackage.json").read_text(encoding="utf-8"))
    [crossings] = [each for each in schema["resources"] if each["name"] == "crossings"]
    [status] = [each for each in crossings["schema"]["fields"] if each["name"] == "status"]
    status["categories"][0]["label"] = evil
    (copied / "datapackage.json").write_text(json.dumps(schema), encoding="utf-8")
    monkeypatch.setattr(server, "LIVE", server.LiveDataset(copied, look_every=0, patience=60))
    app = _app({"status": status["categories"][0]["value"]})
    assert not app.exception
    shown = [option.content for group in app.get("button_group") for option in group.proto.options]
    shown += [button.label for button in app.button]
    marked = [text for text in shown if "elsewhere.example" in text]
    assert len(marked) == 2  # the choice, and the chip of what is chosen
    assert all(text.startswith(plain(evil)) for text in marked)
