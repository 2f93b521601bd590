from dataclasses import replace
from datetime import date
from itertools import accumulate

import pytest

from geodata.words import citation
from tests.package import crossing

URL = "https://example.org/map?place=pasvik&years=2012&years=2023"
TODAY = date(2026, 12, 3)
SEEN = "Confirmed and reported crossings at Pasvik, 2012–2023"


@pytest.fixture
def dataset(small):
    """A dataset whose hash is known, as a citation holds eight signs of it."""
    return replace(small(crossing("x")), digest="0123456789abcdef")


def test_the_short_form_holds_version_hash_address_and_day(dataset):
    assert citation.short(dataset, URL, TODAY) == (
        "Reported border crossings, Norway–Russia, version 1.4.0 (2026-11-26, 01234567), "
        "https://example.org/map?place=pasvik&years=2012&years=2023 (accessed 3 December 2026)."
    )


def test_the_long_form_adds_authors_selection_and_licence(dataset):
    assert citation.long(dataset, SEEN, URL, TODAY) == (
        "The maintainers of this dashboard (2026). Reported border crossings, Norway–Russia "
        "[Data set]. Version 1.4.0 (2026-11-26, 01234567). CC BY 4.0. "
        "Selection: Confirmed and reported crossings at Pasvik, 2012–2023. "
        "Retrieved 3 December 2026 from "
        "https://example.org/map?place=pasvik&years=2012&years=2023"
    )


def test_a_bibtex_entry_holds_the_same(dataset):
    assert citation.bibtex(dataset, SEEN, URL, TODAY) == (
        "@misc{reported-border-crossings-norway-russia-1.4.0,\n"
        "  author       = {{The maintainers of this dashboard}},\n"
        "  title        = {{Reported border crossings, Norway–Russia}},\n"
        "  year         = {2026},\n"
        "  howpublished = {\\url{https://example.org/map?place=pasvik&years=2012&years=2023}},\n"
        "  note         = {Data set, version 1.4.0 (2026-11-26, 01234567); selection: Confirmed"
        " and reported crossings at Pasvik, 2012–2023; accessed 2026-12-03},\n"
        "  urldate      = {2026-12-03},\n"
        "}\n"
    )


@pytest.mark.parametrize("selection", ["", " \n\t"])
def test_without_a_selection_none_is_named(dataset, selection):
    assert "election" not in citation.long(dataset, selection, URL, TODAY)
    assert "election" not in citation.bibtex(dataset, selection, URL, TODAY)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("50 % & more_words #1 $5", r"50 \% \& more\_words \#1 \$5"),
        ("a}b", r"a\textbraceright{}b"),
        ("a{b", r"a\textbraceleft{}b"),
        ("\\input{/etc/passwd}", r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("},\n@misc{other,\r\n title={x}}", r"\textbraceright{}, @misc\textbraceleft{}other, title=\textbraceleft{}x\textbraceright{}\textbraceright{}"),
        ("a\x00b\u2028c\u202ed", "a b c d"),
        ("Стурскуг “Ǩeäʹvv”", "Стурскуг “Ǩeäʹvv”"),
    ],
)  # fmt: skip
def test_what_a_reader_typed_cannot_break_a_bibtex_entry(dataset, typed, written):
    entry = citation.bibtex(dataset, f"mentioning {typed}", URL, TODAY)
    assert f"selection: mentioning {written}; accessed" in entry
    assert len(entry.splitlines()) == 8
    # BibTeX counts every brace, whatever stands before it: the entry closes with its last one.
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in entry.rstrip()))
    assert depths[-1] == 0
    assert 0 not in depths[len("@misc{") : -1]


def test_what_a_reader_typed_stays_on_one_line(dataset):
    cited = citation.long(dataset, "one\ntwo\x00\u2029three", URL, TODAY)
    assert "Selection: one two three. Retrieved" in cited


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://x.org/?q=50%25_a&b=c#d", "https://x.org/?q=50%25_a&b=c#d"),
        ("https://x.org/?q=a}b{c\\d", "https://x.org/?q=a%7Db%7Bc%5Cd"),
        ("https://x.org/?q=a b\nc", "https://x.org/?q=abc"),
        ('https://x.org/?q="<ø>', "https://x.org/?q=%22%3C%C3%B8%3E"),
    ],
)
def test_an_address_cannot_break_out_of_its_braces(dataset, url, written):
    assert f"howpublished = {{\\url{{{written}}}}}," in citation.bibtex(dataset, "", url, TODAY)
    assert citation.short(dataset, url, TODAY).endswith(f", {written} (accessed 3 December 2026).")


def test_a_package_that_names_neither_authors_nor_licences_can_be_cited(dataset):
    bare = {"name": "other data", "version": "2", "created": "2027-01-02T00:00:00Z"}
    other = replace(dataset, package=bare)
    assert citation.undated(other) == (
        "Anonymous (2027). other data [Data set]. Version 2 (2027-01-02, 01234567)."
    )
    assert citation.bibtex(other, "", URL, TODAY).startswith("@misc{other-data-2,\n")


@pytest.mark.parametrize(
    ("name", "written"),
    [("CC-BY-4.0", "CC BY 4.0"), ("CC-BY-SA-4.0", "CC BY-SA 4.0"), ("ODbL-1.0", "ODbL-1.0")],
)
def test_licences_are_named_as_people_write_them(dataset, name, written):
    other = replace(dataset, package=dataset.package | {"licenses": [{"name": name}]})
    assert citation.licence_names(other) == [written]
