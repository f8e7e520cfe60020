# Two commands: `make run` and `make test`. Both need only python3 >= 3.11 and make; both can be repeated.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PROCESSES ?= 2

.PHONY: run test system bench mutants lint ready

run: ready  ## web server, worker and demo data on http://localhost:8000 (PORT=… for another)
	@PAADRIV_DEMO=$${PAADRIV_DEMO:-1} exec $(PY) manage.py run

test: ready  ## the whole suite: house rules, behaviour, browser
	@$(PY) -m pytest -n $(PROCESSES) --dist worksteal --create-db $(ARGS)

lint: ready  ## style, types and the tower's import contracts
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

bench: ready  ## pages against a bare 50-row view in the same run
	@status=0; for one in bench bench.mail bench.pdf; do $(PY) -m $$one || status=1; done; exit $$status

mutants: ready  ## every access rule turned around: does the suite notice?
	@$(PY) -m tests.mutants

system:  ## what only the system can bring (Debian-like, as root)
	@$(PYTHON) bin/bootstrap.py system

ready:
	@$(PYTHON) bin/bootstrap.py
	@$(PY) manage.py frontend
	@$(PY) manage.py translations
