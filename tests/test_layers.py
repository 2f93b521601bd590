"""Imports point one way: model, then views, then pages and dashboard.py."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = {
    "geodata/model": (
        "streamlit",
        "folium",
        "altair",
        "starlette",
        "jinja2",
        "geodata.views",
        "pages",
    ),
    "geodata/views": ("pages", "dashboard"),
    "geodata/views/map.py": ("streamlit",),
    "geodata/views/charts.py": ("streamlit",),
    "geodata/views/timeline_charts.py": ("streamlit",),
    "geodata/views/templates.py": ("streamlit",),
    "geodata/views/style.py": ("streamlit",),
    **{
        f"geodata/views/{name}.py": ("streamlit",)
        for name in [
            "card",
            "citation",
            "crossing_page",
            "data_routes",
            "disagreement",
            "downloads",
            "links",
            "snapshot",
            "static_map",
        ]
    },
    "geodata/views/downloads.py": ("streamlit",),
    "geodata/views/citation.py": ("streamlit",),
    "geodata/views/data_routes.py": ("streamlit",),
    "pages": ("dashboard", "geodata.model", "streamlit", "pandas", "folium"),
}


def _imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize(("place", "forbidden"), FORBIDDEN.items())
def test_no_module_imports_from_a_layer_above(place, forbidden):
    path = ROOT / place
    files = [path] if path.suffix else list(path.glob("*.py"))
    assert files
    for file in files:
        for name in _imports(file):
            assert not name.startswith(forbidden), f"{file.name} imports {name}"


def test_every_page_opens_shows_and_explains_in_few_lines():
    for page in (ROOT / "pages").glob("*.py"):
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 30
        assert ast.get_docstring(ast.parse(text))
