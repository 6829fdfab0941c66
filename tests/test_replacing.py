"""What has the name of an output and is no file stays as it is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.conftest import ROOT
from wikirel.dataset import build_dataset
from wikirel.dump import Places
from wikirel.errors import ExportError
from wikirel.replacing import refuse_special

SEED = ROOT / "seeds/cuba-peru.wiki"


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes")
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def is_pipe_alone(pipe: Path) -> bool:
    return stat.S_ISFIFO(pipe.stat().st_mode) and list(pipe.parent.iterdir()) == [pipe]


def test_files_folders_and_free_names_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file", tmp_path / "free", tmp_path / "file" / "below"):
        refuse_special(path)


def test_a_panel_replaces_no_pipe(pipe: Path) -> None:
    pytest.importorskip("pyarrow")
    result = run("panel", SEED, "--from", "1959", "--to", "1960", "--format", "parquet", "--output", pipe)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"wikirel: {pipe}: cannot be written: is a device or a pipe, which no file can replace\n"
    )
    assert is_pipe_alone(pipe)


def test_a_panel_that_cannot_be_written_names_its_own_file(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "no folder" / "panel.parquet"
    result = run("panel", SEED, "--from", "1959", "--to", "1960", "--format", "parquet", "--output", path)
    assert result.stderr == f"wikirel: {path}: cannot be written: no such file or directory\n"


def test_a_data_set_replaces_no_pipe(pipe: Path) -> None:
    with pytest.raises(ExportError, match="is a device or a pipe"):
        build_dataset(SEED, pipe, overwrite=True)
    assert is_pipe_alone(pipe)


def test_a_list_of_places_replaces_no_pipe(pipe: Path) -> None:
    with pytest.raises(ExportError, match="is a device or a pipe"):
        Places({}, ()).write(pipe)
    assert is_pipe_alone(pipe)
