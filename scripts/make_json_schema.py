"""Write docs/article.schema.json, the JSON Schema of what ``wikirel parse --format json`` prints.

With ``--check`` nothing is written; the exit status is 1 when the file is not up to date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from wikirel.export.json_schema import article_schema

FILE = Path(__file__).parent.parent / "docs" / "article.schema.json"


def made() -> str:
    return json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    if "--check" in sys.argv[1:]:
        current = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
        if current != made():
            print(f"{FILE.name} is not what the classes make; run {Path(__file__).name}", file=sys.stderr)
            return 1
        return 0
    FILE.write_text(made(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
