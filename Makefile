# Everything a new machine needs: `make demo` and `make test` each set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
# Optional parts to test as well, such as `make test EXTRAS=,arrow,duckdb`; without them their tests skip.
EXTRAS ?=
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-spark long lint bench clean help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev$(EXTRAS)]'
	@touch $@

demo: $(READY) ## run the main job on the seed
	@$(BIN)/wikirel parse seeds/cuba-peru.wiki

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

test-spark: $(READY) ## install Spark (a minute, 0.5 GB; Java 17 must be there) and run its tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,spark]'
	$(BIN)/python -m pytest tests/test_spark.py tests/dataset/test_batches.py -n 0

long: $(READY) ## the same with thousands of generated texts, and all articles where they are
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -m "long or not long" --timeout 3600

lint: $(READY) ## ruff, strict types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## time the layers against the parsers they are compared with
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/run.py

clean: ## remove what the targets made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
