# `make help` lists the targets. Installing happens once: what is there is not installed again.

.DEFAULT_GOAL := help
# Two builds at a time are slower than one after the other, and the order of checks is meant.
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

RELEASE := $(or $(CARGO_TARGET_DIR),target)/release/suiro
TESTED := --package domain --package storage --package platforms --package app --package server \
  --package simulator --features app/ssr
# cargo-nextest is quicker where it is installed; it leaves out the examples in documentation.
NEXTEST := $(shell command -v cargo-nextest)
RUN_TESTS := cargo $(if $(NEXTEST),nextest run,test) --locked
CI_NPM := PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error

.PHONY: help run dev setup setup-test site build test lint fmt unit e2e bench load audit clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Install what is missing, build for release and start
	@$(RELEASE)

dev: setup ## Build without optimisation, start, and again on every change
	@scripts/dev

setup: node_modules/.package-lock.json ## Install what the build needs
	@scripts/setup-build

TEST_PACKAGES := end2end platforms/tests simulator/tests/peers
# It judges by Meta's description of its API, so it is of use only where that is.
TEST_PACKAGES += $(if $(SUIRO_META_OPENAPI),platforms/tests/prism)

setup-test: setup $(addsuffix /node_modules/.package-lock.json,$(TEST_PACKAGES)) ## Install what the tests need
	@scripts/setup-test

site: setup ## Build what the browser loads (target/site) and check its size
	@echo "==> Building the site (about 5 min the first time)"
	@cargo xtask site

build: site ## Build the site and the program (target/release/suiro)
	@echo "==> Building the program (about 4 min the first time)"
	@cargo build --release --locked --package server

test: lint unit build e2e ## Install what is missing and run every test
	@echo "==> All tests have passed"

lint: setup-test ## Check format, lints, types and the rules on dependencies
	@echo "==> Checking format, rules and lints (about 4 min the first time)"
	@mkdir -p target/site # The server's sources name this folder.
	@cargo fmt --check
	@cargo xtask check-dependencies
	@cargo clippy --quiet --locked --package xtask --all-targets -- -D warnings
	@cargo clippy --quiet --locked $(TESTED) --all-targets -- -D warnings
	@cargo clippy --quiet --locked --package frontend --package app --package domain \
	  --features app/hydrate --target wasm32-unknown-unknown -- -D warnings
	@test ! -e end2end/tsconfig.json || (cd end2end && npx --no-install tsc --noEmit)

fmt: ## Format the Rust sources
	@cargo fmt

unit: setup-test site ## Run all tests but those in the browser, on SQLite and PostgreSQL
	@echo "==> Testing (about 5 min the first time)"
	@$(RUN_TESTS) --package xtask
	@scripts/postgres --no-fsync $(RUN_TESTS) $(TESTED)

e2e: setup-test build ## Run the browser's tests
	@echo "==> Testing in Chromium (about 13 min)"
	@cd end2end && ../scripts/postgres --no-fsync npx --no-install playwright test

bench: setup-test ## Measure the hot paths (criterion)
	@scripts/postgres cargo bench --locked --bench '*' $(TESTED)

load: build ## Put HTTP load on the program (needs wrk)
	@scripts/load

audit: ## Check licences, sources and known vulnerabilities (needs GitHub)
	@command -v cargo-deny >/dev/null || { \
	  echo "==> Installing cargo-deny (about 6 min)"; \
	  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
	  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install --quiet --locked cargo-deny; }
	@cargo deny check

clean: ## Remove everything that was built
	@cargo clean
	@rm -rf node_modules end2end/node_modules platforms/tests/node_modules simulator/tests/peers/node_modules platforms/tests/prism/node_modules

# npm writes this file last, so it stands for a whole installation.
node_modules/.package-lock.json: package.json package-lock.json
	@echo "==> Installing the site's tools from npm (a few seconds)"
	@$(CI_NPM) >/dev/null
end2end/node_modules/.package-lock.json: end2end/package.json end2end/package-lock.json
	@echo "==> Installing Playwright from npm (a few seconds)"
	@cd end2end && $(CI_NPM) >/dev/null
simulator/tests/peers/node_modules/.package-lock.json: simulator/tests/peers/package.json simulator/tests/peers/package-lock.json
	@echo "==> Installing packages that check the simulator from npm (a few seconds)"
	@cd simulator/tests/peers && $(CI_NPM) >/dev/null
platforms/tests/prism/node_modules/.package-lock.json: platforms/tests/prism/package.json platforms/tests/prism/package-lock.json
	@echo "==> Installing Prism from npm (a few seconds)"
	@cd platforms/tests/prism && $(CI_NPM) >/dev/null
platforms/tests/node_modules/.package-lock.json: platforms/tests/package.json platforms/tests/package-lock.json
	@echo "==> Installing the servers that adapters are tested with from npm (a few seconds)"
	@cd platforms/tests && $(CI_NPM) >/dev/null
