"""What Streamlit says by itself in English, in the language that is spoken: see borrowed.js."""

from geodata.words.language import SOURCE, current, pgettext
from geodata.words.language import gettext as _


def borrowed() -> dict[str, str]:
    """Each text of Streamlit's own that a reader may meet, and what it is here; none in English."""
    said = {**_around(), **_tables()}
    return {theirs: ours for theirs, ours in said.items() if current() != SOURCE and theirs != ours}


def _around() -> dict[str, str]:
    """What stands around a page, and in its menu; what stands in braces is a number."""
    return {
        "Skip to main content": _("Skip to main content"),
        "App pages": _("Pages"),
        "Main menu": _("Main menu"),
        "Theme": pgettext("colours of the page", "Colours"),
        "System": pgettext("colours of the page", "As the device has them"),
        "Light": pgettext("colours of the page", "Light"),
        "Dark": pgettext("colours of the page", "Dark"),
        "Print": pgettext("menu", "Print"),
        "Record screen": pgettext("menu", "Record the screen"),
        "Copy version to clipboard": _("Copy the version"),
        "Stop": _("Stop"),
        "Connecting": _("Connecting"),
        "Link to heading": _("Link to this heading"),
        "Copy to clipboard": _("Copy"),
        "Copied": _("Copied"),
        "Pagination": _("Pages of the list"),
        "Previous page": _("Previous page"),
        "Next page": _("Next page"),
        "Page {n}": _("Page %(n)s", n="{n}"),
    }


def _tables() -> dict[str, str]:
    """What stands above a table, and in the menu of a column."""
    return {
        "Show/hide columns": _("Show or hide columns"),
        "Download as CSV": _("Download as CSV"),
        "Search": _("Search"),
        "Type to search": _("Type to search"),
        "Fullscreen": _("Full screen"),
        "Close fullscreen": _("Leave full screen"),
        "Copy Vega-Lite spec": _("Copy the specification of the chart"),
        "Show data": _("Show the data"),
        "Show chart": _("Show the chart"),
        "Download as PNG": _("Download as PNG"),
        "Select all": _("Select all"),
        "Sort ascending": _("Sort, smallest first"),
        "Sort descending": _("Sort, largest first"),
        "Statistics": _("Statistics"),
        "Format": pgettext("of a column", "Format"),
        "Autosize": _("Fit the width"),
        "Pin column": _("Pin the column"),
        "Unpin column": _("Unpin the column"),
        "Hide column": _("Hide the column"),
        "Copy column name": _("Copy the name of the column"),
    }
