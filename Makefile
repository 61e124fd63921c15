# Two commands do everything: `make site` sets up and builds the sample, `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The day for which the sample content is written; any other day is one argument away.
DAY ?= 2026-11-24
PORT ?= 8000

.PHONY: site serve test check format lint types quick reference docs release pictures clean

site: $(VENV)/.ready  ## set up, build the sample site, say where to look
	$(BIN)/ogpsite build --as-of $(DAY)
	@echo
	@echo "The sample site is in output/. To look at it while you edit content/: make serve"

serve: $(VENV)/.ready  ## preview the sample; it follows every change
	$(BIN)/ogpsite serve --as-of $(DAY) --port $(PORT)

# Half as many again as there are cores: much of the longer tests is waiting for servers, browsers and other processes.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) * 3 // 2)')
test: tools check  ## everything, browser tests too
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "slow or browser"

check: format lint  ## formatting, lint, types, quick tests: less than 30 seconds on two cores
	@$(MAKE) --no-print-directory -j2 types quick

format: $(VENV)/.ready
	$(BIN)/ruff format --check .

lint: $(VENV)/.ready
	$(BIN)/ruff check .

types: $(VENV)/.ready
	$(BIN)/mypy

# Python may keep what it compiled, whatever is said elsewhere: else each process compiles all tests anew, for seconds.
quick: $(VENV)/.ready
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --dist loadgroup -m "not slow and not browser"

# Checkers that come from npm (the Nu HTML checker, axe-core); without npm the tests that need them say so.
.PHONY: tools
tools: tests/tools/node_modules
tests/tools/node_modules: tests/tools/package.json
	@if command -v npm >/dev/null 2>&1; then \
	  npm install --prefix tests/tools --no-package-lock --no-audit --no-fund --loglevel=error && touch $@; \
	else echo "npm is not here: tests that need it are skipped, with a reason"; fi

.PHONY: bench capacity steps floors
SIZES ?= small medium
bench: $(VENV)/.ready  ## ogpsite and other generators over the same records, by turns (docs/speed.md)
	cd tests && ../$(BIN)/python -m benchmarks.run $(SIZES)

steps: $(VENV)/.ready  ## seconds of each step of a build, by clocks, with profiles (docs/speed.md)
	cd tests && ../$(BIN)/python -m benchmarks.steps $(SIZES) --cases cold nocache record

floors: $(VENV)/.ready  ## the least that each step needs, measured; and where MkDocs and Pelican spend theirs
	cd tests && ../$(BIN)/python -m benchmarks.floors $(SIZES)
	cd tests && ../$(BIN)/python -m benchmarks.same_libraries $(SIZES)

capacity: $(VENV)/.ready  ## what grows with the records, and what nginx serves (docs/scale.md)
	cd tests && ../$(BIN)/python -m benchmarks.capacity $(SIZES)

# How much of the program the tests run, with builds, workers and commands in processes of their own.
.PHONY: coverage mutate fuzz
coverage: tools  ## lines and branches that every test together runs; as long as `make test`, and longer
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n auto --dist loadgroup
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --sort=miss

MUTANTS ?= 40
mutate: $(VENV)/.ready  ## whether the tests notice changes in five rooms: MUTANTS of each, the same in every run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[mutate]"
	$(BIN)/python tests/mutate.py $(MUTANTS)

SECONDS ?= 60
fuzz: $(VENV)/.ready  ## front matter, Markdown and properties, each for SECONDS with new examples
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[fuzz]"
	$(BIN)/python tests/fuzz.py front $(SECONDS)
	$(BIN)/python tests/fuzz.py markdown $(SECONDS)
	OGPSITE_HYPOTHESIS=fuzz $(BIN)/pytest tests/security/test_properties.py

reference: $(VENV)/.ready  ## the docs' tables, from the declarations
	$(BIN)/python docs/update.py
	$(BIN)/python docs/views.py

docs: $(VENV)/.ready  ## the documentation as a site, made by ogpsite: docs/output/
	$(BIN)/python docs/site.py $(DAY)

# The date of the last commit, so that the same commit gives the same bytes anywhere.
release: $(VENV)/.ready  ## sdist, wheel and bill of materials in dist/, checked
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --outdir dist .
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python dist/.env
	$(BIN)/uv pip install --quiet --python dist/.env/bin/python dist/*.whl
	$(BIN)/cyclonedx-py environment --output-file dist/ogpsite.cdx.json dist/.env/bin/python
	rm -rf dist/.env

.PHONY: lighthouse
lighthouse: $(VENV)/.ready tools  ## Lighthouse's phone profile on eight page types; a few minutes
	$(BIN)/python tests/lighthouse.py

pictures: $(VENV)/.ready  ## the pictures of the README and the docs, from the sample
	$(BIN)/python docs/pictures.py

clean:
	rm -rf $(VENV) tests/tools/node_modules .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "ogpsite needs Python 3.11 or later; name it: make site PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@
