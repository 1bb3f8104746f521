# `make demo` and `make test` need git, make and Python 3.11 or newer, and nothing else.
# README.md spells out what they stand for, for machines without make.

VENV ?= .venv
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# `make LOCK=requirements.lock test` repeats the tests with the very versions they were last run with.
LOCK ?=
OUT ?= graphkit-demo
FUZZ ?= 100000

bin := $(VENV)/bin
pip_install := $(bin)/python -m pip install --quiet --disable-pip-version-check $(if $(LOCK),--constraint $(LOCK))

.PHONY: help demo test lint typecheck pytest pictures fuzz lock clean

help:
	@echo "make demo        install, then turn the first drawing into a graph, a page and a database: see $(OUT)/"
	@echo "make test        install what the tests need, then lint, type check, and run all tests and notebooks"
	@echo "make pictures    make the README's pictures and figures, and the notebooks' outputs, anew"
	@echo "make fuzz        read 100,000 broken drawings; FUZZ='COUNT --seed N' for others"
	@echo "make lock        write down the versions of everything the tests ran with: requirements.lock"
	@echo "make clean       remove what these made"

demo: $(VENV)/.has-demo
	$(bin)/graphkit demo --out $(OUT)

test: lint typecheck pytest

lint: $(VENV)/.has-test
	$(bin)/ruff check .
	$(bin)/ruff format --check .

typecheck: $(VENV)/.has-test
	$(bin)/mypy

pytest: $(VENV)/.has-test
	$(bin)/python -m pytest

fuzz: $(VENV)/.has-test
	$(bin)/python tests/fuzz.py $(FUZZ)

$(bin)/python:
	@test -n "$(PYTHON)" || { echo "graphkit needs Python 3.11 or newer; name it with: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# The stamps say which extras are in the environment, so that a second `make` starts at once.
$(VENV)/.has-demo: pyproject.toml | $(bin)/python
	$(pip_install) --editable '.[ladybug]'
	@$(bin)/python -m compileall -q graphkit
	@touch $@

$(VENV)/.has-test: pyproject.toml $(LOCK) | $(bin)/python
	$(pip_install) --editable '.[test]'
	@touch $@ $(VENV)/.has-demo

# What readers are shown, made from what the code does today.
pictures: $(VENV)/.has-test
	PYTHONPATH=tests $(bin)/python docs/pictures.py

# A lock without addresses and hashes: pip takes it as constraints, whatever index it is told to use.
lock: $(VENV)/.has-test
	$(bin)/python -m pip freeze --exclude-editable > requirements.lock

clean:
	rm -rf $(VENV) $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find graphkit tests benchmarks -name __pycache__ -type d -exec rm -rf {} +
