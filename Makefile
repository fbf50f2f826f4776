# `make demo` and `make test` need python3 (3.11 to 3.13) and make, nothing else.
PYTHON ?= python3
STORE ?= sqlite:.demo/kg.db
SHARED ?= ../shared
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet

.PHONY: demo serve test check schema answers names about origins evaluation score model model-vectors model-banks model-parsers model-trees model-names model-package model-evaluate ide lock build-wheel clean neo4j neo4j-stop bench

demo: .venv/run.stamp
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --no-print-directory ide || echo "GraphiQL could not be fetched; kg serve shows a plain query form instead." >&2; fi
	rm -rf .demo
	mkdir -p .demo
	$(PY) -m kg build examples/articles --store "$(STORE)"
	$(PY) -m kg ask "all statements by US officials about the summit" --store "$(STORE)"
	@echo
	@echo "Ask more:  .venv/bin/python -m kg ask \"semua pernyataan pejabat AS tentang KTT\" --store $(STORE)"
	@echo "Serve it:  make serve    then open http://127.0.0.1:8000/graphql"

serve: .venv/run.stamp
	$(PY) -m kg serve --store "$(STORE)"

test: .venv/dev.stamp
	$(PY) -m pytest -n 2 --dist loadgroup $(PYTEST_ARGS)

check: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest tests/test_architecture.py tests/api/test_schema_sdl.py

schema: .venv/run.stamp
	$(PY) -m api.schema

# The answers of examples/queries, written anew.
answers: .venv/dev.stamp
	$(PY) -m tests.answers

# The table of words in names, counted anew; the corpora lie under $(SHARED)/data.
names: .venv/dev.stamp
	$(PIP) install "faker>=40,<41"
	$(PY) -m extractors.training.names "$(SHARED)/data" --skip "$(SHARED)/gold-indosum/SOURCES.tsv"

# What makes a statement one about a meeting, learnt anew from annotated articles; the corpora lie under $(SHARED).
about: .venv/dev.stamp
	SHARED="$(abspath $(SHARED))" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) -m extractors.training.about

# Which names are given where, and what else tells of which state somebody is, learnt anew.
origins: .venv/dev.stamp
	$(PIP) install "faker>=40,<41" "anyascii>=0.3,<0.4"
	SHARED="$(abspath $(SHARED))" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) -m extractors.training.origins

# What each part of the extraction earns, written to docs/evaluation.md; the annotated articles lie under $(SHARED).
evaluation: .venv/run.stamp
	SHARED="$(abspath $(SHARED))" $(PY) -m extractors.training.stages

# Figures of the extraction, where the annotated articles are at hand.
score: .venv/run.stamp
	$(PY) -m kg extract "$(SHARED)"/articles/*.txt --format jsonl > .venv/gold.jsonl
	$(PY) "$(SHARED)/tools/score.py" "$(SHARED)/gold" .venv/gold.jsonl
	$(PY) -m kg extract "$(SHARED)"/gold-indosum/*.txt --format jsonl > .venv/gold-indosum.jsonl
	$(PY) "$(SHARED)/tools/score.py" "$(SHARED)/gold-indosum" .venv/gold-indosum.jsonl

# The trained pipeline of extractors/lang/id/model and the figures of docs/model.md, from corpora beside the checkout
# (docs/model.md says which); an hour of processor time, some of it on two cores at once. Each step can be run by itself.
TRAIN = SHARED="$(abspath $(SHARED))" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONHASHSEED=0 $(PY) -m extractors.training
PARSERS = 1 2

model:
	$(MAKE) --no-print-directory model-vectors
	$(MAKE) --no-print-directory model-banks
	$(MAKE) --no-print-directory -j2 model-parsers model-names
	$(MAKE) --no-print-directory model-trees
	$(MAKE) --no-print-directory model-package
	$(MAKE) --no-print-directory model-evaluate

model-vectors: .venv/run.stamp
	$(TRAIN).vectors

model-banks: .venv/run.stamp
	$(TRAIN).convert trees

# Parsers that differ by their seed alone, to read raw news together.
model-parsers: $(PARSERS:%=model-parser-%)

$(PARSERS:%=model-parser-%): model-parser-%: .venv/run.stamp
	$(TRAIN).train grammar.cfg trees --out parser-$* --set system.seed=$* training.max_epochs=12 training.optimizer.learn_rate.total_steps=4600

model-trees: .venv/run.stamp
	$(TRAIN).convert grammar
	$(TRAIN).train grammar.cfg grammar

model-names: .venv/run.stamp
	$(TRAIN).convert own
	$(TRAIN).train names.cfg own --set training.max_epochs=8 training.batcher.size.stop=800
	$(TRAIN).convert names
	$(TRAIN).train names.cfg names

model-package: .venv/run.stamp
	$(TRAIN).package

model-evaluate: .venv/run.stamp
	$(TRAIN).evaluate

ide: .venv/run.stamp
	$(PY) -m api.ide

# A Neo4j 5.26 with its Browser on 127.0.0.1, from Maven Central; needs Java 17 and mvn.
neo4j: .venv/dev.stamp
	$(PY) -m tests.neo4j_server start

neo4j-stop: .venv/dev.stamp
	$(PY) -m tests.neo4j_server stop

# Against the next best ways to do the same; takes about an hour, writes docs/benchmarks.md. Needs Java 17, mvn and npm.
bench: .venv/bench.stamp
	$(PY) -m bench.load --write
	$(PY) -m bench.kill --write
	$(PY) -m bench.query --write
	$(PY) -m bench.profile_request --keep --write
	$(PY) -m bench.extract --write

# Locks hold versions and hashes only; run after a change of pyproject.toml.
lock: .venv/dev.stamp
	$(PIP) install "uv>=0.7,<1"
	echo "hatchling" | $(PY) -m uv pip compile pyproject.toml - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements.lock
	$(PY) -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements-dev.lock
	$(PY) -m uv pip compile pyproject.toml --extra bench --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements-bench.lock

build-wheel: .venv/dev.stamp
	$(PY) -m build --wheel --no-isolation --outdir dist

clean:
	rm -rf .venv .demo .bench bench/neo4j-graphql/node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Jubir needs Python 3.11, 3.12 or 3.13; say which with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv .venv || { echo "python3 cannot make a virtual environment; on Debian install python3-venv" >&2; exit 1; }
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/bench.stamp: .venv/dev.stamp requirements-bench.lock bench/neo4j-graphql/package-lock.json
	$(PIP) install --require-hashes -r requirements-bench.lock
	cd bench/neo4j-graphql && npm ci --no-audit --no-fund --silent
	@touch $@
