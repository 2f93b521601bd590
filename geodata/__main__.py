"""What keepers of data run: `python -m geodata check FOLDER`, `new FOLDER`, `untranslated FOLDER LANGUAGE`."""

import argparse
import csv
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from geodata.model import template
from geodata.model.dataset import TRANSLATION, Dataset, load
from geodata.model.description import TABLES
from geodata.model.schema import DataError
from geodata.model.translated import lacking
from geodata.panels.rehearsal import rehearsal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 if all is well, 1 if not."""
    asked = _parser().parse_args(arguments)
    run: Callable[..., int] = asked.run
    others = [asked.language] if "language" in asked else []
    return run(asked.folder, *others)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m geodata", description="Keeps a folder of data.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, words in (
        ("check", check, "list everything that is wrong with the data of a folder"),
        ("new", new, "write a small package of examples to begin with"),
        ("untranslated", untranslated, "print what a language lacks, as rows of translations.csv"),
    ):
        command = commands.add_parser(name, help=words, description=f"{words}.".capitalize())
        command.add_argument("folder", type=Path, metavar="FOLDER")
        command.set_defaults(run=run)
    command.add_argument("language", metavar="LANGUAGE", help="two letters, such as fi")
    return parser


def check(folder: Path) -> int:
    """Print every problem of the data in a folder, or one line that all is well."""
    if not folder.is_dir():
        return _refuse(f"There is no folder {folder}")
    try:
        dataset = _proven(folder)
    except DataError as error:
        print(error)
        return 1
    counts = ", ".join(f"{name} {len(getattr(dataset, name)):,}" for name in TABLES)
    print(f"All is well in {folder}, version {dataset.version}: {counts}")
    return 0


def _proven(folder: Path) -> Dataset:
    """The data as the dashboard reads them at its start, everything drawn once."""
    dataset = load(folder)
    if problems := rehearsal(folder)(dataset, lambda step: None, False):
        raise DataError(problems)
    return dataset


def new(folder: Path) -> int:
    """Write a package of examples into a new folder, and say how to go on."""
    try:
        names = template.write(folder)
    except OSError as error:
        return _refuse(f"Nothing can be written: {error}")
    print(f"{folder} holds {', '.join(names)}; its README.md says how to go on")
    return 0


def untranslated(folder: Path, language: str) -> int:
    """Print every text of the data in a folder that has no translation into a language yet, as CSV."""
    try:
        rows = list(lacking(load(folder), language))
    except DataError as error:
        print(error)
        return 1
    table = csv.DictWriter(sys.stdout, TRANSLATION, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return 0


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
