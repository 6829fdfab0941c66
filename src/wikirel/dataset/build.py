"""A data set out of a dump or of files: plan, work, put together."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from wikirel.dataset.assemble import Tally, numbered
from wikirel.dataset.formats import Format, format_of, make_sure, writer_of
from wikirel.dataset.journal import Journal
from wikirel.dataset.places import PlacesFile
from wikirel.dataset.progress import Progress
from wikirel.dataset.rows import Block, damage_rows
from wikirel.dataset.schemas import schema_state, schemas_text
from wikirel.dataset.selection import Selection
from wikirel.dataset.sqlite import datasette_metadata, metadata_path
from wikirel.dataset.tables import TABLES, Value
from wikirel.dataset.work import Job, do_job, write_blocks, written_blocks, written_places
from wikirel.dump import Damage, DamageKind, Dump, Limits, Part, is_dump, open_dump
from wikirel.dump.parallel import WorkerDied, as_done
from wikirel.errors import ExportError, InputError
from wikirel.named_schemas import load_schema
from wikirel.schema import Schema

__all__ = ["Report", "build_dataset"]

_FILES_A_JOB = 8
_ARTICLES = (".wiki", ".txt")


@attrs.frozen(kw_only=True)
class Report:
    """What came out.

    Attributes:
        out: the data set.
        counts: rows by table.
        damage: what was read of the source with damage, one message each.
        kept: how many jobs a run before had done.
        jobs: how many jobs there were.
        notes: what else is to be said, such as why a list of places was not used.
        lacking: titles that were asked for and that no page of the dump has.
    """

    out: str
    counts: dict[str, int]
    damage: tuple[str, ...] = ()
    kept: int = 0
    jobs: int = 0
    notes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class _Source:
    name: str
    size: int
    works: list[Part | tuple[str, ...]]
    damage: list[Damage]
    dump: Dump | None = None
    places: PlacesFile | None = None


def build_dataset(
    source: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    format: Format | None = None,  # noqa: A002  the word that the command line has, too
    titles: Iterable[str] = (),
    workers: int = 1,
    resume: bool = False,
    overwrite: bool = False,
    verify: bool = True,
    use_index: bool = True,
    part_size: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    schema: Schema | str | None = None,
    places: str | os.PathLike[str] | None = None,
) -> Report:
    """Make a data set of the articles on relations in a dump, or in a folder of files.

    Args:
        source: a dump (see :func:`~wikirel.dump.open_dump`), a folder of ``.wiki`` or ``.txt`` files, or one.
        out: the data set.
        format: what it is written as; by default what the name of ``out`` says.
        titles: which pages of a dump are wanted; by default those that the schemas are for.  Redirects among
            them are followed.
        workers: how many processes work.
        resume: go on with a run that was stopped.
        overwrite: replace what is there.
        verify: compare a dump with the checksums that lie beside it.
        use_index: read only the streams that the index beside a dump names for the wanted pages.
        part_size: about how many bytes of a dump a job reads, where there is no index; see
            :meth:`~wikirel.dump.Dump.parts`.
        limits: what is refused of a dump.
        progress: is told how the work goes.
        schema: what to look for in every article, or its name (see
            :func:`~wikirel.named_schemas.load_schema`), which a schema out of a file needs with several workers;
            by default it is chosen by the title.
        places: a file in which a run over a dump without an index keeps where the wanted pages are; where it is
            there and good, only these places are read.

    Raises:
        DumpError: the source is a dump that cannot be trusted as a whole.
        InputError: there is nothing to read at ``source``, or titles are chosen of files.
        ExportError: ``out`` is there already, or cannot be written.
        MissingExtraError: the source or the format needs an extra that is not installed.
        SchemaError: there is no schema of that name.
    """
    name, target = os.fspath(source), os.fspath(out).rstrip("/")
    if not target:
        raise ExportError("'': the name of a data set is wanted, not an empty one")
    chosen = format or format_of(target)
    make_sure(chosen)
    selection = Selection.by_titles(titles) if (titles := tuple(titles)) else Selection.by_patterns()
    if resume and os.path.lexists(target) and not os.path.lexists(f"{target}.partial"):
        return Report(out=target, counts={})
    try:
        found = _open(name, selection, use_index, part_size, limits or Limits(), places)
    except OSError as error:
        raise InputError(f"{error.filename or name}: {(error.strerror or str(error)).lower()}") from error
    plan = _plan(found, selection, chosen, use_index, part_size)
    if schema is not None:
        plan["schema"] = schema_state(load_schema(schema) if isinstance(schema, str) else schema)
    progress = progress or Progress()
    if found.places is not None and found.places.note:
        progress.tell(found.places.note)
    with Journal(target, plan, resume=resume, overwrite=overwrite) as journal:
        run = _Run(journal, found, selection, limits or Limits(), progress, workers, schema=schema)
        try:
            return run.make(chosen, verify=verify, use_index=use_index, part_size=part_size)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            place = error.filename or target
            raise ExportError(f"{place}: {reason}; go on with --resume when that is mended") from error


def _open(
    name: str,
    selection: Selection,
    use_index: bool,
    part_size: int | None,
    limits: Limits,
    places: str | os.PathLike[str] | None,
) -> _Source:
    if is_dump(name) if os.path.exists(name) else not name.endswith(_ARTICLES):
        dump = open_dump(name, limits=limits)
        kept = PlacesFile.look(os.fspath(places), dump, selection, use_index=use_index) if places else None
        known = kept.places if kept else None
        parts, damage = dump.parts(selection, part_size=part_size, use_index=use_index, places=known)
        return _Source(name=name, size=dump.size, works=[*parts], damage=damage, dump=dump, places=kept)
    if places is not None:
        raise InputError(f"{name}: no dump, so there is no list of places of it")
    if selection.titles:
        raise InputError(
            f"{name}: no dump, so there are no pages to choose by their titles: leave titles out"
        )
    if os.path.isdir(name):
        files = sorted(os.path.join(name, entry) for entry in os.listdir(name) if entry.endswith(_ARTICLES))
    else:
        files = [name] if name.endswith(_ARTICLES) else []
    if not files:
        raise InputError(
            f"{name}: neither a dump nor a file, or a folder of files, of articles (.wiki, .txt)"
        )
    size = sum(os.path.getsize(file) for file in files)
    works: list[Part | tuple[str, ...]] = [
        tuple(files[start : start + _FILES_A_JOB]) for start in range(0, len(files), _FILES_A_JOB)
    ]
    return _Source(name=name, size=size, works=works, damage=[])


def _plan(
    source: _Source, selection: Selection, format_: Format, use_index: bool, part_size: int | None
) -> dict[str, Any]:
    if source.dump is not None:
        files = [file.path for file in source.dump.files]
    else:
        files = [path for work in source.works if isinstance(work, tuple) for path in work]
    return {
        "version (or code) of wikirel": [importlib.metadata.version("wikirel"), _code()],
        "source": os.path.abspath(source.name),
        "content of the source": [[p, os.path.getsize(p), os.stat(p).st_mtime_ns] for p in files],
        "choice of titles": [sorted(selection.titles), selection.patterns],
        "format": format_.value,
        "use of the index": use_index,
        "size of a part": part_size,
        "list of places": source.places.digest if source.places else None,
    }


def _code() -> str:
    """Return what changes when our own files do: rows of two states of the code must not mix."""
    package = Path(__file__).parent.parent
    files = sorted(path for path in package.rglob("*.*") if path.suffix in (".py", ".toml", ".json"))
    state = [(str(path.relative_to(package)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(state).encode()).hexdigest()


@attrs.define
class _Run:
    journal: Journal
    source: _Source
    selection: Selection
    limits: Limits
    progress: Progress
    workers: int
    kept: int = 0
    schema: Schema | str | None = None

    def make(self, format_: Format, *, verify: bool, use_index: bool, part_size: int | None) -> Report:
        dump = self.source.dump
        checked = bool(dump and dump.sums and verify)
        if dump is not None and checked and not self.journal.noted("checked.json"):
            self.progress.start("checksums", sum(os.path.getsize(path) for path in dump.sums))
            dump.verify(self.progress.add)
            self.journal.note("checked.json", True)
        targets = self._work("1", self.source.works)
        damage = list(self.source.damage)
        lacking = tuple(sorted(self.selection.titles.difference(*map(_titles_in, targets))))
        kept, chosen = self.source.places, self.selection
        if dump is not None and chosen.titles:
            wanted = Selection(titles=self._targets(targets))
            if wanted.titles:
                self.selection = wanted
                known = kept.covers(wanted) if kept else None
                parts, more = dump.parts(wanted, part_size=part_size, use_index=use_index, places=known)
                targets += self._work("2", list(parts))
                damage += (item for item in more if item not in damage)
                chosen = Selection(titles=chosen.titles | wanted.titles)
        used = bool(dump and dump.indexed and use_index)
        report = self._put_together(format_, targets, damage, {"used_index": used, "checked": checked})
        late = tuple(self._finish(report, chosen, targets))
        for note in late:
            self.progress.tell(note)
        early = (kept.note,) if kept and kept.note else ()
        return attrs.evolve(report, notes=(*early, *late), lacking=lacking)

    def _finish(self, report: Report, chosen: Selection, files: Sequence[str]) -> Iterator[str]:
        """Remove the journal, keep where the pages are if that was asked for, and say why not."""
        dump, kept = self.source.dump, self.source.places
        if dump is None or kept is None or not kept.ours or kept.places is not None:
            self.journal.done()
            return
        made = None if report.damage else PlacesFile.collect(dump, chosen, files)
        self.journal.done()  # first: a run that goes on must find the plan as it was
        try:
            if made is not None:
                made.write(kept.path)
                return
            yield f"{kept.path}: not written, because the dump is damaged"
        except ExportError as error:
            yield str(error)

    def _targets(self, files: Sequence[str]) -> frozenset[str]:
        """Return where the redirects among the wanted titles lead, as far as that was not read."""
        read: set[str] = set()
        leads: set[str] = set()
        for block in _blocks(files):
            read.update(str(row[0]) for row in block.get("articles", ()))
            leads.update(str(row[2]).partition("#")[0] for row in block.get("redirects", ()))
        return frozenset(leads - read - self.selection.titles)

    def _work(self, stage: str, works: Sequence[Part | tuple[str, ...]]) -> list[str]:
        jobs = [
            Job(
                self.journal.path(f"{stage}-{number:07d}.rows"),
                work,
                self.selection,
                self.limits,
                self.schema,
            )
            for number, work in enumerate(works)
        ]
        waiting = [job for job in jobs if not os.path.exists(job.target)]
        self.kept += len(jobs) - len(waiting)
        self.progress.start(
            "reading", sum(map(_cost, jobs)), sum(map(_cost, jobs)) - sum(map(_cost, waiting))
        )
        if self.workers == 1 or len(waiting) < 2:
            for job in waiting:
                self.progress.found(do_job(job, self.progress.add))
        else:
            done = as_done(do_job, waiting, workers=self.workers, progress=self.progress.reach)
            for number, result in done:
                if isinstance(result, WorkerDied):
                    _note_death(waiting[number], result)
                else:
                    self.progress.found(result)
        self.progress.stop()
        return [job.target for job in jobs]

    def _put_together(
        self, format_: Format, files: Sequence[str], damage: Sequence[Damage], more: dict[str, Value]
    ) -> Report:
        tally = Tally()
        messages: list[str] = []
        with self.journal.output() as place:
            writer = writer_of(format_, place)
            own = (damage_rows(item, os.path.basename(item.path)) for item in damage)
            for rows in numbered(_chained(_blocks(files), own), tally):
                for row in rows.get("diagnostics", ()):
                    if row[1] is None and len(messages) < 1000:
                        messages.append(f"{row[7]}: byte {row[8]}: {row[4]}")
                writer.write(rows)
            writer.write({"runs": [(1, *self._run_row(tally, more))]})
            tally.counts["runs"] = 1
            writer.close()
            if format_ is Format.SQLITE:
                text = datasette_metadata(self.journal.out, os.path.basename(self.source.name))
                with open(metadata_path(self.journal.out), "w", encoding="utf-8") as file:
                    file.write(text)
        unique = tuple(dict.fromkeys(messages))
        return Report(
            out=self.journal.out, counts=tally.counts, damage=unique, kept=self.kept, jobs=len(files)
        )

    def _run_row(self, tally: Tally, more: dict[str, Value]) -> list[Value]:
        dump = self.source.dump
        header = dump.header if dump else None
        values: dict[str, Value] = {
            "wikirel": importlib.metadata.version("wikirel"),
            "source": os.path.basename(os.path.abspath(self.source.name)),
            "source_bytes": self.source.size,
            "wiki": header.wiki if header else None,
            "language": header.language if header else None,
            "base": header.base if header else None,
            "dump_schema": header.schema if header else None,
            **more,
            "wanted": self.selection.text if dump else "files",
            "schemas": schemas_text(self.schema),
            "status": "damaged" if tally.damaged else "complete",
            "damaged": tally.damaged,
            **tally.counts,
            "first_timestamp": tally.first,
            "last_timestamp": tally.last,
            "highest_revision": tally.highest,
            "revisions_sha256": tally.digest(),
        }
        return [values[column.name] for column in TABLES["runs"].columns]


def _cost(job: Job) -> int:
    if isinstance(job.work, Part):
        return job.work.cost
    return sum(os.path.getsize(path) for path in job.work if os.path.exists(path))


def _note_death(job: Job, died: WorkerDied) -> None:
    """Write in the place of a job's rows that its worker died."""
    path, offset = (job.work.path, job.work.start) if isinstance(job.work, Part) else (job.work[0], 0)
    damage = Damage(DamageKind.DAMAGED, f"its reader {died}", path, offset)
    write_blocks(job.target, [damage_rows(damage, os.path.basename(path))])


def _titles_in(path: str) -> set[str]:
    return {title for _, _, _, title in written_places(path)}


def _blocks(files: Iterable[str]) -> Iterator[Block]:
    for path in files:
        yield from written_blocks(path)


def _chained(first: Iterable[Block], then: Iterable[Block]) -> Iterator[Block]:
    yield from first
    yield from then
