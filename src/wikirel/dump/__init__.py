"""Dumps of MediaWiki: from bytes to pages, as a stream, with nothing read that nobody wants.

>>> import bz2, tempfile, pathlib
>>> xml = ('<mediawiki version="0.11" xml:lang="en"><page><title>Cuba–Peru relations</title><ns>0</ns><id>1</id>'
...        '<revision><id>2</id><text>Ties.</text></revision></page></mediawiki>')
>>> path = pathlib.Path(tempfile.mkdtemp(), "small.xml.bz2")
>>> _ = path.write_bytes(bz2.compress(xml.encode()))
>>> [(page.title, page.text) for page in open_dump(path).pages()]
[('Cuba–Peru relations', 'Ties.')]
"""

from wikirel.dump.damage import Damage, DamageKind, Limits
from wikirel.dump.header import Header
from wikirel.dump.page import Page
from wikirel.dump.parts import Part, read_part
from wikirel.dump.places import Places
from wikirel.dump.source import Dump, everything, is_dump, open_dump

__all__ = [
    "Damage",
    "DamageKind",
    "Dump",
    "Header",
    "Limits",
    "Page",
    "Part",
    "Places",
    "everything",
    "is_dump",
    "open_dump",
    "read_part",
]
