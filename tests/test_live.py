import errno
import logging
import os
import threading
import time
import weakref
from pathlib import Path

import pytest

from geodata.model import dataset as reading
from geodata.model import schema
from geodata.model.dataset import Step, load
from geodata.model.live import LiveDataset
from geodata.model.proofs import Proofs
from geodata.model.summary import most_people


def _live(folder):
    return LiveDataset(folder, look_every=0, patience=60)


def _edit(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1))


def test_an_edit_is_seen(copied):
    live = _live(copied)
    before, _ = live.current()
    _edit(copied / "crossings.csv", "crossed", "walked over")
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
    for word in ("walked over", "waded over"):
        _edit(copied / "crossings.csv", "crossed", word)
    time.sleep(0.3)
    headlines = " ".join(live.current()[0].crossings["headline"])
    assert "walked over" in headlines
    assert "waded over" in headlines


def test_files_written_while_they_are_read_are_read_again(copied, monkeypatch):
    live, check = _live(copied), schema.check

    def edited_meanwhile(folder, tell):
        monkeypatch.setattr(schema, "check", check)
        _edit(copied / "crossings.csv", "crossed", "walked over")
        return check(folder, tell)

    monkeypatch.setattr(schema, "check", edited_meanwhile)
    assert live.current() == (None, True)  # half of one version and half of the other
    dataset, broken = live.current()
    assert not broken
    assert "walked over" in " ".join(dataset.crossings["headline"])


def test_readers_do_not_wait_for_a_large_package(copied, monkeypatch):
    go_on = threading.Event()
    live = LiveDataset(copied, look_every=0, patience=0.1)

    def slowly(folder, proofs, tell):
        tell(Step("Checking crossings.csv", 0.4))
        go_on.wait(60)
        return load(folder, proofs, tell)

    monkeypatch.setattr("geodata.model.live.load", slowly)
    assert live.current() == (None, False)
    assert live.reading == Step("Checking crossings.csv", 0.4)
    go_on.set()
    live._reading.join(60)
    first, _ = live.current()
    assert len(first.crossings) == 56
    assert live.reading is None
    go_on.clear()
    _edit(copied / "crossings.csv", "crossed", "walked over")
    assert live.current() == (first, False)  # the old data, while the new are read
    go_on.set()


def test_any_other_failure_leaves_the_last_good_data_too(copied, monkeypatch, caplog):
    live = _live(copied)
    good, _ = live.current()
    _edit(copied / "crossings.csv", "crossed", "walked over")
    monkeypatch.setattr(reading, "_read", lambda package, folder: 1 / 0)
    assert live.current() == (good, True)
    assert "ZeroDivisionError" in caplog.text


def test_a_package_that_passed_is_not_checked_again_until_it_changes(copied, tmp_path, monkeypatch):
    proofs, checked, check = Proofs(tmp_path / "proofs"), [], schema.check

    def counted(folder, tell):
        checked.append(folder)
        return check(folder, tell)

    monkeypatch.setattr(schema, "check", counted)
    first, second = load(copied, proofs), load(copied, proofs)
    assert first.crossings.equals(second.crossings)
    assert len(checked) == 1
    _edit(copied / "crossings.csv", "confirmed", "perhaps")
    with pytest.raises(schema.DataError):
        load(copied, proofs)
    with pytest.raises(schema.DataError):  # a failure is no proof
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
        assert len(load(copied, Proofs(folder)).crossings) == 56
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
    _edit(copied / "crossings.csv", "crossed", "walked over")
    live.current()
    assert gone() is None
