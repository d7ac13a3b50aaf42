# `make run` and `make test` need Python 3.11 or newer and nothing else; `make help` lists the rest.
# Arguments go through ARGS:  make run ARGS='documented-2020 --people 50_000'
.DEFAULT_GOAL := help
SHELL := /bin/bash
ARGS ?=
JOBS ?= auto
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

ENV := .venv
BIN := $(ENV)/bin
# an environment of another folder, or of a Python that is gone, is made anew
ifneq ($(shell cat $(ENV)/.home 2>/dev/null; $(BIN)/python -c 'print("ok")' 2>/dev/null),$(CURDIR) ok)
STALE := stale
endif

VERSION = $$($(BIN)/python -c 'import runpy; print(runpy.run_path("build/docs/sousveil/__init__.py")["__version__"])')

.PHONY: help run test docs docs-version dist words paper-figures long bench battery world-facts replications golden-compare golden-regenerate golden-accept clean stale

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

run: $(ENV)/.run ## set up and run the main job: sousveil run everything-app (or ARGS)
	$(BIN)/sousveil run $(if $(strip $(ARGS)),$(ARGS),everything-app)

test: $(ENV)/.dev ## set up and run everything that decides whether a change may land
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sphinx-build -W -q -b html docs docs/_build/html
	@if [ -f benchmarks/small.py ]; then echo '$(BIN)/python -m benchmarks.small'; $(BIN)/python -m benchmarks.small; fi
	$(BIN)/pytest -q -n $(JOBS) $(ARGS)

docs: $(ENV)/.dev ## build the documentation into docs/_build/html
	$(BIN)/sphinx-build -W -b html docs docs/_build/html

docs-version: $(ENV)/.dev ## build the documentation of TAG (or of the last commit) into docs/_build/versions, in a folder of its version
	rm -rf build/docs && mkdir -p build/docs
	git archive --format=tar $(or $(TAG),HEAD) | tar -x -C build/docs
	SOUSVEIL_DOCS_RELEASED=$(TAG) $(BIN)/sphinx-build -W -b html build/docs/docs docs/_build/versions/$(VERSION)

dist: $(ENV)/.dev ## build the wheel and the source distribution into dist
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist

words: $(ENV)/.dev ## bring the catalogues of other languages up to date with the texts of pages
	$(BIN)/python -m tests.language

paper-figures: $(ENV)/.dev ## draw the figures of the paper anew
	$(BIN)/python paper/figures.py

long: $(ENV)/.dev ## the checks that take minutes
	$(BIN)/pytest -q -m slow $(ARGS)

bench: $(ENV)/.dev ## the benchmarks; ARGS=--peers runs the small model in other engines, too
	$(BIN)/python -m benchmarks.small --keep
	$(BIN)/sousveil bench $(ARGS)

battery: $(ENV)/.dev ## public batteries of statistical tests on the lab's luck (hours); ARGS names orders, docs/luck.md says which
	$(BIN)/python -m benchmarks.battery $(ARGS)

facts: $(ENV)/.dev ## run every scenario and keep published figures beside simulated ones for the docs (minutes)
	$(BIN)/python -m benchmarks.facts $(ARGS)

world-facts: $(ENV)/.dev ## live the world scenario and keep it beside the record, and the question answered, for the docs (minutes)
	$(BIN)/python -m benchmarks.world_facts $(ARGS)

replications: $(ENV)/.dev ## run every exhibit with all its seeds and keep the results for the docs (minutes); ARGS names some
	$(BIN)/python -m benchmarks.replications $(ARGS)

golden-compare: $(ENV)/.dev ## compare the golden runs with what the code computes now
	$(BIN)/python -m tests.golden compare $(ARGS)

golden-regenerate: $(ENV)/.dev ## compute them anew, beside the old ones
	$(BIN)/python -m tests.golden regenerate $(ARGS)

golden-accept: $(ENV)/.dev ## let the new ones take the place of the old
	$(BIN)/python -m tests.golden accept $(ARGS)

clean: ## remove what was built; runs stay
	rm -rf $(ENV) build dist docs/_build docs/_generated .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(ENV)/.home: $(STALE)
	@[ -n "$(PYTHON)" ] || { echo 'Python 3.11 or newer was not found; name one: make PYTHON=/path/to/python3' >&2; exit 2; }
	@echo "setting up $(ENV) with $(PYTHON) (once)"
	rm -rf $(ENV)
	$(PYTHON) -m venv $(ENV)
	@echo '$(CURDIR)' > $@

$(ENV)/.run: $(ENV)/.home pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[page,studio,fast]'
	@touch $@

$(ENV)/.dev: $(ENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[page,studio,fast,sweep,sensitivity,models,notebook,test,docs,dev]'
	@touch $@
