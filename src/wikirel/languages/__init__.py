"""The vocabulary of each language, as data files; see :mod:`wikirel.values.language`."""
