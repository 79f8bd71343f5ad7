# `make check` before a commit; `make eval`, `make bench`, `make golden` when needed.
PYTHON ?= .venv/bin/python
CORPUS ?= ../shared/corpus/dev
SCORE ?= ../shared/tools/score.py
PREDICTIONS ?= .eval.json

.PHONY: check test eval bench formats rules page fuzz golden train schema docs

check:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -c "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
	$(PYTHON) -m pytest -q

test:
	$(PYTHON) -m pytest -q

eval:
	@if [ -d "$(CORPUS)" ]; then \
	  $(PYTHON) -m fazhi_check lint $(CORPUS)/*.txt --format json --output $(PREDICTIONS) --fail-on never && \
	  $(PYTHON) $(SCORE) $(CORPUS) $(PREDICTIONS) && $(PYTHON) bench/accuracy.py $(CORPUS) $(PREDICTIONS); \
	else echo "no corpus at $(CORPUS): nothing to score"; fi

bench:
	$(PYTHON) bench/bench.py

formats:
	$(PYTHON) bench/formats.py

rules:
	$(PYTHON) bench/rules.py $(CORPUS)

page:
	$(PYTHON) bench/page.py

SECONDS_ ?= 300
fuzz:
	$(PYTHON) fuzz/fuzz.py --seconds $(SECONDS_)
	$(PYTHON) fuzz/annotate.py --seconds $(SECONDS_)

golden:
	$(PYTHON) -m pytest -q --update-golden

train:
	cd training && ../$(PYTHON) -W ignore train.py

docs:
	$(PYTHON) docs/make_pages.py
	$(PYTHON) -m mkdocs build --strict

schema:
	$(PYTHON) -m fazhi_check.loading._schema > checklists/schema/checklist.schema.json
