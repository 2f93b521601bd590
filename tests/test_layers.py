"""Imports point one way: data, model, then reading, editing or words, drawings, web, panels, pages, dashboard.py."""

import ast
import contextlib
import re
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WINGS = [
    "model",
    "reading",
    "editing",
    "words",
    "drawings",
    "web",
    "panels",
]  # each may import those before it
# The wings of the desk know the model alone, and the panels alone know them.
BESIDE = ("geodata.reading", "geodata.editing")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*(ROOT / "geodata").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    if "data" not in path.relative_to(ROOT).parts[1:-1]
)
_MAPS = ("geodata/drawings/map.py", "geodata/drawings/desk_map.py")
# What only some places may import, and these places; whatever is not named here is free.
KEPT_TO = {
    "streamlit": ("geodata/panels/", "pages/"),
    "streamlit_folium": ("geodata/panels/",),
    "folium": _MAPS,
    "branca": _MAPS,
    "altair": ("geodata/drawings/", "geodata/panels/"),
    "vl_convert": ("geodata/drawings/", "geodata/panels/"),
    "starlette": ("geodata/web/",),
    "jinja2": ("geodata/words/", *_MAPS),
    "frictionless": ("geodata/model/",),
    "trafilatura": ("geodata/reading/",),
    "dateparser": ("geodata/reading/",),
    "lingua": ("geodata/reading/",),
    "rapidfuzz": ("geodata/reading/",),
}


def _imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: name the wing that is imported from"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _wing(name: str) -> int | None:
    """Where a module or a path stands in the order of the wings."""
    parts = name.replace("/", ".").split(".")
    return WINGS.index(parts[1]) if parts[0] == "geodata" and parts[1] in WINGS else None


def test_every_file_stands_in_a_wing():
    homeless = [file for file in FILES if file.startswith("geodata/") and _wing(file) is None]
    assert homeless == ["geodata/__init__.py", "geodata/__main__.py"]  # the commands use all wings
    assert {FILES[0].split("/")[0], *(f.split("/")[1] for f in FILES if f.count("/") > 1)} >= set(
        WINGS
    )


@pytest.mark.parametrize("file", FILES)
def test_no_file_imports_from_a_later_wing_or_what_is_kept_to_another(file):
    own = _wing(file)
    for name in _imports(ROOT / file):
        assert not name.startswith(("dashboard", "tests")), name
        package = name.split(".")[0]
        if package in KEPT_TO:
            assert file.startswith(KEPT_TO[package]), f"{package} is kept to {KEPT_TO[package]}"
        if package == "pages":
            pytest.fail("pages are run, never imported")
        if own is not None and package == "geodata":
            wing = _wing(name)
            assert wing is not None, name
            assert wing <= own, f"{name} stands in a later wing"
            if name.startswith(BESIDE):
                own_wing = file.startswith("/".join(name.split(".")[:2]))
                assert own_wing or file.startswith("geodata/panels/"), f"{name} is for panels"


def test_the_dashboard_imports_nothing_that_only_the_tests_install():
    listed = (ROOT / "tests" / "requirements.txt").read_text(encoding="utf-8")
    names = re.findall(r"^[\w-]+", listed, re.MULTILINE)
    only_tests = {name.replace("-", "_") for name in names}
    assert {"playwright", "axe_playwright_python"} <= only_tests
    for file in [*FILES, "dashboard.py"]:
        assert not {name.split(".")[0] for name in _imports(ROOT / file)} & only_tests, file


@pytest.mark.parametrize("page", [file for file in FILES if file.startswith("pages/")])
def test_every_page_opens_shows_and_explains_in_few_lines(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 30
    assert ast.get_docstring(ast.parse(text))
    assert all(name.startswith("geodata.panels") for name in _imports(ROOT / page))


def _brought_by(requirements):
    """The distributions that a file of requirements installs, and all that these bring along."""
    listed = [line.split("#")[0].strip() for line in requirements.splitlines()]
    left = [re.split(r"[^\w.-]", line)[0] for line in listed if line]
    found = set()
    while left:
        name = re.sub(r"[-_.]+", "-", left.pop()).lower()
        if name in found:
            continue
        found.add(name)
        with contextlib.suppress(PackageNotFoundError):
            needs = [need for need in requires(name) or [] if "extra ==" not in need]
            left += [re.split(r"[^\w.-]", need)[0] for need in needs]
    return found


@pytest.mark.parametrize("file", FILES)
def test_what_a_file_imports_is_installed_by_the_requirements_of_the_dashboard(file):
    installed = _brought_by((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    for name in {name.split(".")[0] for name in _imports(ROOT / file)} - set(
        sys.stdlib_module_names
    ):
        if name not in {"geodata", "pages", "xstatic"}:  # xstatic has no files of its own
            given = {re.sub(r"[-_.]+", "-", one).lower() for one in packages_distributions()[name]}
            assert given & installed, f"{name} is not in requirements.txt"
