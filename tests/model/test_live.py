import errno
import logging
import os
import re
import threading
import time
import weakref
from pathlib import Path

import pytest

from geodata.model import cells, tables
from geodata.model import dataset as reading
from geodata.model.dataset import Step, load
from geodata.model.live import LiveDataset
from geodata.model.proofs import Proofs
from geodata.model.schema import DataError, Problem
from geodata.model.summary import most_people
from tests import package


def _live(folder):
    return LiveDataset(folder, look_every=0, patience=60)


def _edit(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1))


def test_an_edit_is_seen(copied):
    live = _live(copied)
    before, _ = live.current()
    _edit(copied / "crossings.csv", "crossed", "danced over")
    after, broken = live.current()
    assert not broken
    assert after.digest != before.digest


def test_unchanged_files_are_not_read_again(copied):
    live = _live(copied)
    assert live.current()[0] is live.current()[0]


@pytest.mark.parametrize(
    "damage",
    ["nonsense", "truncated", "deleted", "unreadable", "description gone", "folder gone"],
)
def test_broken_files_leave_the_last_good_data_and_one_line_in_the_log(copied, caplog, damage):
    live = _live(copied)
    good, _ = live.current()
    path = copied / "crossings.csv"
    match damage:
        case "nonsense":
            _edit(path, "confirmed", "perhaps")
        case "truncated":
            path.write_bytes(path.read_bytes()[:999])
        case "deleted":
            path.unlink()
        case "unreadable":
            path.unlink()
            path.mkdir()  # as its owner, a test can read any file
        case "description gone":
            (copied / "datapackage.json").unlink()
        case "folder gone":
            copied.rename(copied.parent / "elsewhere")
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert live.current() == (good, True)
    assert len(caplog.records) == 1
    assert "the last good data stay in use" in caplog.text


def test_mended_files_are_shown_again(copied):
    live = _live(copied)
    live.current()
    text = (copied / "crossings.csv").read_text(encoding="utf-8")
    (copied / "crossings.csv").write_text("", encoding="utf-8")
    assert live.current()[1]
    (copied / "crossings.csv").write_text(text, encoding="utf-8")
    dataset, broken = live.current()
    assert not broken
    assert len(dataset.crossings)


def test_data_that_were_never_good_are_not_shown(tmp_path):
    assert _live(tmp_path / "nothing").current() == (None, True)


def test_many_readers_share_one_reading(copied):
    live = LiveDataset(copied, look_every=60, patience=60)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(live.current()[0])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(dataset) for dataset in found}) == 1


def test_two_edits_at_once_are_both_seen(copied):
    live = LiveDataset(copied, look_every=0.2, patience=60)
    live.current()
    for word in ("danced over", "waded over"):
        _edit(copied / "crossings.csv", "crossed", word)
    time.sleep(0.3)
    headlines = " ".join(live.current()[0].crossings["headline"])
    assert "danced over" in headlines
    assert "waded over" in headlines


def test_files_written_while_they_are_checked_are_read_again(copied, monkeypatch):
    live, check = _live(copied), cells.check

    def edited_meanwhile(table, resource):
        monkeypatch.setattr(cells, "check", check)
        _edit(copied / "crossings.csv", "crossed", "danced over")
        return check(table, resource)

    monkeypatch.setattr(cells, "check", edited_meanwhile)
    dataset, broken = live.current()  # whole, as it was read before
    assert not broken
    assert "danced over" not in " ".join(dataset.crossings["headline"])
    dataset, broken = live.current()
    assert not broken
    assert "danced over" in " ".join(dataset.crossings["headline"])


def test_half_of_one_version_and_half_of_the_other_are_never_shown(copied, monkeypatch):
    content, edits = tables.content_of, iter(range(9))

    def edited_meanwhile(folder, file):
        read = content(folder, file)
        if file == "places.csv":
            _edit(copied / "crossings.csv", "Asylum", f"Asylum{next(edits)}")
        return read

    monkeypatch.setattr(tables, "content_of", edited_meanwhile)
    with pytest.raises(DataError, match="a table was written while it was read"):
        load(copied)
    monkeypatch.setattr(tables, "content_of", content)
    assert load(copied).digest == tables.digest(copied)


def test_readers_do_not_wait_for_a_large_package(copied, monkeypatch):
    go_on = threading.Event()
    live = LiveDataset(copied, look_every=0, patience=0.1)

    def slowly(folder, proofs, tell, **options):
        tell(Step("Checking crossings.csv", 0.4))
        go_on.wait(60)
        return load(folder, proofs, tell, **options)

    monkeypatch.setattr("geodata.model.live.load", slowly)
    assert live.current() == (None, False)
    assert live.reading == Step("Checking crossings.csv", 0.4)
    go_on.set()
    live._reading.join(60)
    first, _ = live.current()
    assert len(first.crossings) == len(load().crossings)
    assert live.reading is None
    go_on.clear()
    _edit(copied / "crossings.csv", "crossed", "danced over")
    assert live.current() == (first, False)  # the old data, while the new are read
    go_on.set()
    live._reading.join(60)  # or it would read on during the next test


def test_any_other_failure_leaves_the_last_good_data_too(copied, monkeypatch, caplog):
    live = _live(copied)
    good, _ = live.current()
    _edit(copied / "crossings.csv", "crossed", "danced over")
    monkeypatch.setattr(reading, "_with_derived", lambda crossings, package: 1 / 0)
    assert live.current() == (good, True)
    assert re.search(
        r"\nZeroDivisionError at geodata/model/dataset.py:\d+: 'division by zero'$",
        caplog.records[-1].message,
    )


def test_a_package_that_passed_is_not_checked_again_until_it_changes(copied, tmp_path, monkeypatch):
    proofs, checked, check = Proofs(tmp_path / "proofs"), [], cells.check

    def counted(table, resource):
        checked.extend([table] * (resource["name"] == "crossings"))
        return check(table, resource)

    monkeypatch.setattr(cells, "check", counted)
    first, second = load(copied, proofs), load(copied, proofs)
    assert first.crossings.equals(second.crossings)
    assert len(checked) == 1
    _edit(copied / "crossings.csv", ",confirmed,", ",perhaps,")
    with pytest.raises(DataError):
        load(copied, proofs)
    with pytest.raises(DataError):  # a failure is no proof
        load(copied, proofs)
    assert len(checked) == 3


def test_other_checks_ask_for_another_proof(tmp_path, monkeypatch):
    proofs = Proofs(tmp_path)
    proofs.add("digest")
    assert proofs.holds("digest")
    monkeypatch.setattr("geodata.model.proofs._checks", lambda: "newer")
    assert not proofs.holds("digest")


@pytest.mark.parametrize("trouble", ["disk full", "no folder"])
def test_a_cache_that_cannot_be_written_costs_only_a_line_in_the_log(
    copied, tmp_path, monkeypatch, caplog, trouble
):
    folder = tmp_path / "proofs"
    if trouble == "no folder":
        folder.write_text("a file in its place", encoding="utf-8")
    else:
        full = OSError(errno.ENOSPC, "No space left on device")
        monkeypatch.setattr(Path, "touch", lambda path: (_ for _ in ()).throw(full))
    for _ in range(2):
        assert len(load(copied, Proofs(folder)).crossings) == len(load().crossings)
    assert caplog.text.count("cannot be remembered") == 2


def test_only_so_many_proofs_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("geodata.model.proofs.MOST", 3)
    proofs = Proofs(tmp_path)
    for number in range(6):
        proofs.add(str(number))
        os.utime(proofs._path(str(number)), (number, number))
    assert [proofs.holds(str(number)) for number in range(6)] == [False] * 3 + [True] * 3


def test_replaced_data_are_freed(copied):
    live = _live(copied)
    gone = weakref.ref(live.current()[0])
    most_people(gone())  # keeps a result with the dataset
    _edit(copied / "crossings.csv", "crossed", "danced over")
    live.current()
    assert gone() is None


def _wait_for(condition, seconds=2.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def test_a_change_is_seen_and_logged_with_nobody_asking(tmp_path, caplog):
    folder = package.write(tmp_path, [package.crossing("a"), package.crossing("b")])
    live = LiveDataset(folder, look_every=0.1)
    with caplog.at_level(logging.INFO):
        live.watch()
        live.watch()  # a second call changes nothing
        try:
            assert _wait_for(lambda: "2 crossings" in caplog.text, 10)
            _edit(folder / "crossings.csv", "Headline of a", "")
            assert _wait_for(lambda: "headline: is blank" in caplog.text)
            _edit(
                folder / "crossings.csv",
                "confirmed,the police,1,1,1,,",
                "confirmed,the police,1,1,1,,Again",
            )
            assert _wait_for(lambda: "are whole again" in caplog.text)
        finally:
            live.rest()
    assert [record.levelname for record in caplog.records] == ["INFO", "ERROR", "INFO"], caplog.text
    assert all(str(folder) in record.message for record in caplog.records)


def test_lines_of_the_log_have_their_time_and_level(capfd):
    from geodata.model.live import _log_to_stderr

    logger = logging.getLogger("geodata")
    logger.handlers.clear()  # one that an earlier test left writes to where that test looked
    try:
        _log_to_stderr()
        _log_to_stderr()
        logging.getLogger("geodata.model.live").info("read")
    finally:
        logger.handlers.clear()
        logger.setLevel(logging.NOTSET)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [\d:,]+ INFO read\n", capfd.readouterr().err)


def test_an_edit_that_keeps_size_and_time_is_seen(copied):
    live = _live(copied)
    live.current()
    path = copied / "crossings.csv"
    stat = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Asylum", b"asylum", 1))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "asylum" in live.current()[0].crossings["headline"].iloc[0]


def test_the_texts_of_a_package_are_read_with_it_and_again_when_they_change(copied, caplog):
    live = _live(copied)
    assert live.current()[0].texts["README.md"].startswith("# Reported border crossings")
    (copied / "README.md").write_bytes("# Übergänge\n\nGrüße".encode("cp1252"))
    for name in ("CHANGELOG.md", "README.nb.md", "README.ru.md"):
        (copied / name).unlink()
    dataset, broken = live.current()
    assert not broken
    assert dataset.texts == {"README.md": "# \ufffdberg\ufffdnge\n\nGr\ufffd\ufffde"}
    assert "README.md of the data is not UTF-8" in caplog.text


def test_files_beside_the_data_are_not_watched(copied):
    live = _live(copied)
    before, _ = live.current()
    (copied / "notes.csv").write_text("who,phone\n", encoding="utf-8")
    (copied / ".#crossings.csv").symlink_to("editor@desk.1234:170")
    assert live.current() == (before, False)


def test_data_that_fail_their_rehearsal_do_not_replace_the_old_ones(copied, tmp_path, caplog):
    proofs, heard = Proofs(tmp_path / "proofs"), []

    def rehearse(dataset, tell, proved):
        heard.append(proved)
        tell(Step("Drawing the pages", 0.99))
        if "danced over" in " ".join(dataset.crossings["headline"]):
            return [Problem("crossings", None, "headline", "cannot be drawn")]
        return [] if "swam over" not in " ".join(dataset.crossings["headline"]) else len(None)

    live = LiveDataset(copied, look_every=0, patience=60, proofs=proofs, rehearse=rehearse)
    good, broken = live.current()
    assert not broken
    _edit(copied / "crossings.csv", "crossed", "danced over")
    assert live.current() == (good, True)
    assert "crossings.csv, headline: cannot be drawn" in caplog.text
    _edit(copied / "crossings.csv", "danced over", "swam over")
    assert live.current() == (good, True)
    assert (
        "TypeError at nowhere in this code" in caplog.text or "TypeError at geodata/" in caplog.text
    )
    assert not proofs.holds(tables.digest(copied))
    _edit(copied / "crossings.csv", "swam over", "crossed")
    assert live.current()[0].digest == good.digest
    assert heard == [False, False, False, True]


def test_rows_that_are_lost_are_said_in_the_log(tmp_path, caplog):
    many = [package.crossing(f"c{number}") for number in range(4)]
    live = _live(package.write(tmp_path, many))
    live.current()
    package.write(tmp_path, many[:2])
    assert len(live.current()[0].crossings) == 2
    assert "crossings has 2 rows, and had 4" in caplog.text
    assert "crossing_id c2, c3: readers may have cited them" in caplog.text


def test_a_refusal_is_logged_once_however_often_the_same_files_are_written(copied, caplog):
    live = _live(copied)
    live.current()
    _edit(copied / "crossings.csv", "confirmed", "perhaps")
    for _ in range(3):
        assert live.current()[1]
        os.utime(copied / "crossings.csv")
    assert len(caplog.records) == 1
