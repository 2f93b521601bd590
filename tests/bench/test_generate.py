"""The packages that the benchmarks generate are valid, or nothing would be measured."""

from pathlib import Path

from geodata.model.dataset import load
from tests.bench.generate import generate


def test_a_generated_package_passes_every_check(tmp_path: Path) -> None:
    assert len(load(generate(1_000, tmp_path)).crossings) == 1_000
