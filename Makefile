# Two commands matter: `make run` and `make test`. Everything below needs Python 3.11 and make, nothing else.
SHELL := /bin/sh
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export STATE_DIR ?= $(CURDIR)/var

# Installs the file $(1), a line of progress for each package; pip's own words only when it fails.
define install
	@rm -f "$(VENV)/.failed" "$(VENV)/.finished"
	@{ "$(BIN)/python" -m pip install --disable-pip-version-check --progress-bar off --requirement $(1) >"$(VENV)/pip.log" 2>&1 \
	   || touch "$(VENV)/.failed"; touch "$(VENV)/.finished"; } & \
	while [ ! -e "$(VENV)/.finished" ]; do sleep 1; \
	   printf '\r  %s packages' "$$(grep -c '^Collecting' "$(VENV)/pip.log" 2>/dev/null)"; done; \
	rm -f "$(VENV)/.finished"; printf '\n'; \
	[ ! -e "$(VENV)/.failed" ] || { tail -n 20 "$(VENV)/pip.log"; exit 1; }
endef

.DEFAULT_GOAL := help
.PHONY: help run test lint bench bench-pages bench-orders demo messages prove stripe screenshots lighthouse install install-dev

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Python 3.11 is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Installing (a minute or two, once) ..."
	@test -x "$(BIN)/python" || $(PYTHON) -m venv "$(VENV)"
	$(call install,requirements.txt)
	@touch "$@"

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing the test tools ..."
	$(call install,requirements-dev.txt)
	@touch "$@"

$(VENV)/.translations: $(VENV)/.runtime $(wildcard marketplace/locale/*/LC_MESSAGES/django.po)
	@"$(BIN)/python" -m marketplace.runtime.translations
	@touch "$@"

install: $(VENV)/.runtime $(VENV)/.translations ## install what running needs
install-dev: $(VENV)/.dev $(VENV)/.translations ## install what tests need

run: install ## install, prepare, fill and serve the demo shop at http://localhost:8000
	@exec "$(BIN)/python" manage.py up

test: install-dev ## run every test that this machine can
	@STATE_DIR="$(STATE_DIR)/test" "$(BIN)/python" -m marketplace.runtime.session -- "$(BIN)/python" -m pytest $(or $(PYTEST_ARGS),-n 2 --dist loadgroup --no-loadscope-reorder)

lint: install-dev ## ruff and the import rules (tests/architecture holds the others)
	@"$(BIN)/ruff" check . && "$(BIN)/ruff" format --check . && "$(BIN)/lint-imports"

bench: install-dev ## measure; results are ratios within one run
	@STATE_DIR="$(STATE_DIR)/bench" "$(BIN)/python" -m marketplace.runtime.session -- "$(BIN)/python" -m pytest -q -s -o addopts="--ds=marketplace.settings.test --import-mode=importlib" tests/bench $(PYTEST_ARGS)

bench-pages: install-dev ## pages under load, beside a constant view and stock Oscar (SIZES, SECONDS, RUNS)
	@STATE_DIR="$(STATE_DIR)/bench" "$(BIN)/python" -m marketplace.runtime.session -- "$(BIN)/python" -m tests.bench.pages

bench-orders: install-dev ## whole purchases beside stock Oscar's: orders a second, nothing oversold (SECONDS, RUNS, SHOPPERS)
	@STATE_DIR="$(STATE_DIR)/bench" "$(BIN)/python" -m marketplace.runtime.session -- "$(BIN)/python" -m tests.bench.orders

demo: install ## fill the demo shop again (adds what is missing)
	@"$(BIN)/python" -m marketplace.runtime.session -- "$(BIN)/python" manage.py demo

messages: install-dev ## collect strings for translation and compile (needs GNU gettext)
	@cd "$(CURDIR)" && "$(BIN)/python" -m marketplace.runtime.translations --collect

prove: install-dev ## the long proofs, at full size
	@STATE_DIR="$(STATE_DIR)/prove" KILLS=20 HISTORIES=2000 CHAOS=300 "$(BIN)/python" -m marketplace.runtime.session -- "$(BIN)/python" -m pytest tests/faults tests/concurrency tests/money/test_histories.py tests/journeys/test_chaos.py $(PYTEST_ARGS)

stripe: install-dev ## the card journeys at Stripe itself (STRIPE_SECRET_KEY=sk_test_..., Chromium and the network)
	@STATE_DIR="$(STATE_DIR)/stripe" "$(BIN)/python" -m marketplace.runtime.session -- "$(BIN)/python" -m pytest -o addopts="--ds=marketplace.settings.test --import-mode=importlib" tests/realstripe $(PYTEST_ARGS)

screenshots: install-dev ## every page in three languages and two widths, into $STATE_DIR/screenshots
	@"$(BIN)/python" -m tests.screenshots

lighthouse: install-dev ## Lighthouse's marks of the public pages, in French and Arabic (needs Node.js and Chromium)
	@"$(BIN)/python" -m tests.lighthouse
