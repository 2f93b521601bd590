"""What keepers of data run: `python -m geodata check`, `new`, `untranslated` and `read`."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from geodata.model import template
from geodata.model.dataset import TRANSLATION, Dataset, load
from geodata.model.description import TABLES
from geodata.model.schema import FOLDER, DataError
from geodata.model.translated import lacking
from geodata.panels.rehearsal import rehearsal
from geodata.reading import reader
from geodata.reading.answers import answers, as_object, in_words
from geodata.reading.pages import from_file
from geodata.reading.proposing import propose


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 if all is well, 1 if not."""
    asked = vars(_parser().parse_args(arguments))
    run: Callable[..., int] = asked.pop("run")
    return run(**asked)


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
    _add_read(commands)
    return parser


def _add_read(commands: Any) -> None:
    words = "propose reports from an article: a saved page, a text, or documents on standard input"
    command = commands.add_parser("read", help=words, description=f"{words}.".capitalize())
    command.add_argument("file", type=Path, nargs="?", metavar="FILE")
    command.add_argument("--json", action="store_true", dest="as_json", help="for a program")
    command.set_defaults(run=read)


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


def read(file: Path | None, as_json: bool) -> int:
    """Print what an article may report; without a file, answer documents in JSON, one a line."""
    if file is None and not as_json:
        return _refuse("Name a file, or ask with --json for answers to documents on standard input")
    try:
        content = file.read_bytes() if file else b""
        dataset = load(Path(os.environ.get("CROSSINGS_DATA") or FOLDER).expanduser())
    except OSError as error:
        return _refuse(f"{file} cannot be read: {error.strerror}")
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return _read_file(file, content, dataset, as_json) if file else _read_lines(dataset)


def _read_lines(dataset: Dataset) -> int:
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    damaged = 0
    for answer in answers(lines, dataset):
        damaged += answer.startswith('{"error"')
        print(answer, flush=True)
    return 1 if damaged else 0


def _read_file(file: Path, content: bytes, dataset: Dataset, as_json: bool) -> int:
    document = from_file(content, file.name)
    reading = reader.read(document, dataset)
    proposals = propose(reading, dataset)
    if as_json:
        print(json.dumps(as_object(reading, proposals), ensure_ascii=False))
    else:
        print("\n".join(in_words(reading, proposals)))
    return 0


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
