"""Babel finds every message in the code: it does not look into the text of an f-string."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SAYING = {"_", "N_", "complaint", "gettext", "ngettext", "pgettext", "npgettext"}
FILES = [*(ROOT / "geodata").rglob("*.py"), *(ROOT / "pages").glob("*.py")]


def _hidden(code):
    """The messages that stand within an f-string."""
    for text in ast.walk(ast.parse(code)):
        for call in ast.walk(text) if isinstance(text, ast.JoinedStr) else ():
            if (
                isinstance(call, ast.Call)
                and getattr(call.func, "id", "") in SAYING
                and isinstance(call.args[0], ast.Constant)
            ):
                yield call.args[0].value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_message_stands_within_an_f_string(path):
    assert list(_hidden(path.read_text(encoding="utf-8"))) == []


def test_one_within_an_f_string_is_seen():
    assert list(_hidden("""f"<p>{_('Said')}</p>"; f"{_(CONSTANT)}"; _("Said too")""")) == ["Said"]
