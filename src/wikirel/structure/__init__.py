"""The typed structure of a document, for people, linters and bots; facts are read without it."""

from wikirel.structure.plaintext import PlainText, plain_text, shown_text
from wikirel.structure.structure import Structure, structure_of

__all__ = ["PlainText", "Structure", "plain_text", "shown_text", "structure_of"]
