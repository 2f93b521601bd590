import hashlib
import os
import stat

import pytest

from geodata.editing.captures import keep
from geodata.model.schema import DataError
from tests.editing.interrupted import Steps, full, stopped

PAGE = "<html>Грань</html>".encode()
NAME = f"{hashlib.sha256(PAGE).hexdigest()}.html"


def test_a_page_is_kept_under_its_hash_for_its_keeper_alone(tmp_path):
    captures = tmp_path / "kept" / "captures"
    assert keep(captures, PAGE, ".HTML") == hashlib.sha256(PAGE).hexdigest()
    assert (captures / NAME).read_bytes() == PAGE
    assert stat.S_IMODE(captures.stat().st_mode) == 0o700
    assert stat.S_IMODE((captures / NAME).stat().st_mode) == 0o600


def test_a_page_is_written_once_and_never_over_another(tmp_path):
    keep(tmp_path / "kept", PAGE, "html")
    path = tmp_path / "kept" / NAME
    before = path.stat().st_mtime_ns
    keep(tmp_path / "kept", PAGE, "html")
    assert path.stat().st_mtime_ns == before
    path.write_bytes(b"damaged")
    with pytest.raises(FileExistsError):
        keep(tmp_path / "kept", PAGE, "html")
    assert path.read_bytes() == b"damaged"


@pytest.mark.parametrize("suffix", ["../../x", "/etc/passwd", "a\0b", ""])
def test_the_ending_leads_nowhere_else(tmp_path, suffix):
    keep(tmp_path / "kept", PAGE, suffix)
    (only,) = (tmp_path / "kept").iterdir()
    assert only.suffix[1:].isalnum()


@pytest.mark.parametrize("place", [".", "captures", ".desk/captures", "..", "../data"])
def test_a_folder_within_the_data_or_around_them_is_refused(copied, place):
    with pytest.raises(DataError, match="the data"):
        keep(copied / place, PAGE, "html", data=copied)
    assert not (copied / "captures").exists()


def test_a_link_into_the_data_and_the_data_of_others_are_refused(copied, tmp_path):
    os.symlink(copied, tmp_path / "link")
    with pytest.raises(DataError, match="within the data"):
        keep(tmp_path / "link" / "captures", PAGE, "html", data=copied)
    with pytest.raises(DataError, match="within the data"):
        keep(copied / "captures", PAGE, "html")  # whichever data it is told of


def test_a_full_disk_or_a_kill_leaves_no_half_of_a_page(tmp_path):
    for at in range(1, 20):
        captures = tmp_path / f"at-{at}"
        code = stopped(lambda to=captures: keep(to, PAGE, "html"), at)
        path = captures / NAME
        assert not path.exists() or path.read_bytes() == PAGE
        if code == 0:
            break
    assert at > 4
    with Steps(3, full), pytest.raises(OSError, match="No space left"):
        keep(tmp_path / "full", PAGE, "html")
    assert list((tmp_path / "full").iterdir()) == []
