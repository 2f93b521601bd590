"""Numbers as text: an aligned table, and targets with whether each was reached."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A number that was measured and the limit it is held to."""

    name: str
    found: float
    limit: float
    at_least: bool = False

    @property
    def reached(self) -> bool:
        """Whether the number keeps to the limit."""
        return self.found >= self.limit if self.at_least else self.found <= self.limit


def aligned(head: list[str], rows: list[list[str]]) -> str:
    """A table with its first column to the left and numbers to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join("  ".join(_cells(line, widths)) for line in lines)


def _cells(line: list[str], widths: list[int]) -> list[str]:
    first, *rest = zip(line, widths, strict=True)
    return [first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)]


def judged(targets: list[Target]) -> str:
    """The targets as a table."""
    rows = [
        [t.name, f"{t.found:.2f}", f"{'≥' if t.at_least else '≤'} {t.limit:g}",
         "reached" if t.reached else "MISSED"]
        for t in targets
    ]  # fmt: skip
    return aligned(["target", "found", "limit", ""], rows)
