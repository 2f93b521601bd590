"""Changes and files that the tests of saving, undoing and showing share."""

from geodata.editing.change import Change, RowChange


def altered(reason="Corrected", **values):
    """A change of one report of the shipped data."""
    values = values or {"headline": "A new headline"}
    return Change((RowChange("crossings", "pasvik-swimmer-2012", values),), reason)


def article(article_id="example-2026-new", **values):
    """A new article."""
    return RowChange("articles", article_id, {
        "article_id": article_id, "title": "A title", "outlet": "Example",
        "url": f"https://example.org/{article_id}", "published": "2026-01-02",
        "date_basis": "stated", "language": "en", "kind": "reporting",
    } | values)  # fmt: skip


def excerpt(excerpt_id="pasvik-swimmer-2012-example", **values):
    """A new excerpt of that article, of the same report."""
    return RowChange("excerpts", excerpt_id, {
        "excerpt_id": excerpt_id, "article_id": "example-2026-new",
        "crossing_id": "pasvik-swimmer-2012", "form": "summary", "text": "It says so.",
        "supports": "when",
    } | values)  # fmt: skip


def another(reason="Another source"):
    """A change that adds an article and its excerpt."""
    return Change((article(), excerpt()), reason)
