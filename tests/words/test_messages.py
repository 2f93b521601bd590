"""Every sentence for readers is a message: said in another language, none of it stays English."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from lxml import html
from markupsafe import Markup

from geodata.model import series
from geodata.model.address import Choice
from geodata.model.filters import Filters
from geodata.model.summary import positions_of, totals
from geodata.model.translatable import COLUMNS, DESCRIPTION, texts_of
from geodata.model.translated import in_language
from geodata.panels.timeline import figure_html
from geodata.web.crossing_page import crossing_html
from geodata.web.paper import paper_html
from geodata.web.plain_page import frame
from geodata.web.retired_page import retired_html
from geodata.web.snapshot import snapshot_html
from geodata.words import citation, coverage, language, ledger, story, style
from geodata.words.byline import byline
from geodata.words.card import card_html
from geodata.words.disagreement import disputes_html, rival_values
from geodata.words.figures import worded
from geodata.words.retired import list_html, notice_html
from geodata.words.selection import describe, list_name
from geodata.words.templates import FOLDER, records, render
from tests.conftest import ROOT
from tests.package import article, crossing, excerpt, retired

# Its own dates, numbers and names of languages have no Latin letter, so each that is seen is ours.
CODE = "el"
PARTS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}  # fmt: skip
# What stays as it was published, and what is no language: names, codes, addresses, drawings.
AS_PUBLISHED = "//*[@lang!='{}' or self::bdi or self::code or self::style or self::script or self::svg or self::title]"
DAY = date(2026, 1, 2)


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory):
    """A folder with a language in which each message is itself in brackets."""
    catalog = Catalog(locale=CODE)
    methods = [("words/templates/**.html", "jinja2"), ("**.py", "python")]
    options = {"words/templates/**.html": {"trimmed": "true", "silent": "false"}}
    found = extract_from_dir(ROOT / "geodata", methods, options, keywords=PARTS)
    for _, _, message, _, context in found:
        said = tuple(f"[{each}]" for each in message) if isinstance(message, tuple) else f"[{message}]"  # fmt: skip
        catalog.add(message, said, context=context)
    folder = tmp_path_factory.mktemp("locale")
    path = folder / CODE / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalog)
    return folder


@pytest.fixture(scope="module")
def kept(shipped):
    """The shipped data with a copy of each document, and with two retired reports."""
    first = shipped.crossings["crossing_id"].iloc[0]
    documents = shipped.articles["article_id"].iloc[0]
    rows = [retired("gone", articles=documents), retired("moved", articles=documents)]
    table = pd.DataFrame(rows).assign(moved_to=["", first])
    captured = shipped.articles.assign(captured="2026-01-02", sha256="ab" * 32)
    return replace(shipped, articles=captured, retired=table)


@pytest.fixture(scope="module")
def translated(kept):
    """The same in that language, each of their words in brackets too."""
    rows = [
        (table, "", column, text)
        for table, columns in COLUMNS.items()
        for column in columns
        for text in getattr(kept, table)[column].unique()
        if text
    ]
    rows += [(DESCRIPTION, place, key, holder[key]) for place, key, holder in texts_of(kept.package)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["resource", "row", "column", "original"])
    table = table.assign(language=CODE, text=[f"[{text}]" for text in table["original"]])
    both = replace(kept, translations=table, package=_in_two(kept))
    return in_language(both, CODE)


@pytest.fixture
def said(translated, bracketed, monkeypatch):
    """The same, while that language is spoken."""
    monkeypatch.setattr(language, "FOLDER", bracketed)
    language.catalog.cache_clear()
    with language.speaking(translated):
        yield translated
    language.catalog.cache_clear()


def _crossing(dataset, *, opened):
    ids = dataset.crossings["crossing_id"]
    return "".join(card_html(dataset, one, opened=opened, outside=True) for one in ids)


def _pages(dataset):
    return "".join(
        crossing_html(dataset, one, base="https://x.test/", day=DAY).partition("<body>")[2]
        for one in dataset.crossings["crossing_id"]
    )


def _headline(dataset, rows):
    total = totals(dataset, rows)
    return render(
        "headline.html", selection=describe(dataset, Filters()), counts=story.counts(total),
        told=story.story(dataset, rows), total=total, by_article=(200, 9000), shown=len(rows),
        all=len(dataset.crossings), people_note="", left_out=", ".join(style.left_out(total)),
        coverage=coverage.describe(dataset, dataset.years),
    )  # fmt: skip


def _line(dataset):
    rows = positions_of(dataset.crossings)
    total = totals(dataset, rows)
    known = {"shown": 4, "total": total, "opened": "x", "name": list_name(dataset, Filters())}
    return render(
        "selection.html", selection=describe(dataset, Filters(places=("pasvik",))), shown=3, all=9,
        told=story.in_one_sentence(dataset, rows), counts=story.counts(total),
    ) + "".join(render("panel.html", counted=counted, **known) for counted in (True, False))  # fmt: skip


def _figures(dataset):
    figures = worded(series.with_sources(dataset, dataset.figures))
    each = "".join(figure_html(dataset, one) for one in dataset.figures["figure_id"][:12])
    return each + render("figures_table.html", rows=records(figures))


def _charts(dataset):
    figures = records(worded(series.with_sources(dataset, dataset.figures)))[:3]
    rows = [row | {"said": style.short_amount(row), "share": 1} for row in figures]
    sources = {row["figure_id"]: "" for row in rows}
    nested = render(
        "contained.html", levels=[("", rows)], sources=sources, noun=dataset.border.charts[0].noun,
        forecasts=rows, without_total="",
    )  # fmt: skip
    heads = (render("chart_heading.html", chart=chart) for chart in dataset.border.charts)
    return nested + "".join(heads)


def _context(dataset):
    joined = dataset.context.merge(dataset.articles, on="article_id", suffixes=("", "_article"))
    rows = records(joined)
    return "".join(render("context.html", rows=rows, key=key) for key in (rows[:2], []))


def _documents(dataset):
    seen = {"seen": "page", "checked": "2026-01-02", "facts": [], "differs": []}
    rows = [row | seen for row in records(dataset.articles)]
    return render("documents.html", documents=rows)


def _read_in_full(dataset):
    quotes = dataset.excerpts[dataset.excerpts["form"] == "quote"]
    headlines = list(dataset.crossings["headline"][:2])
    articles = [
        row | {"quotes": records(quotes[:3]), "reports": reports}
        for row, reports in zip(records(dataset.articles), ([], headlines), strict=False)
    ]
    return render("read_in_full.html", articles=articles)


def _plain_pages(dataset):
    plain = frame(dataset, "/")
    rows = records(dataset.crossings[:2])
    known = plain | {"title": "", "heading": "", "rows": rows, "crossings": "/crossing"}
    pages = [render("not_found.html", asked=asked, **known) for asked in ("x", "", None)]
    return "".join(
        page.partition("<body>")[2] for page in [*pages, render("no_page.html", **plain)]
    )


def _retired(dataset):
    pages = [retired_html(dataset, one, base="https://x.test/") for one in ("gone", "moved")]
    words = [page.partition("<body>")[2] for page in pages]
    return "".join([*words, list_html(dataset), notice_html(dataset, ["gone"])])


def _small_ones(dataset):
    days = {"first": "2026-01-02", "last": "2026-01-03"}
    sentences = ledger.summary(dataset).values()
    return "".join(
        (
            render("addresses.html", root="/", files=[]),
            render("failure.html"),
            render("left_out.html", words=""),
            render("ledger.html", sentences=sentences, **days),
            render("ledger.html", sentences=sentences, **days | {"last": days["first"]}),
            render("not_on_map.html", hidden=3),
            render("claims.html", claims=3),
            render("unplaced.html", rows=records(dataset.crossings[:2]), total=5),
            render("title.html", title="", subtitle="", byline=byline(dataset)),
            render("version.html", version="", licences=dataset.package["licenses"]),
        )
    )


def _snapshot(dataset, rows):
    text = snapshot_html(dataset, rows, Choice(), "https://x.test/", DAY).decode()
    return text.partition("<body>")[2]


def _cited(dataset):
    address = "https://1.2/"
    return Markup("<p>{}</p><p>{}</p>").format(
        citation.short(dataset, address, DAY), citation.long(dataset, "", address, DAY)
    )


DRAWN = {
    "closed cards": lambda dataset: _crossing(dataset, opened=False),
    "opened cards": lambda dataset: _crossing(dataset, opened=True),
    "pages of crossings": _pages,
    "disputes": lambda dataset: disputes_html(dataset, dataset.disputes),
    "no dispute": lambda dataset: disputes_html(dataset, dataset.disputes[:0]),
    "headline": lambda dataset: _headline(dataset, positions_of(dataset.crossings)),
    "empty headline": lambda dataset: _headline(dataset, dataset.crossings.iloc[:0]),
    "line of the selection": _line,
    "paper": lambda dataset: paper_html(dataset, Choice()).decode(),
    "paper of a location": lambda dataset: paper_html(dataset, Choice(at="pasvik")).decode(),
    "snapshot": lambda dataset: _snapshot(dataset, dataset.crossings),
    "empty snapshot": lambda dataset: _snapshot(dataset, dataset.crossings[:0]),
    "figures": _figures,
    "charts": _charts,
    "context": _context,
    "documents": _documents,
    "read in full": _read_in_full,
    "codebook": lambda dataset: render("codebook.html", resources=dataset.package["resources"]),
    "plain pages": _plain_pages,
    "retired reports": _retired,
    "small ones": _small_ones,
    "citations": _cited,
}


@pytest.mark.parametrize("drawn", DRAWN)
def test_nothing_of_ours_stays_english_in_another_language(said, drawn):
    assert _escaped(said, DRAWN[drawn](said)) == []


def _escaped(dataset, markup):
    """What is read outside all brackets and in Latin letters, but what stays as it was published."""
    root = html.fromstring(f"<div>{markup}</div>")
    for kept in root.xpath(AS_PUBLISHED.format(CODE)):
        kept.text, kept[:] = "", []
    # Names of outlets, and addresses.
    for other in root.xpath(
        "//*[@class='lead' or @class='also']//a|//*[@class='on-paper']//li|//*[@class='reports']//i"
    ):
        other.text, other[:] = "", []
    names = {licence["name"] for licence in dataset.package["licenses"]}
    names |= {dataset.digest[:8], *citation.licence_names(dataset)}
    names |= {"https://x.test/", "crossings.csv"}
    text = " ".join(root.itertext())
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name.strip("."), " ")
    said = [text, *root.xpath("//@aria-label")]
    return [left for each in said for left in re.findall(r"[A-Za-z][^\[\]]*", _outside(each))]


def _outside(text):
    """A text without all that stands in brackets, however deep."""
    while (shorter := re.sub(r"\[[^\[\]]*\]", " ", text)) != text:
        text = shorter
    return text


def test_a_template_has_no_words_outside_a_message():
    for path in FOLDER.glob("*.html"):
        text = re.sub(r"{#.*?#}|{% trans.*?{% endtrans %}|<style>.*?</style>|<script>.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.S)  # fmt: skip
        text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)
        assert not re.search(r"[A-Za-z]{2}", re.sub(r"<[^>]*>|[a-z-]+=\"[^\"]*\"", "", text)), (
            path.name
        )


def test_a_quote_of_another_language_has_our_translation_under_it_and_its_own_language(said):
    quotes = said.excerpts[said.excerpts["translated"] != ""]
    row = quotes[quotes["crossing_id"] != ""].iloc[0]
    for opened in (False, True):
        cards = html.fromstring(card_html(said, row["crossing_id"], opened=opened))
        for quote in cards.iter("blockquote"):
            below = quote.getnext()
            assert quote.get("lang") not in {"", CODE}
            assert below.get("class") == "translation"
            assert below.xpath("string(i)") == "[our translation]"
            assert below.text_content() == f"[our translation] [{'“'}[{quote.text[2:-2]}]”]"


def test_a_quote_in_the_language_of_the_page_has_no_translation(shipped):
    cards = html.fromstring(_crossing(shipped, opened=True))
    own = cards.xpath("//blockquote[@lang='en']")
    assert own
    assert not [quote for quote in own if quote.xpath("following-sibling::p[@class='translation']")]


def test_titles_and_outlets_say_their_language_where_it_is_not_that_of_the_page(small):
    tables = {
        "articles": [article("a", language="no", title="Tittel"), article("b", title="Title")],
        "excerpts": [excerpt("1", "x", "a"), excerpt("2", "x", "b")],
    }
    card = html.fromstring(card_html(small(crossing("x"), **tables), "x", opened=True))
    assert card.xpath("//a[text()='Tittel']/@lang") == ["no"]
    assert card.xpath("//a[text()='Title']/@lang") == []
    assert card.xpath("//bdi/@lang") == ["no"]


def test_a_text_without_a_translation_says_its_language(said):
    headline = said.crossings["headline"].iloc[0]
    lacking = replace(said, untranslated=frozenset({headline}))
    card = html.fromstring(card_html(lacking, lacking.crossings["crossing_id"].iloc[0]))
    assert card.xpath("//h3/span[@lang='en']/text()") == [headline]


def test_a_note_on_a_date_without_a_translation_says_so_too(small):
    rows = [crossing("x", date_note="autumn 2020; the day is not given")]
    foreign = in_language(replace(small(*rows), package=_in_two(small(*rows))), CODE)
    card = html.fromstring(card_html(foreign, "x", opened=True))
    assert card.xpath("//p/span[@lang='en']/text()").count("The day is not given") == 1


def _in_two(dataset):
    return dataset.package | {"languages": ["en", CODE]}


@pytest.mark.parametrize(
    ("code", "territory"), [("en", "en_GB"), ("nb", "nb_NO"), ("ru", "ru_RU"), ("fi", "fi_FI")]
)
def test_a_page_tells_previews_its_language_and_where_it_is_spoken(shipped, code, territory):
    with language.speaking(replace(shipped, language=code)):
        assert language.territory() == territory


def test_two_answers_that_are_translated_alike_stay_two(small):
    rivals = [
        {"rival_id": value.lower(), "dispute_id": "d", "question": "When?", "crossing_id": "x", "field": "when",
         "value": value, "article_id": "article-a", "origin": "NRK", "used": "false"}
        for value in ("Fall", "Autumn")
    ]  # fmt: skip
    words = [("el", "disputes", "", "value", one, "Φθινόπωρο") for one in ("Fall", "Autumn")]
    columns = ["language", "resource", "row", "column", "original", "text"]
    dataset = small(crossing("x"), disputes=rivals)
    table = pd.DataFrame(words, columns=columns)
    foreign = in_language(replace(dataset, translations=table, package=_in_two(dataset)), CODE)
    assert len(rival_values(foreign, "x")[0]["rivals"]) == 2
    assert "2 answers" in disputes_html(foreign, foreign.disputes)
