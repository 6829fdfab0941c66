"""Ways out: JSON and back (:mod:`.json`), its schema (:mod:`.json_schema`), flat records (:mod:`.records`)."""
