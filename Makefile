# Every errand of this house. Two matter at first: `make demo` and `make test`.
PYTHON ?= python3
HOST ?= localhost
PORT ?= 8000
PY := .venv/bin/python
# 3.11.2 is the Python of Debian 12; the lock holds for it and every later one.
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes --no-emit-index-url --no-header
.DEFAULT_GOAL := help
.PHONY: help demo test check fix migrate seed index bench shots messages lock python dev suite

help: ## List these errands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: python ## Install, fill and serve the site on http://localhost:8000 (PORT=, HOST=)
	@exec $(PYTHON) config/setup.py demo "$(HOST)" "$(PORT)"

test: dev ## Install what tests need and run all of them (DATABASE_URL= for PostgreSQL)
	@.ci/test all

check: dev ## Lint, format, types, rooms and floors, migrations, settings
	@.ci/test checks

suite: dev ## Run the tests without the checks
	@.ci/test suite

fix: dev ## Repair what tools can: lint, imports, format of code
	@$(PY) -m ruff check --fix . && $(PY) -m ruff format .

migrate: dev ## Make migrations for changed models and apply all
	@$(PY) manage.py makemigrations && $(PY) manage.py migrate

seed: dev ## Write the demo into the database
	@$(PY) manage.py migrate --verbosity 0 && $(PY) manage.py load_demo

index: dev ## Bring the search index up to date
	@$(PY) manage.py index

bench: dev ## Measure search quality, speed, weight, memory (PART=retrieval|search|requests|weight|memory)
	@$(PY) -m bench $(PART)

shots: dev ## Screenshots of every key page into var/shots/
	@$(PY) -m bench shots

messages: dev ## Bring what there is to translate into locale/ and compile it (docs/translation.md)
	@$(PY) manage.py messages

lock: dev ## Write the hash-pinned locks anew from requirements*.in
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) -c requirements.txt requirements-dev.in -o requirements-dev.txt

dev: python
	@$(PYTHON) config/setup.py install requirements-dev.txt

python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or later: sudo apt install python3 python3-venv"; exit 1; }
