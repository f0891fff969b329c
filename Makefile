# `make build` and `make test` set up what they need; everything else is for people who work on the toolkit.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test lint types check check-html docs setup setup-dev lock clean help

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

build: setup ## build the shipped content into build/site/
	$(BIN)/toolkit build

# The tests start many processes: none is to compile everything anew.
test: setup-dev ## run the tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto

check: setup ## find mistakes in content, translations and templates
	$(BIN)/toolkit check

check-html: setup-dev ## read every page of the built site with the Nu HTML checker; the tests do it too
	sh .ci/check-html

lint: setup-dev ## style of the code
	$(BIN)/ruff format --check toolkit tests benchmarks
	$(BIN)/ruff check toolkit tests benchmarks

types: setup-dev ## types of the code
	$(BIN)/mypy

docs: setup-dev ## make the site of the documentation into build/docs/
	$(BIN)/mkdocs build --quiet

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.dev

$(VENV)/.runtime: requirements.lock pyproject.toml .ci/system-packages
	sh .ci/system-packages runtime
	sh .ci/virtualenv "$(PYTHON)" requirements.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	sh .ci/system-packages test
	sh .ci/virtualenv "$(PYTHON)" requirements-dev.lock
	@touch $@

lock: setup-dev ## renew the lock files from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group install -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove what was built
	rm -rf build
