# Every command of the project. `make help` lists them. Everything they make stays in
# .venv, node_modules, var and build; deleting those leaves nothing behind.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PATH := $(CURDIR)/$(BIN):$(PATH)
export WHOLESIGHT_MODE ?= demonstration
export npm_config_cache := $(CURDIR)/build/npm

# uv does not read pip's configuration files, so it is told what pip would use. Where uv cannot
# reach the registry at all, pip itself installs the same locked files.
INDEX = $(shell $(BIN)/pip config get global.index-url 2>/dev/null)
UV = $(if $(PIP_INDEX_URL)$(INDEX),UV_DEFAULT_INDEX="$(or $(PIP_INDEX_URL),$(INDEX))") \
	UV_SYSTEM_CERTS=1 UV_NO_CONFIG=1 $(BIN)/uv --quiet --no-cache
PIP = $(BIN)/pip --quiet --disable-pip-version-check install --require-hashes
install = $(UV) pip install --python $(BIN)/python --require-hashes -r $(1) || $(PIP) -r $(1)

RUNTIME := .venv/.runtime
DEV := .venv/.dev
FRONT := node_modules/.fetched

.PHONY: help
help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' \
		| while IFS='|' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

# --- Setting up -----------------------------------------------------------------------------------
.venv/.made: requirements/installer.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Wholesight needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making the environment in .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) -r requirements/installer.txt
	@touch $@

$(RUNTIME): requirements/runtime.txt .venv/.made
	@echo "Installing the locked requirements (first time: under a minute)"
	@$(call install,requirements/runtime.txt)
	@touch $@

$(DEV): requirements/dev.txt .venv/.made
	@echo "Installing the locked requirements for testing"
	@$(call install,requirements/dev.txt)
	@touch $@

$(FRONT): package.json package-lock.json | $(RUNTIME)
	@echo "Fetching the front end"
	@$(MANAGE) fetch_front
	@mkdir -p $(@D) && touch $@

# --- Using it -------------------------------------------------------------------------------------
.PHONY: run
run: $(RUNTIME) $(FRONT) ## Set up what is missing and run the system on 127.0.0.1:8000 (PORT=8001 to change)
	@exec $(MANAGE) runlocal --port $(PORT)

.PHONY: demo
demo: $(RUNTIME) $(FRONT) ## Load the demonstration without serving it
	@$(MANAGE) runlocal --load-only

# --- Checking it ----------------------------------------------------------------------------------
ON_POSTGRES := WHOLESIGHT_TEST_DATABASE=postgres
QUICK := not (long or slow or browser or postgres or redis or rabbitmq or races or kills or libreoffice)

.PHONY: test
test: $(DEV) $(FRONT) ## The quick tests (about a minute)
	@$(BIN)/pytest -q -n 2 -m "$(QUICK)"

.PHONY: long-tests
long-tests: $(DEV) $(FRONT) ## Find the tests too long for the quick suite (tests/long.txt)
	@mkdir -p build; $(BIN)/pytest -q -n 2 -m "not (slow or browser or kills)" --junitxml=build/tests.xml
	@$(BIN)/python tests/long_tests.py build/tests.xml

.PHONY: test-all
test-all: $(DEV) $(FRONT) ## Every test: SQLite, PostgreSQL, browser, races, kills (a missing part is skipped by name)
	@echo "== On SQLite" && $(BIN)/pytest -q -n 2 -m "not (postgres or kills or browser)"
	@echo "== Killed workers" && $(BIN)/pytest -q -n 6 -m "kills"
	@echo "== In the browser, on SQLite" && $(BIN)/pytest -q -m "browser and not kills"
	@echo "== On PostgreSQL" && $(ON_POSTGRES) $(BIN)/pytest -q -n 2 -m "not (slow or kills or browser or libreoffice or any_database)"
	@echo "== Killed workers, on PostgreSQL" && $(ON_POSTGRES) $(BIN)/pytest -q -n 4 -m "kills and not (redis or rabbitmq)"
	@echo "== In the browser, on PostgreSQL" && $(ON_POSTGRES) $(BIN)/pytest -q -m "browser and not (kills or any_database)"

CHECKS := lint format types imports templates migrations lifecycles permissions rules papers
.PHONY: check $(CHECKS:%=check-%)
check: $(DEV) ## Every linter and type check, by name
	@mkdir -p build; failed=""; for name in $(CHECKS); do \
		if $(MAKE) --no-print-directory check-$$name > build/check-$$name.txt 2>&1; \
		then printf '%-12s ok\n' $$name; \
		else printf '%-12s FAILED\n' $$name; cat build/check-$$name.txt; failed="$$failed $$name"; fi; \
	done; test -z "$$failed" || { echo "Not clean:$$failed"; exit 1; }

check-lint: ; @$(BIN)/ruff check .
check-format: ; @$(BIN)/ruff format --check .
check-types: ; @$(BIN)/mypy
check-imports: ; @$(BIN)/lint-imports
check-templates: ; @$(BIN)/djlint templates --lint --quiet && $(BIN)/djhtml --check templates
check-migrations: ; @$(MANAGE) makemigrations --check --dry-run
check-lifecycles: ; @$(MANAGE) draw_lifecycles --check
check-permissions: ; @$(MANAGE) draw_permissions --check
check-rules: ; @$(MANAGE) draw_rules --check
check-papers: ; @$(MANAGE) check_papers

.PHONY: bench
bench: $(DEV) ## The benchmarks, as ratios (bench/README.md)
	@for file in bench/bench_*.py; do $(BIN)/python -m bench.$$(basename $$file .py) || exit 1; done

# --- Keeping it -----------------------------------------------------------------------------------
.PHONY: diagrams
diagrams: $(RUNTIME) ## Write the papers made from the code again: lifecycle diagrams, who may open which page, what is checked
	@$(MANAGE) draw_lifecycles
	@$(MANAGE) draw_permissions
	@$(MANAGE) draw_rules

.PHONY: pictures
pictures: $(DEV) $(FRONT) ## Take the pictures in docs/pictures again (needs Chromium)
	@$(BIN)/python docs/take_pictures.py

.PHONY: lock
lock: .venv/.made ## Choose versions again and write requirements/*.txt with their hashes
	@for set in installer runtime dev; do $(MAKE) --no-print-directory lock-$$set; done

COMPILE = $(UV) pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11
.PHONY: lock-installer lock-runtime lock-dev
lock-installer: ; @echo uv | $(COMPILE) - --upgrade -o requirements/installer.txt
lock-runtime: ; @$(COMPILE) pyproject.toml --upgrade -o requirements/runtime.txt
lock-dev: ; @$(COMPILE) pyproject.toml --extra dev --upgrade -c requirements/runtime.txt \
	-c requirements/installer.txt -o requirements/dev.txt

.PHONY: clean
clean: ## Throw away the environment, the database and everything made (asks nothing)
	@rm -rf .venv node_modules var build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
