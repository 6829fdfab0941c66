"""wikirel: typed, dated, sourced facts from Wikipedia's articles on the relations between countries."""
