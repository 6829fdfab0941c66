"""Data sets: every article on relations in a dump, as tables, with what a paper must cite.

>>> import tempfile, pathlib, sqlite3
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "Cuba–Peru relations.txt").write_text("- Cuba has an embassy in Lima.", encoding="utf-8")
>>> report = build_dataset(folder, folder / "small.jsonl")
>>> report.counts["missions"], report.damage
(1, ())
"""

from wikirel.dataset.build import Report, build_dataset
from wikirel.dataset.formats import Format, format_of
from wikirel.dataset.progress import Progress
from wikirel.dataset.tables import TABLES, Column, Table

__all__ = ["TABLES", "Column", "Format", "Progress", "Report", "Table", "build_dataset", "format_of"]
