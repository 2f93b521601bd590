import logging
import os
import threading

import pytest

from geodata.model.live import LiveDataset


def _live(folder):
    return LiveDataset(folder, look_every=0)


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
    "damage", ["nonsense", "truncated", "deleted", "description gone", "folder gone"]
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
    live = LiveDataset(copied, look_every=60)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(live.current()[0])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(dataset) for dataset in found}) == 1
