import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.editing.rows import BOM, Quoting, altered, cell_of, parsed, value, written

TEXTS = st.text(
    st.one_of(st.sampled_from(',"\r\n ;áŋЖ\u0645\u200f='), st.characters(codec="utf-8")), max_size=8
)
CELLS = st.builds(lambda text, quoted: cell_of(text, quoted=quoted), TEXTS, st.booleans())
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(b",".join), min_size=1, max_size=6)
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])


@st.composite
def files(draw):
    """The bytes of a sound file: any quoting, any mixture of line ends, with and without a last one."""
    rows = draw(ROWS)
    ends = [draw(ENDS) for _ in rows]
    if draw(st.booleans()):
        ends[-1] = b""
    # A line end within the file may not be read together with the next: \r before a blank line.
    content = b"".join(row + end for row, end in zip(rows, ends, strict=True))
    return draw(st.sampled_from([b"", BOM])) + content


@given(files())
def test_a_file_of_any_quoting_and_line_ends_comes_back_byte_for_byte(content):
    assert written(parsed(content)) == content.removeprefix(BOM)


@given(files())
def test_every_cell_is_read_as_a_strict_reader_reads_it(content):
    # utf-8-sig takes one mark away, as the reading of a package does
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    found = [row.values for row in parsed(content)]
    assert [[] if row == [""] else row for row in found] == [
        [] if row == [""] else row for row in csv.reader(text, strict=True)
    ]


@given(files().filter(parsed), st.integers(0, 9), st.integers(0, 9), TEXTS)
def test_one_cell_changes_and_no_other_byte(content, at, place, text):
    rows = parsed(content)
    row = rows[at % len(rows)]
    place %= len(row.cells)
    new = altered(row, {place: text})
    assert new.values[place] == text
    assert [*new.cells[:place], *new.cells[place + 1 :]] == [
        *row.cells[:place],
        *row.cells[place + 1 :],
    ]
    assert new.end == row.end
    assert (new == row) == (row.values[place] == text)


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (b"one", "two", b"two"),
        (b'"one"', "two", b'"two"'),  # the row quoted it before
        (b"one", "two, three", b'"two, three"'),
        (b"one", 'say "two"', b'"say ""two"""'),
        (b"one", "two\nthree", b'"two\nthree"'),
        (b"", "=cmd|' /C calc'!A0", b"=cmd|' /C calc'!A0"),
        (b'""', "", b'""'),
    ],
)
def test_a_changed_cell_is_quoted_if_it_must_or_was_before(before, text, after):
    row = altered(parsed(b"a," + before + b",b")[0], {1: text})
    assert row.cells == (b"a", after, b"b")


def test_a_new_row_is_quoted_as_the_file_quotes_each_column():
    rows = parsed(b'"a",b,"c, d",""\n"e",f,"g, h",""\n')
    assert Quoting(rows).row(["x", "y", "z", ""], b"\n").raw == b'"x",y,z,""'


def test_a_long_cell_is_read_at_once():
    text = 'a "long" one,\r\n' * 350_000
    row = parsed(b"id," + cell_of(text) + b"\n")[0]
    assert value(row.cells[1]) == text
