# Everything that a newcomer types. Each target does the set-up that it needs, and is quick when it is there already.

.DEFAULT_GOAL := help
.PHONY: help demo demo-stop test fuzz check bench audit lock packages browser venv wikis

BIN := .venv/bin
PYTHON = $(or $(shell for python in $(BIN)/python python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done),\
	$(error CampaignBot needs Python 3.11 or newer: apt-get install python3))

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: wikis ## real wikis with a campaign on them, and the reports that the bot writes about it
	@$(BIN)/python -m tests.wikifarm seed

demo-stop: ## end the wikis of the demo
	@test ! -x $(BIN)/python || $(BIN)/python -m tests.wikifarm down

test: browser wikis ## all tests, those on real wikis too
	@$(BIN)/pytest --numprocesses=auto --dist=loadfile

fuzz: venv ## whatever comes in, as anybody might write it, twenty thousand times
	@CAMPAIGNBOT_FUZZ=20000 $(BIN)/pytest tests/unit/definitions/test_fuzz.py tests/unit/test_hostile_inputs.py

soak: wikis ## 200 runs while wikis fail and people edit; and runs that are killed at any instruction
	@CAMPAIGNBOT_SOAK=200 $(BIN)/pytest tests/wiki/test_soak.py
	@CAMPAIGNBOT_KILLS=50 $(BIN)/pytest tests/store tests/wiki/test_killed.py tests/wiki/test_killed_saving.py

check: venv ## format, lint, types, who may import whom, and messages
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tests.messages

bench: wikis ## how fast, with how few requests, beside other ways of doing it
	@$(BIN)/python -m tests.benchmarks

audit: venv ## known vulnerabilities in what the bot stands on
	@$(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements.txt

lock: venv ## pin what pyproject.toml asks for; versions stay while they fit (remove requirements*.txt to renew them)
	@$(BIN)/uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml
	@$(BIN)/uv pip compile $(LOCK) --group dev --output-file requirements-dev.txt pyproject.toml

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

wikis: packages venv
	@$(BIN)/python -m tests.wikifarm install

# The demo does without.
test soak bench: DATABASE := mariadb

# Before the virtual environment, so that whoever lacks packages and rights hears of all of them at once.
packages:
	@$(PYTHON) tests/wikifarm/debian.py venv php $(DATABASE)

# Only tests need one; people look at the demo in their own.
browser:
	@$(PYTHON) tests/wikifarm/debian.py browser
	@$(PYTHON) tests/wiki/axe.py

# The virtual environment holds what requirements-dev.txt says, and the project itself; the stamp says which of them.
venv:
	@stamp=$$(cat requirements-dev.txt pyproject.toml | sha256sum); \
	test "$$stamp" = "$$(cat .venv/stamp 2>/dev/null)" && exit; \
	set -e; \
	$(PYTHON) tests/wikifarm/debian.py venv; \
	echo "Installing Python packages into .venv …"; \
	test -x $(BIN)/python || $(PYTHON) -m venv .venv; \
	pip="$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps"; \
	$$pip --require-hashes --requirement requirements-dev.txt; \
	$$pip --no-build-isolation --editable .; \
	echo "$$stamp" > .venv/stamp
