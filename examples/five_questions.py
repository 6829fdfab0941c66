"""Ask a data set five questions of a political scientist, with DuckDB on the Parquet files as they are.

Usage: ``python examples/five_questions.py [DATASET | SOURCE]``; needs wikirel[arrow,duckdb].  DATASET is a folder
that ``wikirel dataset`` or Spark has written as Parquet, SOURCE a dump or a folder of articles; by default it is
the articles of this folder and the seed.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

from wikirel.dataset import build_dataset

HERE = Path(__file__).parent
VIEWS = """
-- Embassies by whatever name, each once, however many articles tell of it.
CREATE VIEW embassies AS
SELECT DISTINCT sending, host, city, resident, seat FROM missions
WHERE kind IN ('embassy', 'high_commission', 'nunciature') AND status = 'open';

-- What befell the relations of a pair; the pair is in alphabetical order, so that it is one in both articles.
CREATE VIEW pairs AS
SELECT DISTINCT kind, least(one, other) || '–' || greatest(one, other) AS pair, date_earliest AS day
FROM (
    SELECT kind, date_earliest, split_part(parties, '; ', 1) AS one, split_part(parties, '; ', 2) AS other
    FROM events WHERE modality = 'actual' AND len(string_split(parties, '; ')) = 2
    UNION ALL
    SELECT 'established', established_earliest, country, partner FROM dyads
) WHERE date_earliest IS NOT NULL AND one <> other;
"""
QUESTIONS = {
    "When did relations begin, by decade?": """
        SELECT CASE WHEN day < '1800' THEN 'before' ELSE day[:3] || '0s' END AS decade, count(*) AS pairs
        FROM (SELECT pair, min(day) AS day FROM pairs WHERE kind = 'established' GROUP BY pair)
        GROUP BY decade ORDER BY decade = 'before' DESC, decade""",
    "Which pairs broke off relations, and how long until they resumed them?": """
        SELECT pair, severed, restored, restored[:4]::INT - severed[:4]::INT AS years
        FROM (
            SELECT broke.pair, broke.day AS severed, min(again.day) AS restored
            FROM pairs AS broke JOIN pairs AS again USING (pair)
            WHERE broke.kind = 'severed' AND again.kind = 'restored' AND again.day > broke.day
            GROUP BY ALL
        ) ORDER BY years DESC, pair LIMIT 10""",
    "Who has an embassy in a country that has none with it?": """
        SELECT sending, count(DISTINCT host) AS embassies, string_agg(DISTINCT host, ', ' ORDER BY host) AS hosts
        FROM embassies AS ours
        WHERE resident AND sending IS NOT NULL AND NOT EXISTS (
            FROM embassies AS theirs
            -- An embassy to the Holy See stands in Rome.
            WHERE (theirs.resident OR theirs.host = 'Holy See')
            AND theirs.sending = ours.host AND theirs.host = ours.sending
        ) GROUP BY sending ORDER BY embassies DESC, sending LIMIT 10""",
    "Which capitals host the most embassies?": """
        SELECT city, host, count(DISTINCT sending) AS embassies
        FROM embassies WHERE resident AND city IS NOT NULL
        GROUP BY city, host ORDER BY embassies DESC, city LIMIT 10""",
    "From where are embassies accredited to other countries?": """
        SELECT city, seat AS country, count(DISTINCT sending) AS senders, count(*) AS accreditations
        FROM embassies WHERE NOT resident AND city IS NOT NULL
        GROUP BY ALL ORDER BY accreditations DESC, city LIMIT 10""",
}


def open_dataset(folder: Path) -> duckdb.DuckDBPyConnection:
    base = duckdb.connect()
    for name in ("dyads", "events", "missions"):
        path = folder / f"{name}.parquet"
        files = f"{path}/*.parquet" if path.is_dir() else str(path)  # Spark writes a folder for each table
        base.read_parquet(files).create_view(name)
    base.execute(VIEWS)
    return base


def show(question: str, names: list[str], rows: list[tuple[object, ...]]) -> None:
    print(f"\n{question}\n")
    cells = [names, *([str(cell)[:60] if cell is not None else "" for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  " + "  ".join(map(str.ljust, row, widths)).rstrip())


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = source = Path(sys.argv[1] if len(sys.argv) > 1 else place)
        if not (folder / "missions.parquet").exists():
            if len(sys.argv) < 2:
                source = Path(place, "articles")
                source.mkdir()
                for path in [
                    HERE.parent / "seeds" / "cuba-peru.wiki",
                    *HERE.glob("foreign-relations-of-*.wiki"),
                ]:
                    shutil.copy(path, source)
            folder = Path(place, "relations.parquet")
            build_dataset(source, folder)
        base = open_dataset(folder)
        for question, query in QUESTIONS.items():
            found = base.execute(query)
            show(question, [column[0] for column in found.description], found.fetchall())


if __name__ == "__main__":
    main()
