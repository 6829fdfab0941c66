"""From text to structure: the two readers of markup, and what they yield."""
