"""The built-in rules: one fact a module, written with the public API of schemas alone."""
