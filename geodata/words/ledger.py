"""How rows were checked, in words: of one row, and of whole tables."""

from collections.abc import Mapping
from typing import Any

from geodata.model.dataset import Dataset
from geodata.model.ledger import Checked, ledger
from geodata.words.dates import in_words
from geodata.words.language import N_, ngettext
from geodata.words.language import gettext as _
from geodata.words.numbers import number

# What was seen of a source; the day stands in its place. No live page is ever opened for it.
_SAID = {
    "page": N_("checked %(day)s against a stored copy of the page"),
    "copy": N_("checked %(day)s against a copy of its text at another address"),
    "retold": N_("checked %(day)s against another page that retells it"),
    "not_seen": N_("looked for %(day)s, not found"),
    "": N_("not checked yet"),
}
_OTHER = N_("checked %(day)s")


def check(row: Mapping[Any, Any]) -> str:
    """When a row was held against its source, and what was seen: "checked 25 November 2026 against …"."""
    day = in_words(row["checked"]) if row["checked"] else ""
    return _(_SAID.get(row["seen"], _OTHER), day=day)


def summary(dataset: Dataset) -> dict[str, str]:
    """One sentence for each table whose rows are checked: "Of 188 excerpts: 171 seen on the page, 17 …"."""
    return {
        name: _sentence(name, checked) for name, checked in ledger(dataset).items() if checked.rows
    }


def _sentence(name: str, checked: Checked) -> str:
    counts = [(seen, count) for seen, count in checked.seen.items() if count]
    said = [_seen(seen, count) for seen, count in counts]
    if checked.unchecked:
        said.append(_("%(n)s not checked yet", n=number(checked.unchecked)))
    return _("%(of)s: %(seen)s.", of=_of(name, checked.rows), seen=", ".join(said))


def _seen(seen: str, count: int) -> str:
    said = {
        "page": _("%(n)s seen on the page", n=number(count)),
        "copy": _("%(n)s seen in a copy", n=number(count)),
        "retold": _("%(n)s seen where another page retells it", n=number(count)),
        "not_seen": _("%(n)s looked for and not found", n=number(count)),
    }
    return said.get(seen, f"{number(count)} {seen}")


def _of(name: str, rows: int) -> str:
    n = number(rows)
    said = {
        "excerpts": ngettext("Of %(n)s excerpt", "Of %(n)s excerpts", rows, n=n),
        "figures": ngettext("Of %(n)s figure", "Of %(n)s figures", rows, n=n),
        "context": ngettext("Of %(n)s event of policy or practice",
                            "Of %(n)s events of policy or practice", rows, n=n),
        "disputes": ngettext("Of %(n)s answer where sources differ",
                             "Of %(n)s answers where sources differ", rows, n=n),
    }  # fmt: skip
    return said[name]
