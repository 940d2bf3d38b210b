# Every target does its own set-up. See `make help`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin

.PHONY: help setup rehearse test check bench lock clean

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

setup: .venv/.ready ## Make .venv with the locked dependencies, and find or install a browser

rehearse: .venv/.ready ## Run the whole job for 120 simulated days on a local web
	@$(BIN)/optout rehearse

test: .venv/.ready .venv/.ready-for-tests ## Run all tests
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal

check: .venv/.ready ## Run the linter, the type checker and the definition validator
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy optout providers
	@$(BIN)/optout providers check

bench: .venv/.ready ## Measure, and print the figures as JSON
	@$(BIN)/python -m tests.bench

lock: ## Resolve the dependencies anew into requirements.lock (needs uv)
	@uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --python-version 3.11 --group dev pyproject.toml -o requirements.lock

clean: ## Remove .venv and everything that was built
	@rm -rf .venv .build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.ready: requirements.lock pyproject.toml .ci/setup
	@.ci/setup
	@touch $@

.venv/.ready-for-tests: .venv/.ready
	@.ci/setup --tests
	@touch $@
