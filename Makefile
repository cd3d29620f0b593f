# The four doors: demo, test, check, bench. Each sets up all it needs in .venv by itself.
# Another Python: make test PYTHON=python3.12

VENV ?= .venv
BIN := $(VENV)/bin
WORKERS ?= 2
NEEDS := import sys, ensurepip; sys.exit(sys.version_info < (3, 11))

# The first Python of 3.11 or newer: the one that made .venv, else what the machine calls python3.
PYTHON ?= $(shell for python in $(BIN)/python python3 python3.14 python3.13 python3.12 python3.11 python; \
	do $$python -c '$(NEEDS)' 2>/dev/null && echo $$python && break; done)
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
TOOL := $(VENV)/.tool-$(VERSION)
DEV := $(VENV)/.dev-$(VERSION)

.DEFAULT_GOAL := help
.PHONY: help demo test check bench fuzz python

help:
	@echo "make demo   load a fictional neighbourhood, print what it shows, draw the map"
	@echo "make test   run all tests"
	@echo "make check  lint, format check and strict types"
	@echo "make bench  measure against the peers"
	@echo "make fuzz   give the readers broken files, for FUZZ_SECONDS (60)"

demo: $(TOOL)
	$(BIN)/assetgraph demo

test: $(DEV)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

bench: $(DEV)
	$(BIN)/python -m benchmarks

# FUZZ_SECONDS=3600 make fuzz goes on for an hour of CPU time.
fuzz: $(DEV)
	$(BIN)/python -m tests.fuzzing

# A stamp names the Python it was made with, so that another PYTHON makes the environment anew.
$(TOOL): pyproject.toml constraints.txt | python
	@$(BIN)/python -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "$(VERSION)")' 2>/dev/null \
		|| $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade -c constraints.txt pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEV): $(TOOL)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group dev
	@touch $@

python:
	@$(if $(PYTHON),$(PYTHON) -c '$(NEEDS)',false) 2>/dev/null || { \
		echo "assetgraph needs Python 3.11 or newer, with its venv module"; \
		echo "(on Debian and Ubuntu: apt install python3 python3-venv)."; \
		echo "Is it there under another name? make $(or $(MAKECMDGOALS),demo) PYTHON=python3.12"; \
		exit 1; }
