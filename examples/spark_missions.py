"""Read the missions that pages tell of with Spark: Parquet of pages in, Parquet of facts out.

Usage: ``python examples/spark_missions.py [PAGES [FACTS]]``; needs wikirel[spark] and Java.  PAGES is Parquet with
the columns title, text and, where you have them, revision, page and timestamp; without it, a few pages are made of
the seed.  ``docs/spark.md`` says how the same runs on a cluster.
"""

import sys
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession

from wikirel.dataset.selection import Selection
from wikirel.spark import facts, session

SEED = Path(__file__).parent.parent / "seeds" / "cuba-peru.wiki"


def make_pages(spark: SparkSession, folder: str) -> None:
    """Write the seed three times, for other pairs of countries, and a page that is not ours."""
    seed = SEED.read_text(encoding="utf-8")
    pairs = [("Cuba", "Peru"), ("Chile", "Mexico"), ("Kenya", "Uganda")]
    texts = [(f"{a}–{b} relations", seed.replace("Cuba", a).replace("Peru", b)) for a, b in pairs]
    texts.append(("Public relations", "Not about countries."))
    rows = [(title, text, number) for number, (title, text) in enumerate(texts, 1)]
    spark.createDataFrame(rows, "title string, text string, revision bigint").write.parquet(folder)


def main(spark: SparkSession, pages: str, target: str) -> None:
    found = facts(spark.read.parquet(pages), "missions", wanted=Selection.by_patterns())
    found.write.parquet(target)
    counted = spark.read.parquet(target).groupBy("sending", "host", "kind").count()
    for row in counted.sort("sending", "host", "kind").collect():
        print(f"{row['sending']} in {row['host']}: {row['kind']}, {row['count']}")


if __name__ == "__main__":
    spark = session()  # under spark-submit that of the cluster; alone, one on this machine
    with tempfile.TemporaryDirectory() as place:
        arguments = sys.argv[1:] or [f"{place}/pages"]
        if len(sys.argv) == 1:
            make_pages(spark, arguments[0])
        main(spark, arguments[0], arguments[1] if len(arguments) > 1 else f"{place}/facts")
