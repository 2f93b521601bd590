import csv
import io

import pytest

from geodata.views.downloads import csv_bytes, safe_cell
from tests.package import crossing


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
)
def test_a_cell_that_looks_like_a_formula_becomes_text(cell):
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "text", "2015", 5439, -3, 1.5])
def test_other_cells_stay_as_they_are(cell):
    assert safe_cell(cell) == cell


def test_the_file_holds_the_rows_and_columns_of_the_description(shipped):
    rows = shipped.crossings.head(7)
    text = csv_bytes(shipped, "crossings", rows).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text)))
    assert [row["crossing_id"] for row in read] == rows["crossing_id"].tolist()
    assert list(read[0]) == [f["name"] for f in shipped.package["resources"][1]["schema"]["fields"]]
    assert "counted" not in read[0]


def test_blank_numbers_stay_blank_in_the_file(small):
    dataset = small(crossing("x", people_low="", people_best="", people_high=""))
    read = next(
        csv.DictReader(
            io.StringIO(csv_bytes(dataset, "crossings", dataset.crossings).decode("utf-8-sig"))
        )
    )
    assert (read["people_best"], read["latitude"]) == ("", "")
