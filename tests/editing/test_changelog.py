from datetime import date

import pytest

from geodata.editing.change import Change, RowChange
from geodata.editing.changelog import with_line
from geodata.editing.files import changed
from geodata.model.markdown import plain
from tests.editing.rows import altered, another

TODAY = date.today().isoformat()
FILES = {"crossings": "crossings.csv", "excerpts": "excerpts.csv"}
CHANGE = Change(
    (RowChange("excerpts", "b", {}), RowChange("crossings", "a", {}), RowChange("excerpts", "c", {})),
    "Why",
)  # fmt: skip
LINE = f"- {TODAY}: Why (excerpts.csv: b, c; crossings.csv: a)"


def _with(text, version="1.0", change=CHANGE):
    return with_line(text.encode(), version, change, FILES).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "# What changed in the data\n\n## After 1.0\n\nLINE\n"),
        ("# T\n\nWords.\n\n## 1.0\n\nOld.\n", "# T\n\nWords.\n\n## After 1.0\n\nLINE\n\n## 1.0\n\nOld.\n"),
        ("# T\n\n## After 1.0\n\n- a\n\n## 1.0\n", "# T\n\n## After 1.0\n\n- a\nLINE\n\n## 1.0\n"),
        ("# T\n\n## After 1.0\n\nBy hand.\n\n## 1.0\n", "# T\n\n## After 1.0\n\nBy hand.\n\nLINE\n\n## 1.0\n"),
        ("# T\n\n## After 1.0\n\n- a", "# T\n\n## After 1.0\n\n- a\nLINE\n"),
        ("# T\n\n## After 1.0\n## 1.0\n", "# T\n\n## After 1.0\n\nLINE\n## 1.0\n"),
        # of an older version: what comes after this one stands above it
        ("# T\n\n## 0.9\n\n## After 0.8\n\n- a\n", "# T\n\n## After 1.0\n\nLINE\n\n## 0.9\n\n## After 0.8\n\n- a\n"),
        ("# T\n\nWords.\n\n\n", "# T\n\nWords.\n\n## After 1.0\n\nLINE\n"),
        ("# T\n\n```\n## 1.0\n```\n\n## 1.0\n", "# T\n\n```\n## 1.0\n```\n\n## After 1.0\n\nLINE\n\n## 1.0\n"),
    ],
)  # fmt: skip
def test_a_save_leaves_one_line_above_the_newest_version(before, after):
    after = after.replace("LINE", LINE)
    assert _with(before) == after
    assert _with("\ufeff" + before.replace("\n", "\r\n")) == "\ufeff" + (
        after.replace("\n", "\r\n") if before else after
    )


def test_the_lines_of_several_saves_follow_one_another():
    twice = _with(_with("# T\n\n## 1.0\n"))
    assert twice == f"# T\n\n## After 1.0\n\n{LINE}\n{LINE}\n\n## 1.0\n"


def test_bytes_that_are_no_utf_8_stay_as_they_are():
    assert b"caf\xe9" in with_line(b"# caf\xe9\n", "1.0", CHANGE, FILES)


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("As VG says", "As VG says"),
        ("a\n# b\r\n\n- c\u2028d\x0be", r"a \# b - c d e"),
        ("<b>x</b> <!--", r"\<b\>x\</b\> \<!--"),
        ("[a](b) ![c](d)", r"\[a\](b) !\[c\](d)"),
        ("*a* _b_ ~~c~~ `d` $e$ &lt;", r"\*a\* \_b\_ \~\~c\~\~ \`d\` \$e\$ \&lt;"),
        ("see https://a.b/c_d.", "see `https://a.b/c_d.`"),
        ("www.a.b and a@b.c", "`www.a.b` and `a@b.c`"),
        ("javascript://`x`", "`` javascript://`x` ``"),
        (":smile: :material/home:", "`:smile:` `:material/home:`"),
        ("a\u202eb\u200b\x00", "ab"),
        ("\\", "\\\\"),
        ("Čáhppes «щука» مرحبا", "Čáhppes «щука» مرحبا"),
        ("at 12:30", "at 12:30"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),  # a joiner that spells
    ],
)
def test_the_editors_words_stay_words(reason, shown):
    assert plain(reason) == shown


def test_a_hostile_reason_stays_one_line_without_markup(copied):
    reason = "x\n\n## 9.9\n<script>alert(1)</script>\n[a](javascript:alert(1)) `` <b>"
    log = changed(copied, another(reason))["CHANGELOG.md"].decode()
    line = next(line for line in log.splitlines() if "9.9" in line)
    assert line.startswith(f"- {TODAY}: x \\#\\# 9.9 \\<script\\>")
    assert line.endswith("excerpts.csv: pasvik-swimmer-2012-example)")
    markdown_it = pytest.importorskip("markdown_it")
    html = markdown_it.MarkdownIt("commonmark").render(log)
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_a_package_without_a_changelog_gets_one_that_names_nobody(copied):
    (copied / "CHANGELOG.md").unlink()
    change = Change(altered().rows, "Why", editor="Kari Nordmann")
    log = changed(copied, change)["CHANGELOG.md"].decode()
    assert log == (
        "# What changed in the data\n\n## After 1.4.0\n\n"
        f"- {TODAY}: Why (crossings.csv: pasvik-swimmer-2012)\n"
    )
