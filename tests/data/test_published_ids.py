"""What was given to readers once stays theirs: IDs in their links, versions in their citations."""

import json
from pathlib import Path

from geodata.model.schema import FOLDER

PUBLISHED = (Path(__file__).parent / "published_ids.txt").read_text(encoding="utf-8").splitlines()


def _kept(dataset):
    """Every ID that has a page: a report that was retired keeps its own."""
    return {*dataset.crossings["crossing_id"], *dataset.retired["crossing_id"]}


def test_every_crossing_that_was_ever_published_is_still_there(shipped):
    gone = set(PUBLISHED) - _kept(shipped)
    assert not gone, f"readers may have linked to {sorted(gone)}"


def test_every_crossing_is_on_the_list(shipped):
    new = _kept(shipped) - set(PUBLISHED)
    assert not new, f"add to tests/published_ids.txt: {sorted(new)}"


def test_the_list_is_sorted_and_names_each_once():
    assert sorted(set(PUBLISHED)) == PUBLISHED


def test_the_changelog_opens_with_the_version_of_the_data():
    description = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    lines = (FOLDER / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    newest = next(line for line in lines if line.startswith("## "))
    assert newest == f"## {description['version']} ({description['created'][:10]})"
