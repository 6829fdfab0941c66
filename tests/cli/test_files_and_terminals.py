from __future__ import annotations

import json
import os
import re
import select
import shlex
import stat
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.test_commands import OF_FILES, SEEDS, ok, run
from tests.conftest import ROOT
from tests.export.strategies import events, summits
from wikirel import InputError, parse_article
from wikirel.cli.show import clean, in_time
from wikirel.files import decode_article, parse_file, read_file, title_of_file

SEED = SEEDS[1]
WIKIREL = (sys.executable, "-c", "from wikirel.cli import main; main()")


# -- inputs that cannot be read ----------------------------------------------------------------------------


WANTED = "wanted is the text of an article, in UTF-8"
FOLDERS = "folders are read by wikirel audit, graph, panel, diff and dataset"


def bad_inputs(folder: Path) -> dict[str, tuple[Path, str]]:
    files = {
        "latin-1": (b"Per\xfa", "not UTF-8: byte 0xfa at offset 3"),
        "utf-16": ("Perú".encode("utf-16"), "not UTF-8: byte 0xff at offset 0 (this looks like UTF-16)"),
        "cut": ("Perú".encode()[:-1], "not UTF-8: byte 0xc3 at offset 3"),
        "marked": (b"\xef\xbb\xbfabc\xff", "not UTF-8: byte 0xff at offset 6"),
        "packed": (
            b"BZh91AY&SY\x90",
            "not UTF-8: byte 0x90 at offset 10 (this looks like bzip2; a dump is read by wikirel dataset)",
        ),
        "empty": (b"", "empty"),
        "blank": (b" \n\t\r\n", "empty"),
        "mark": (b"\xef\xbb\xbf", "empty"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    found = {name: (folder / name, f"{message}; {WANTED}") for name, (_, message) in files.items()}
    found["missing"] = (folder / "missing", "no such file or directory")
    found["directory"] = (folder, f"is a directory; {WANTED} ({FOLDERS})")
    return found


@pytest.mark.parametrize("name", OF_FILES)
def test_bad_input_costs_one_line_and_status_2(name: str, tmp_path: Path) -> None:
    for path, message in bad_inputs(tmp_path).values():
        result = run(name, path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"wikirel: {path}: {message}\n"


def test_every_bad_input_is_told_and_nothing_is_printed(tmp_path: Path) -> None:
    bad = bad_inputs(tmp_path)
    target = tmp_path / "out.json"
    result = run("parse", SEED, *(path for path, _ in bad.values()), "-o", target)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "".join(f"wikirel: {path}: {message}\n" for path, message in bad.values())
    assert not target.exists()


def test_bad_standard_input() -> None:
    assert (
        run("parse", "-", stdin=b"\xe9").stderr
        == f"wikirel: standard input: not UTF-8: byte 0xe9 at offset 0; {WANTED}\n"
    )
    assert run("parse", "-", stdin=b"").stderr == f"wikirel: standard input: empty; {WANTED}\n"


@pytest.mark.parametrize(
    "arguments", [("parse", ""), ("parse", SEED, "--output", ""), ("missions", SEED, "-o", "")]
)
def test_an_empty_name_is_no_file(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("the name of a file is wanted, not an empty one\n")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes them")
@pytest.mark.parametrize(
    ("arguments", "closing", "said"),
    [
        (("parse", "-"), "<&-", "standard input: is closed"),
        (("parse", str(SEED)), ">&-", "standard output: is closed; --output names a file"),
        (("missions", str(SEED), "-f", "json"), ">&-", "standard output: is closed; --output names a file"),
    ],
)
def test_closed_streams_cost_one_line(arguments: tuple[str, ...], closing: str, said: str) -> None:
    command = f"{shlex.join((*WIKIREL, *arguments))} {closing}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"wikirel: {said}\n")


def test_message_is_one_line_whatever_the_name() -> None:
    result = run("parse", "a\nb\x1b[2J\x00c")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "\x1b" not in result.stderr


@given(st.binary(max_size=12))
def test_decoding_gives_the_text_or_names_the_byte(data: bytes) -> None:
    try:
        text = decode_article(data, "x")
    except InputError as error:
        message = str(error)
    else:
        assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")
        return
    assert message.endswith(f"; {WANTED}")
    message = message.removesuffix(f"; {WANTED}")
    if message == "x: empty":
        assert not data.decode().removeprefix("\ufeff").strip()
    else:
        found = re.fullmatch(
            r"x: not UTF-8: byte 0x(..) at offset (\d+)( \(this looks like [^()]+\))?", message
        )
        assert found is not None
        offset = int(found[2])
        assert data[offset] == int(found[1], 16)
        data[:offset].decode()


def test_line_ends_stay_and_offsets_are_true(tmp_path: Path) -> None:
    text = "= Cuba–Peru relations =\r\n\r\n== Missions ==\r\n- Cuba has an embassy in Lima.\r\n"
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_file(file) == text
    data = json.loads(ok("parse", file, "-f", "json"))
    assert data["source"] == text
    span = data["missions"][0]["evidence"][0]["span"]
    assert text[span["start"] : span["end"]] == "Cuba has an embassy in Lima."


def test_parse_file_is_what_the_command_does(tmp_path: Path) -> None:
    assert parse_file(SEED) == parse_article(SEED.read_bytes().decode())
    file = tmp_path / "Cuba–Peru relations.txt"
    file.write_text("Nothing.", encoding="utf-8")
    assert parse_file(file).title == "Cuba–Peru relations"
    assert parse_file(str(file), title="A").title == "A"
    assert parse_file(file, title="").title == ""
    with pytest.raises(InputError, match="no such file"):
        parse_file(tmp_path / "none")
    assert title_of_file(os.fsdecode(b"a_\xff.wiki")).encode()


# -- where the output goes ---------------------------------------------------------------------------------


def test_output_file_is_what_would_be_printed(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for layout in ("table", "json", "jsonl"):
        assert ok("parse", SEED, "-f", layout, "-o", target) == ""
        assert target.read_bytes().decode() == ok("parse", SEED, "-f", layout)
    ok("missions", SEED, "-f", "csv", "-o", target)
    assert target.read_bytes().count(b"\r\n") == 3
    assert ok("parse", SEED, "-o", "-") == ok("parse", SEED)
    assert list(tmp_path.iterdir()) == [target]


def test_output_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    result = run("parse", SEED, "-o", target)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"wikirel: {target}: cannot be written: no space left on device\n"
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_output_keeps_mode_and_link(tmp_path: Path) -> None:
    target, link = tmp_path / "out", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    ok("parse", SEED, "-o", link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("Cuba–Peru")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    for target, reason in (
        (tmp_path, "is a directory"),
        (tmp_path / "no" / "x", "no such file or directory"),
    ):
        result = run("parse", SEED, "-o", target)
        assert result.exit_code == 2
        assert result.stderr == f"wikirel: {target}: cannot be written: {reason}\n"


def test_a_device_is_written_to_and_stays() -> None:
    ok("parse", SEED, "-o", "/dev/null")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


# -- pipes and terminals -----------------------------------------------------------------------------------


def start(*arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONUTF8": "1", **environment}
    command = [*WIKIREL, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=env)


def on_terminal(*arguments: str | Path, width: int = 90, **environment: str) -> str:
    """Run on a pseudo-terminal and return what it printed there."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    env = {**os.environ, "PYTHONUTF8": "1", "TERM": "xterm-256color", "COLUMNS": str(width), **environment}
    env = {name: value for name, value in env.items() if value}
    process = subprocess.Popen([*WIKIREL, *map(str, arguments)], stdout=follower, cwd=ROOT, env=env)
    os.close(follower)
    read, until = b"", time.monotonic() + 30
    while time.monotonic() < until:
        if select.select([leader], [], [], 0.2)[0]:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            read += piece
    process.wait(10)
    os.close(leader)
    return read.decode()


def test_pipe_gets_no_colour() -> None:
    process = start("parse", SEED)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert b"\x1b" not in out
    assert out.decode().startswith("Cuba–Peru relations\n")


def test_terminal_gets_colour_and_no_color_is_honoured() -> None:
    assert re.search("\x1b\\[[0-9;]*3[1-7]m", on_terminal("parse", SEED, NO_COLOR=""))
    assert not re.search("\x1b\\[[0-9;]*[349][0-7]m", on_terminal("parse", SEED, NO_COLOR="1"))
    assert "\x1b" not in on_terminal("parse", SEED, TERM="dumb", NO_COLOR="1")


def test_data_on_a_terminal_are_plain() -> None:
    assert json.loads(on_terminal("parse", SEED, "-f", "json", NO_COLOR=""))["title"] == "Cuba–Peru relations"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_closed_pipe_is_quiet(unbuffered: str, tmp_path: Path) -> None:
    file = tmp_path / "long.wiki"
    file.write_text("= Cuba–Peru relations =\n" + "- Cuba has an embassy in Lima, which is a city.\n" * 1000)
    process = start("parse", file, "-f", "json", PYTHONUNBUFFERED=unbuffered)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_full_disk_is_told_in_one_line() -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run([*WIKIREL, "parse", str(SEED)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr.count(b"\n")) == (2, 1)
    assert ran.stderr.startswith(b"wikirel: standard output: cannot be written: ")


def test_encoding_that_lacks_letters() -> None:
    process = start("parse", SEED, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert out.startswith(b"Cuba?Peru relations")
    process = start("parse", SEED, "-f", "jsonl", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "Cuba–Peru relations" in process.communicate(timeout=30)[0].decode()


def test_article_does_not_steer_the_terminal() -> None:
    text = (
        "= A\x1b[31m =\n\n== B\x9b2J\x07 ==\n- \x1b]0;title\x07 Cuba has an embassy in Li\x1bma.\n".encode()
    )
    for name in OF_FILES:
        result = run(name, "-", stdin=text)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", result.stdout)


@given(st.text(st.characters()))
def test_clean_text_has_no_controls(text: str) -> None:
    shown = clean(text).plain
    assert len(shown) == len(text)
    assert all(character.isprintable() or character == "\n" or ord(character) > 159 for character in shown)


# -- order -------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from("ab"), events | summits), max_size=8))
def test_in_time_orders_by_date_and_keeps_the_rest(told: list[tuple[str, object]]) -> None:
    found = in_time(told)  # type: ignore[arg-type]
    assert len(found) == len(told)
    assert {id(event) for _, event in found} == {id(event) for _, event in told}
    dated = [event.date for _, event in found if event.date]
    assert all(one.bounds[:2] <= other.bounds[:2] for one, other in pairwise(dated))
    assert all(event.date is None for _, event in found[len(dated) :])
    assert in_time(found) == found
