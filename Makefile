# The words everyone uses. Each calls a script in infra/; none needs root.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
EXEMPLAR = exec .venv/bin/python -m exemplar
READY = $(PYTHON) infra/setup.py

.DEFAULT_GOAL := help
.PHONY: help start stop reset test test-quick test-storage check client bench soak mutate shots

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

start: ## set up what is missing and run everything (EXEMPLAR_PORT, EXEMPLAR_HOME)
	@$(READY) start && $(EXEMPLAR) start

stop: ## end a start that runs in another terminal
	@$(EXEMPLAR) stop

reset: ## throw the data away, after asking
	@$(READY) start && $(EXEMPLAR) reset

test: ## every test: Python, front end, journeys in Chromium
	@$(PYTHON) infra/test.py

test-quick: ## the Python tests that take seconds
	@$(PYTHON) infra/test.py quick

test-storage: ## the storage contract, also against EXEMPLAR_TEST_S3_ENDPOINT when it is given
	@$(READY) dev && .venv/bin/python -m pytest tests/contracts -q

check: ## before a commit: linters, types, layers, quick tests
	@$(PYTHON) infra/test.py check

client: ## regenerate the API contract and the TypeScript types
	@$(READY) dev && .venv/bin/python infra/client.py

bench: ## speed, as ratios to a floor measured in the same run
	@$(READY) dev && .venv/bin/python -m tests.bench

soak: ## the long runs: kills, load, memory
	@$(READY) dev && .venv/bin/python -m pytest tests -q -m "long or soak"

mutate: ## plant small faults in the pure rules and list those that no test notices (WORDS=tally for one file)
	@$(READY) dev && .venv/bin/python infra/mutate.py $(WORDS)

shots: ## pictures of the screens, in test-results/
	@$(READY) dev && .venv/bin/python -m pytest tests/browser -q -m browser -k shots
