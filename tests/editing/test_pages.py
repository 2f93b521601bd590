import hashlib
import os

import pytest

from geodata.editing import pages

PAGE = b"<html>Grense \xff</html>"
DIGEST = hashlib.sha256(PAGE).hexdigest()


def test_a_page_is_found_by_its_hash_to_the_byte(tmp_path):
    assert pages.keep(tmp_path, PAGE) == pages.keep(tmp_path, PAGE) == DIGEST
    assert pages.find(tmp_path, DIGEST) == PAGE
    assert [path.name for path in (tmp_path / ".desk/pages").iterdir()] == [DIGEST]


def test_a_page_that_is_no_longer_what_it_was_is_none_and_is_kept_anew(tmp_path):
    pages.keep(tmp_path, PAGE)
    (tmp_path / ".desk/pages" / DIGEST).write_bytes(b"<html>")
    assert pages.find(tmp_path, DIGEST) is None
    pages.keep(tmp_path, PAGE)
    assert pages.find(tmp_path, DIGEST) == PAGE


@pytest.mark.parametrize("name", ["", "../drafts/a", "a" * 64, "/etc/passwd", DIGEST.upper()])
def test_no_other_name_leads_to_a_file(tmp_path, name):
    pages.keep(tmp_path, PAGE)
    assert pages.find(tmp_path, name) is None


def test_a_page_goes_once_no_draft_has_named_it_for_a_day(tmp_path):
    used, unused, fresh = (pages.keep(tmp_path, text) for text in (b"used", b"unused", b"fresh"))
    for digest in (used, unused):
        os.utime(tmp_path / ".desk/pages" / digest, (0, 0))
    pages.tidy(tmp_path, {used})
    assert [pages.find(tmp_path, each) for each in (used, unused, fresh)] == [
        b"used",
        None,
        b"fresh",
    ]
