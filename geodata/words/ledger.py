"""How rows were checked, in words: of one row, and of whole tables."""

from collections.abc import Mapping
from typing import Any

from geodata.model.dataset import Dataset
from geodata.model.dates import in_words
from geodata.model.ledger import Checked, ledger
from geodata.words import style

# What was seen of a source; the day stands in its place. No live page is ever opened for it.
_SAID = {
    "page": "checked {} against a stored copy of the page",
    "copy": "checked {} against a copy of its text at another address",
    "retold": "checked {} against another page that retells it",
    "not_seen": "looked for {}, not found",
    "": "not checked yet",
}
_SUMMED = {
    "page": "seen on the page",
    "copy": "seen in a copy",
    "retold": "seen where another page retells it",
    "not_seen": "looked for and not found",
}
NOUNS = {
    "excerpts": ("excerpt", "excerpts"),
    "figures": ("figure", "figures"),
    "context": ("event of policy or practice", "events of policy or practice"),
    "disputes": ("answer where sources differ", "answers where sources differ"),
}


def check(row: Mapping[Any, Any]) -> str:
    """When a row was held against its source, and what was seen: "checked 25 November 2026 against …"."""
    return _SAID.get(row["seen"], "checked {}").format(
        in_words(row["checked"]) if row["checked"] else ""
    )


def summary(dataset: Dataset) -> dict[str, str]:
    """One sentence for each table whose rows are checked: "Of 188 excerpts: 171 seen on the page, 17 …"."""
    return {
        name: _sentence(name, checked) for name, checked in ledger(dataset).items() if checked.rows
    }


def _sentence(name: str, checked: Checked) -> str:
    counts = [(count, _SUMMED.get(seen, seen)) for seen, count in checked.seen.items()]
    counts.append((checked.unchecked, "not checked yet"))
    said = [f"{style.number(count)} {words}" for count, words in counts if count]
    return f"Of {style.count(checked.rows, *NOUNS[name])}: {', '.join(said)}."
