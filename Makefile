# The commands of this repository. `make test` is what continuous integration runs.

SHELL := /bin/bash
.DEFAULT_GOAL := help
bin := .venv/bin

# pytest's processes: as many as there are processors, unless WORKERS says otherwise (0: none beside the main one).
WORKERS ?= auto
# More for pytest, as in: make pytest ARGS="tests/project -k links"
ARGS ?=

# Where tests of the web application are; only those marked `web` run again on PostgreSQL.
web_tests := $(wildcard tests/stages tests/journeys tests/project)
run_pytest = $(bin)/python -m pytest --quiet -n $(WORKERS) --dist worksteal

.PHONY: help setup demo test check lint types imports pytest postgres format lock bench bench-web clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 10

setup: ## install everything: library, checks, tests
	@scripts/setup.sh dev

demo: ## an invented regency in the browser, from its files to two plans; serves until Ctrl-C
	@scripts/setup.sh main
	@scripts/demo.sh

test: setup ## install what is missing, then check everything
	@$(MAKE) --no-print-directory check

check: lint types imports pytest ## format, lint, types, who imports whom, tests

lint:
	@$(bin)/ruff format --check --output-format concise . || { echo "remedy: make format" >&2; exit 1; }
	@$(bin)/ruff check --quiet .

types:
	@$(bin)/mypy --strict src

imports:
	@$(bin)/lint-imports --no-logo

pytest: ## the tests, and those of the web application again on PostgreSQL
	@$(run_pytest) $(ARGS)
	@$(MAKE) --no-print-directory postgres

# Status 5: of the chosen tests none is of the web application.
postgres: ## the tests of the web application on a PostgreSQL of their own
	@if $(bin)/python scripts/with_postgres.py; then \
	    $(bin)/python scripts/with_postgres.py $(run_pytest) $(or $(ARGS),$(web_tests)) -m web || [ $$? -eq 5 ]; \
	else \
	    echo "the tests of the web application ran on SQLite only"; \
	fi

format: ## put the code into shape
	@$(bin)/ruff check --quiet --fix-only .
	@$(bin)/ruff format .

lock: ## make requirements/*.lock again (newer versions: make lock UPGRADE=--upgrade)
	@scripts/lock.sh $(UPGRADE)

bench: ## measure (writes under build/)
	@scripts/setup.sh main
	@$(bin)/python -m benchmarks $(ARGS)

bench-web: ## measure the web application at 100,000 employees (writes docs/benchmarks-web.md)
	@scripts/setup.sh main
	@$(bin)/python -m benchmarks.web $(ARGS)

clean: ## remove what was built, except .venv
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
