# The one door to everything: `make run` opens the app, `make test` runs the whole suite, `make check` is what CI runs.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CATALOGUES := $(wildcard obm_tui/locale/*/LC_MESSAGES/*.po)

# With this exported, every start would recompile the package.
unexport PYTHONDONTWRITEBYTECODE
# Importing from the checkout as well as from the environment would hide a packaging mistake.
unexport PYTHONPATH

.PHONY: help run test check lint types contracts catalogue screenshots keys bench clean

help:  ## what can be asked of make
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | sort

$(STAMP): pyproject.toml hatch_build.py $(CATALOGUES)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

run: $(STAMP)  ## install into .venv and open the app
	$(BIN)/obm-tui

test: $(STAMP)  ## install into .venv and run the whole suite
	$(BIN)/python -m pytest -n 2 --dist worksteal tests

lint: $(STAMP)  ## style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

contracts: $(STAMP)  ## the order of rooms
	$(BIN)/lint-imports

check: test lint types contracts  ## all that CI runs

catalogue: $(STAMP)  ## collect new messages into the French catalogue and compile it
	$(BIN)/python -m scripts.catalogue
	@touch $(STAMP)

keys: $(STAMP)  ## write the key table into README and docs
	$(BIN)/python -m scripts.keys_table

screenshots: $(STAMP)  ## pictures for README and docs, English and French
	$(BIN)/python -m scripts.screenshots

bench: $(STAMP)  ## launch, keys, memory and idle cost beside a bare Textual app; search; ten years of numbers; large imports
	failed=0; for part in run search numbers imports; do $(BIN)/python -m benchmarks.$$part || failed=1; done; exit $$failed

clean:  ## forget the environment and the caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
