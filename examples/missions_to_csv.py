"""Write the diplomatic missions of some articles as CSV: to standard output, or to the file that is named.

python examples/missions_to_csv.py
python examples/missions_to_csv.py missions.csv
"""

from __future__ import annotations

import sys
from pathlib import Path

from wikirel import Mission
from wikirel.export.records import write_csv
from wikirel.files import parse_file

ROOT = Path(__file__).parent.parent
ARTICLES = (ROOT / "seeds" / "cuba-peru.wiki", ROOT / "examples" / "foreign-relations-of-peru.wiki")


def main() -> None:
    articles = [parse_file(path) for path in ARTICLES]
    if len(sys.argv) > 1:
        # newline="" as the module csv asks; what is not ASCII is UTF-8.
        with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
            count = write_csv(articles, Mission, file)
        print(f"{count} missions")
    else:
        write_csv(articles, Mission, sys.stdout)


if __name__ == "__main__":
    main()
