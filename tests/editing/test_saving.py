import codecs
import contextlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from geodata.editing import saving
from geodata.editing.change import Change, RowChange
from geodata.editing.files import changed
from geodata.editing.saving import Outdated, history, save, undo
from geodata.model import settling, tables
from geodata.model.dataset import load
from geodata.model.live import LiveDataset
from geodata.model.schema import DataError
from geodata.model.tables import digest
from geodata.web.downloads import package_zip
from tests import package
from tests.editing.interrupted import Steps, apart, full, kill, leave, stopped
from tests.editing.rows import altered, another, article, excerpt

FILES = ("articles.csv", "crossings.csv", "excerpts.csv", "CHANGELOG.md")
CHANGE = Change((*another().rows, *altered().rows), "Another source")


@pytest.fixture
def unchecked(monkeypatch):
    """Without the checks of the whole package, which take longer than all the rest."""
    monkeypatch.setattr(saving, "_be_sound", lambda folder, change: None)


def _held(folder):
    return {file: (folder / file).read_bytes() for file in FILES}


def _read(folder):
    return {file: settling.read_bytes(folder, file) for file in FILES}


def _linked(folder, copy):
    """A copy of a folder at no cost: its files are never written, only others put in their place."""
    return Path(shutil.copytree(folder, copy, symlinks=True, copy_function=_link))


def _link(source, target):
    os.link(source, target, follow_symlinks=False)


def _left(folder):
    """What a save has left behind in a folder."""
    found = [path for path in folder.rglob("*") if ".desk/seen" not in path.as_posix()]
    names = {path.relative_to(folder).as_posix() for path in found if path.is_file()}
    return {
        name
        for name in names
        if name in {settling.INTENT, settling.JOURNAL}
        or (name.rpartition("/")[2].startswith(".") and name != ".desk/.gitignore")
    }


def test_a_save_writes_its_files_and_readers_see_it_by_themselves(copied):
    live = LiveDataset(copied, look_every=0)
    live.current()
    new = changed(copied, CHANGE)
    saved = save(copied, CHANGE, digest(copied))
    assert _held(copied) == new
    dataset, broken = live.current()
    assert not broken
    assert "A new headline" in dataset.crossings["headline"].tolist()
    assert _left(copied) == set()
    assert [(each.id, each.reason, each.change, each.undone) for each in history(copied)] == [
        (saved.id, "Another source", CHANGE, "")
    ]


def test_the_desks_own_folder_is_hidden_from_version_control_and_the_digest(copied):
    before = digest(copied)
    save(copied, altered(), before)
    subprocess.run(["git", "init", "-q"], cwd=copied, check=True)
    told = subprocess.run(["git", "status", "--porcelain"], cwd=copied, capture_output=True)
    assert b".desk" not in told.stdout
    seen = digest(copied)
    (copied / ".desk" / "history" / "000009.json").write_text("x")
    assert digest(copied) == seen
    assert stat.S_IMODE((copied / ".desk" / "history").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (altered(kind="unheard"), "crossings.csv row 8, kind: 'unheard' is not one of"),
        (altered(reason=" \n"), "CHANGELOG.md, reason: is blank"),
        (Change((), "Why"), "nothing would change"),
        (altered(people_best="1"), "nothing would change"),
        (Change((RowChange("crossings", "gone", {"headline": "x"}),), "Why"), "is not there"),
    ],
)
def test_what_would_break_a_rule_is_refused_and_nothing_is_written(copied, change, said):
    before = _held(copied)
    with pytest.raises(DataError, match=said):
        save(copied, change, digest(copied))
    assert _held(copied) == before
    assert history(copied) == []


def test_every_step_at_which_a_save_is_killed_leaves_all_old_or_all_new(
    copied, tmp_path, unchecked
):
    old, new, seen = _held(copied), changed(copied, CHANGE), saving.remember(copied)
    found = []
    for at in range(1, 500):
        folder = _linked(copied, tmp_path / f"at-{at}")
        code = stopped(lambda f=folder: save(f, CHANGE, seen), at, kill if at % 2 else leave)
        read = _read(folder)
        assert read in (old, new), at
        assert len(history(folder)) == (read == new), at
        settling.settle(folder)
        assert _held(folder) == read, at
        assert _left(folder) == set(), at
        found.append(read == new)
        if read == old and at % 5 == 0:  # and the next save goes on from there
            save(folder, CHANGE, seen)
            assert _held(folder) == new, at
        if code == 0:
            break
    assert code == 0
    assert found == sorted(found)  # old up to one step, new from there on
    assert found.count(False) > 20
    assert found.count(True) > 8


def test_the_data_are_whole_for_whoever_loads_them_after_a_kill_between_two_renames(
    copied, unchecked
):
    at, seen = _between_two_renames(copied)
    assert stopped(lambda: save(copied, CHANGE, seen), at)
    assert _held(copied) not in (_read(copied), {})
    assert digest(copied) != seen
    dataset = load(copied)
    assert "A new headline" in dataset.crossings["headline"].tolist()
    assert dataset.digest == digest(copied)
    assert _held(copied) == _read(copied)
    assert "Another source" in dataset.texts["CHANGELOG.md"]


def _between_two_renames(folder):
    """After how many steps of a save one file has its name and others do not."""
    seen, other = digest(folder), Path(shutil.copytree(folder, folder.parent / "tried"))
    names = []
    with Steps(0, leave) as steps:
        replace = os.replace

        def noted(source, target):
            names.append((steps.done + 1, Path(target).name))
            replace(source, target)

        os.replace = noted
        save(other, CHANGE, seen)
    at = [step for step, name in names if name in FILES]
    return at[1], seen


def test_every_step_at_which_the_finishing_is_killed_leaves_the_new_data(
    copied, tmp_path, unchecked
):
    new = changed(copied, CHANGE)
    at, seen = _between_two_renames(copied)
    stopped(lambda: save(copied, CHANGE, seen), at)
    for step in range(1, 50):
        folder = _linked(copied, tmp_path / f"at-{step}")
        code = stopped(lambda f=folder: settling.settle(f), step)
        assert _read(folder) == new, step
        settling.settle(folder)
        assert _held(folder) == new, step
        assert _left(folder) == set(), step
        if code == 0:
            break
    assert step > 5


def test_every_step_at_which_the_disk_is_full_leaves_nothing_changed(copied, tmp_path, unchecked):
    old, new, seen = _held(copied), changed(copied, CHANGE), digest(copied)
    saving.remember(copied)  # what is only a help may fail without a word
    refused = 0
    for at in range(1, 500):
        folder, saved = _linked(copied, tmp_path / f"at-{at}"), False
        with Steps(at, full) as steps, contextlib.suppress(OSError):
            saved = bool(save(folder, CHANGE, seen))
        refused += not saved
        assert _read(folder) == (new if saved else old), at
        settling.settle(folder)
        assert _held(folder) == (new if saved else old), at
        assert _left(folder) == set(), at
        if steps.done < at:
            break
    assert saved
    assert refused > 20


def test_a_disk_that_is_really_full_changes_nothing(copied, tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        folder = Path(shutil.copytree(copied, place / "data"))
        before, seen = _held(folder), digest(folder)
        (place / "filler").touch()
        with contextlib.suppress(OSError):
            _fill(place / "filler")
        with pytest.raises(OSError, match="No space left"):
            save(folder, CHANGE, seen)
        assert _held(folder) == before
        (place / "filler").unlink()
        save(folder, CHANGE, seen)
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _fill(path):
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def test_a_file_that_vanishes_changes_nothing(copied):
    seen, before = digest(copied), _held(copied)
    (copied / "excerpts.csv").unlink()
    with pytest.raises((Outdated, DataError)):
        save(copied, CHANGE, seen)
    assert (copied / "crossings.csv").read_bytes() == before["crossings.csv"]
    assert not (copied / "excerpts.csv").exists()


def _as_nobody(act):
    """Run an act as someone who may read and not write; a process of root's own may always."""

    def run():
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        act()

    return apart(run)()


@pytest.fixture
def open_to_all():
    """A folder that everyone may look into."""
    home = Path(tempfile.mkdtemp())
    home.chmod(0o755)
    yield home
    shutil.rmtree(home)


def test_a_reader_who_may_not_write_reads_a_save_that_was_cut_off(copied, open_to_all, unchecked):
    at, seen = _between_two_renames(copied)
    stopped(lambda: save(copied, CHANGE, seen), at)
    folder = Path(shutil.copytree(copied, open_to_all / "data"))
    folder.chmod(0o555)
    before = _held(folder)
    codecs.lookup("cp437")  # of zip files: nobody may be kept from where Python lies, too

    def read():
        found = load(folder)
        assert "A new headline" in found.crossings["headline"].tolist()
        assert found.digest == digest(folder)
        with ZipFile(BytesIO(package_zip(found, folder))) as packed:
            for file in FILES:
                assert packed.read(file) == settling.read_bytes(folder, file)

    assert _as_nobody(read) == 0
    assert _held(folder) == before  # nothing was renamed
    assert load(folder).digest == digest(folder)
    assert _held(folder) == _read(folder) != before


def test_a_folder_that_may_not_be_written_is_left_as_it_is(copied, open_to_all):
    folder = Path(shutil.copytree(copied, open_to_all / "data"))
    folder.chmod(0o555)

    def refused():
        with pytest.raises(PermissionError):
            save(folder, CHANGE, digest(folder))

    assert _as_nobody(refused) == 0
    assert not (folder / ".desk").exists()


def test_the_mode_of_a_file_and_a_link_within_the_folder_are_kept(copied):
    (copied / "crossings.csv").chmod(0o640)
    (copied / "tables").mkdir()
    (copied / "articles.csv").rename(copied / "tables" / "all.csv")
    (copied / "articles.csv").symlink_to("tables/all.csv")
    save(copied, CHANGE, digest(copied))
    assert stat.S_IMODE((copied / "crossings.csv").stat().st_mode) == 0o640
    assert (copied / "articles.csv").is_symlink()
    assert b"example-2026-new" in (copied / "tables" / "all.csv").read_bytes()


def test_a_link_within_the_folder_is_read_whole_after_a_kill(copied, tmp_path, unchecked):
    (copied / "tables").mkdir()
    (copied / "articles.csv").rename(copied / "tables" / "all.csv")
    (copied / "articles.csv").symlink_to("tables/all.csv")
    old, new, seen = _held(copied), changed(copied, CHANGE), digest(copied)
    for at in range(_between_two_renames(copied)[0] - 3, 99):
        folder = _linked(copied, tmp_path / f"at-{at}")
        code = stopped(lambda f=folder: save(f, CHANGE, seen), at)
        assert _read(folder) in (old, new)
        settling.settle(folder)
        assert _held(folder) in (old, new)
        if code == 0:
            break
    assert code == 0


def _added(number):
    name = f"example-2026-{number}"
    rows = (article(name), excerpt(f"pasvik-swimmer-2012-{number}", article_id=name))
    return Change(rows, f"Source {number}")


def _until_saved(folder, change):
    seen = digest(folder)
    while True:
        try:
            return save(folder, change, seen)
        except Outdated as other:
            seen = other.now if other.clean else ""


def test_two_processes_that_save_at_once_lose_nothing(copied, unchecked):
    def several(first):
        for number in range(first, first + 5):
            _until_saved(copied, _added(number))

    waiting = [apart(lambda first=first: several(first)) for first in (10, 20)]
    assert [wait() for wait in waiting] == [0, 0]
    dataset = load(copied)
    expected = {f"example-2026-{number}" for number in (*range(10, 15), *range(20, 25))}
    assert expected <= set(dataset.articles["article_id"])
    assert len(history(copied)) == 10
    assert dataset.texts["CHANGELOG.md"].count(": Source ") == 10


def test_two_threads_that_save_at_once_lose_nothing(copied, unchecked):
    threads = [
        threading.Thread(target=_until_saved, args=(copied, _added(number))) for number in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(history(copied)) == 5
    load(copied)


def test_a_reader_never_sees_half_of_a_save(tmp_path, unchecked):
    folder = package.write(tmp_path / "package", [package.crossing("one")])

    def say(word):
        rows = (
            RowChange("crossings", "one", {"headline": word}),
            RowChange("excerpts", "excerpt-one", {"text": word}),
        )
        save(folder, Change(rows, word), digest(folder))

    say("0")
    until = time.monotonic() + 4

    def many():
        number = 0
        while time.monotonic() < until:
            number += 1
            say(str(number))
            time.sleep(0.6)

    wait, seen = apart(many), set()
    while time.monotonic() < until:
        dataset = load(folder)
        word = dataset.crossings["headline"].iloc[0]
        assert dataset.excerpts["text"].iloc[0] == word
        seen.add(word)
    assert wait() == 0
    assert len(seen) > 2


def test_a_lock_that_is_held_for_long_is_told_and_let_go_with_its_holder(copied, unchecked):
    saving.disk.desk(copied)
    ready, done = os.pipe()

    def hold():
        with settling.locked(copied, 0):
            os.write(done, b"x")
            time.sleep(60)

    child = os.fork()
    if child == 0:
        hold()
        os._exit(0)
    os.read(ready, 1)
    before = _held(copied)
    with pytest.raises(OSError, match=r"another save has gone on for over 0\.1 seconds"):
        save(copied, CHANGE, digest(copied), wait=0.1)
    assert _held(copied) == before
    os.kill(child, 9)
    os.waitpid(child, 0)
    save(copied, CHANGE, digest(copied), wait=1)


def test_the_change_of_someone_else_is_shown_instead_of_overwritten(copied):
    seen = saving.remember(copied)
    save(copied, altered("Mine", people_words="one man"), seen)
    with pytest.raises(Outdated) as outdated:
        save(copied, altered("Yours"), seen)
    (difference,) = outdated.value.differences
    assert difference.file == "crossings.csv"
    assert [sign for sign, _ in difference.lines] == [" ", "-", "+", " "]
    assert "one man" in difference.lines[2][1]
    assert not outdated.value.clean  # the same row


def test_a_change_of_rows_that_others_left_alone_may_be_saved_on_top(copied):
    seen = saving.remember(copied)
    path = copied / "crossings.csv"  # by hand, and not through the desk
    path.write_bytes(path.read_bytes().replace(b"Asylum seekers at Storskog in 2003,", b"Seekers,"))
    with pytest.raises(Outdated) as outdated:
        save(copied, altered(), seen)
    assert outdated.value.clean
    assert outdated.value.differences[0].lines[2][1].count("Seekers,")
    save(copied, altered(), outdated.value.now)
    headlines = load(copied).crossings["headline"].tolist()
    assert {"Seekers", "A new headline"} <= set(headlines)


def test_where_it_is_not_known_what_an_editor_saw_nothing_is_called_clean(copied):
    with pytest.raises(Outdated) as outdated:
        save(copied, altered(), "0" * 64)
    assert outdated.value.differences is None
    assert not outdated.value.clean
    assert outdated.value.now == digest(copied)


def test_a_damaged_memory_of_what_was_seen_is_no_memory(copied):
    seen = saving.remember(copied)
    for path in (copied / ".desk" / "seen").iterdir():
        if path.suffix != ".json":
            path.write_bytes(path.read_bytes()[:-1] + b"x")
    path = copied / "crossings.csv"
    path.write_bytes(path.read_bytes().replace(b"Asylum seekers", b"Seekers"))
    with pytest.raises(Outdated) as outdated:
        save(copied, altered(), seen)
    assert outdated.value.differences is None


@pytest.mark.parametrize("left", [b"", b"[]"])
def test_a_damaged_memory_stops_no_save_and_is_written_anew(copied, monkeypatch, left):
    monkeypatch.setattr("geodata.editing.seen.MOST", 2)
    seen = saving.remember(copied)
    path = copied / ".desk" / "seen" / f"{seen}.json"
    path.write_bytes(left)
    saved = save(copied, altered(), seen)
    assert path.read_bytes() != left
    path.write_bytes(left)
    undo(copied, saved.id, "It was wrong", "", digest(copied))
    assert len(saving.history(copied)) == 2


def test_only_the_last_states_are_remembered(copied, monkeypatch):
    monkeypatch.setattr("geodata.editing.seen.MOST", 3)
    path = copied / "places.csv"
    whole = path.read_bytes()
    for number in range(6):
        path.write_bytes(whole + b"\n" * number)
        saving.remember(copied)
    names = [each.name for each in (copied / ".desk" / "seen").iterdir()]
    assert sum(name.endswith(".json") for name in names) == 3
    unlike = len(set((copied / ".desk" / "seen").iterdir())) - 3
    assert unlike == len({*_tables(copied)}) - 1 + 3  # one state of each file, three of the places


def _tables(folder):
    return [name for name in tables.named(folder) if (folder / name).is_file()]


def test_another_border_is_saved_as_well(other, tmp_path):
    from tests.conftest import OTHER

    folder = Path(shutil.copytree(OTHER, tmp_path / "data"))
    row = RowChange("crossings", other.crossings["crossing_id"].iloc[0], {"headline": "Новое"})
    before = {path: path.read_bytes() for path in folder.glob("*.csv")}
    saved = save(folder, Change((row,), "Почему", "Редактор"), digest(folder))
    assert "Редактор" not in (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    undo(folder, saved.id, "Не то", "", digest(folder))
    assert {path: path.read_bytes() for path in before} == before


def test_a_journal_that_names_files_elsewhere_is_no_journal(copied, tmp_path, caplog):
    (copied / ".desk").mkdir()
    outside = tmp_path / "outside"
    outside.write_text("x")
    (copied / ".desk" / "journal").write_text('{"crossings.csv": "../outside"}')
    assert load(copied).digest == digest(copied)
    assert outside.exists()
    assert "cannot be read" in caplog.text


def test_data_are_read_where_there_are_no_file_locks(copied):
    told = (
        "import sys; sys.modules['fcntl'] = None\n"
        "from pathlib import Path\n"
        "from geodata.editing import captures, changes, drafts, saving, trial\n"
        "from geodata.model.dataset import load\n"
        "folder = Path(sys.argv[1])\n"
        "(folder / '.desk').mkdir(); (folder / '.desk' / 'intent').write_text('{}')\n"
        "print(load(folder).digest)\n"
    )
    run = [sys.executable, "-c", told, str(copied)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == digest(copied)


def test_what_others_save_while_a_change_is_checked_is_not_overwritten(copied, monkeypatch):
    seen = saving.remember(copied)

    def meanwhile(folder, change):
        monkeypatch.undo()
        save(folder, altered("Theirs"), seen)

    monkeypatch.setattr(saving, "_be_sound", meanwhile)
    with pytest.raises(Outdated):
        save(copied, altered("Mine", headline="My headline"), seen)
    assert [each.reason for each in history(copied)] == ["Theirs"]


def test_a_save_that_is_whole_before_its_files_have_their_names_is_not_read_by_half(
    copied, monkeypatch
):
    seen, content_of = digest(copied), tables.content_of

    def meanwhile(folder, file):
        content = content_of(folder, file)
        if file == "articles.csv":
            monkeypatch.setattr(tables, "content_of", content_of)
            monkeypatch.setattr(settling, "finish", lambda folder: None)
            save(folder, CHANGE, seen)
        return content

    monkeypatch.setattr(tables, "content_of", meanwhile)
    dataset = load(copied)  # the articles are read first, the excerpts last
    assert dataset.digest == digest(copied) != seen
    assert "example-2026-new" in dataset.articles["article_id"].tolist()
