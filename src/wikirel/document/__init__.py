"""From markup to a document: plain text with a map back, sections, sentences, citations, evidence."""

from wikirel.document.document import Document
from wikirel.document.evidence import Citation, Evidence
from wikirel.document.sections import Section

__all__ = ["Citation", "Document", "Evidence", "Section"]
