"""How a row was checked, as readers are told."""

import pytest

from geodata.model.dataset import load
from geodata.words.ledger import check, summary
from geodata.words.templates import environment
from tests.package import article, crossing, excerpt, said, write

DAY = "2026-11-25"


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ("page", "checked 25 November 2026 against a stored copy of the page"),
        ("copy", "checked 25 November 2026 against a copy of its text at another address"),
        ("retold", "checked 25 November 2026 against another page that retells it"),
        ("not_seen", "looked for 25 November 2026, not found"),
    ],
)
def test_a_row_says_when_it_was_checked_and_what_was_seen(seen, words):
    assert check({"checked": DAY, "seen": seen}) == words


def test_a_row_that_nobody_checked_says_so():
    assert check({"checked": "", "seen": ""}) == "not checked yet"


def test_no_words_claim_that_a_live_page_was_opened(shipped):
    for seen in shipped.labels("excerpts", "seen"):
        assert "live" not in check({"checked": DAY, "seen": seen})


def test_the_sum_of_a_table_names_every_state_that_some_row_has(tmp_path):
    excerpts = [
        excerpt("a", "one", checked=DAY, seen="page"),
        excerpt("b", "one", checked=DAY, seen="page"),
        excerpt("c", "one", checked=DAY, seen="not_seen"),
        excerpt("d", "one"),
    ]
    folder = write(tmp_path, [crossing("one")], excerpts=excerpts)
    assert summary(load(folder)) == {
        "excerpts": "Of 4 excerpts: 2 seen on the page, 1 looked for and not found, 1 not checked yet."
    }


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"checked": DAY}, ["excerpts.csv row 2, seen: is blank, but checked is 2026-11-25"]),
        ({"seen": "page"}, ["excerpts.csv row 2, checked: is blank, but seen is page"]),
        ({"checked": "2999-01-01", "seen": "page"}, None),
        ({"checked": "2026-11", "seen": "page"}, None),
        ({"checked": DAY, "seen": "heard"}, None),
    ],
)
def test_half_a_check_and_a_strange_one_are_refused(tmp_path, values, told):
    folder = write(tmp_path, [crossing("one")], excerpts=[excerpt("a", "one", **values)])
    found = said(folder)
    assert found == told if told else len(found) == 1 and found[0].startswith("excerpts.csv row 2")


@pytest.mark.parametrize(
    ("values", "said_of_it"),
    [
        ({"title": "", "about": ""}, "about: is blank, as the title is"),
        ({"title": "A headline", "about": "Our words"}, "about: stands beside the title"),
    ],
)
def test_a_document_has_a_headline_or_our_words_and_never_both(tmp_path, values, said_of_it):
    folder = write(tmp_path, [crossing("one")], articles=[article("article-a", **values)])
    [found] = said(folder)
    assert said_of_it in found


def test_our_words_for_a_document_do_not_look_like_its_headline():
    shown = environment().from_string('{% from "macros.html" import source %}{{ source(row) }}')
    own = article("a", title="", about="NRK on arrivals", copy_of="", note="")
    html = shown.render(row=own)
    assert '<i class="about">' in html
    assert "NRK on arrivals" in html
    assert "<i" not in shown.render(row=own | {"title": "A headline"})
