# The two commands that matter: `make run` and `make test`. Everything else is a part of them.
PYTHON ?= python3
NAME ?=

.PHONY: run setup test check fix lock bench prove compare soak

run: ; @$(PYTHON) scripts/setup.py --quiet-when-done && .venv/bin/python scripts/serve.py

setup: ; @$(PYTHON) scripts/setup.py

test: ; @$(PYTHON) scripts/setup.py --for-tests --no-database --static && .venv/bin/python scripts/test.py

check: ; @$(PYTHON) scripts/setup.py --for-tests --no-database && .venv/bin/python scripts/check.py

fix: ; @$(PYTHON) scripts/setup.py --for-tests --no-database && .venv/bin/python scripts/check.py --fix

lock: ; @.venv/bin/python scripts/lock.py

# 10,000 histories of the book on each database: an hour or more. HISTORIES=500 is a taste of it.
prove: ; @$(PYTHON) scripts/setup.py --for-tests --no-database && .venv/bin/python scripts/prove.py --histories $(or $(HISTORIES),10000)

bench: ; @$(PYTHON) scripts/setup.py --for-tests --no-database && .venv/bin/python scripts/bench.py $(NAME)

# Stock Oscar and ours, put to the same races.
compare: ; @$(PYTHON) scripts/setup.py --for-tests --no-database && .venv/bin/python scripts/compare.py

# Eight processes at once place, pay, cancel, refund and deliver: 60 seconds on each database. SECONDS=10 is a taste of it.
soak: ; @$(PYTHON) scripts/setup.py --for-tests --no-database && .venv/bin/python scripts/soak.py --seconds $(or $(SECONDS),60)
