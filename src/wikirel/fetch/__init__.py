"""Pages from a wiki's API, with the revisions that they are.

The extra ``fetch`` installs what this needs.  See ``docs/fetch.md``.
"""

from wikirel.fetch.cache import Cache, default_cache
from wikirel.fetch.client import WikiClient
from wikirel.fetch.pages import FetchedPage, Missing, MissingPage, Site
from wikirel.fetch.saved import MANIFEST, file_name, read_manifest, revisions_of, save_dump, save_folder
from wikirel.fetch.transport import Retrying, api_address, user_agent

__all__ = [
    "MANIFEST",
    "Cache",
    "FetchedPage",
    "Missing",
    "MissingPage",
    "Retrying",
    "Site",
    "WikiClient",
    "api_address",
    "default_cache",
    "file_name",
    "read_manifest",
    "revisions_of",
    "save_dump",
    "save_folder",
    "user_agent",
]
