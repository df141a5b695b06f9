# pirules: two commands on a fresh clone are enough — `make demo` and `make test`.
# Needs Python 3.11 or 3.12, gcc (durable-rules builds from source) and make; the rest is installed into .venv.

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
COMPILED := $(VENV)/.compiled
PYTHON ?= $(shell sh .ci/find-python)

.PHONY: help setup demo test serve lint types imports bench long docs accuracy likeness clean

help:
	@echo "make demo   見本の条例のギャップレポートと、見本の質問の判定（out/ に書き出す）"
	@echo "make test   すべてのテスト"
	@echo "make serve  API と画面（http://127.0.0.1:8000/）"
	@echo "make lint   ruff・mypy・import-linter    make bench  速度の比    make long  長い検査"
	@echo "make docs   docs/cli.md と docs/errors.md を書き直す    make accuracy  docs/accuracy.md の表を書き直す"
	@echo "make likeness  ギャップレポートの第二の読み手を学習し直す"

$(STAMP): pyproject.toml constraints.txt .ci/find-python
	@test -n "$(PYTHON)" || { sh .ci/find-python --explain; exit 1; }
	@command -v gcc >/dev/null 2>&1 || { echo "P002 gcc がありません。durable-rules の組立てに要ります。gcc と Python のヘッダーを入れてください。"; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@echo "部品を入れています（初回は数分かかります）…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[compile]" 2>$(VENV)/pip.log || { tail -30 $(VENV)/pip.log; echo "P002 部品を入れられませんでした（$(VENV)/pip.log）。"; exit 1; }
	@$(BIN)/python -c "import durable.engine" || { echo "P002 durable-rules が動きません。gcc と Python のヘッダーを確かめ、rm -rf $(VENV) からやり直してください。"; exit 1; }
	@touch $@

$(DEV_STAMP): $(STAMP)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev,browser,cluster]" 2>$(VENV)/pip.log || { tail -30 $(VENV)/pip.log; echo "P002 部品を入れられませんでした（$(VENV)/pip.log）。"; exit 1; }
	@touch $@

# Reading is compiled so that it is quick; where that fails it is slower and says the same.
$(COMPILED): $(STAMP) .ci/compile.py $(wildcard pirules/ordinance/grammar/*.py pirules/ordinance/references/*.py)
	@echo "条例の読取りを組み立てています（1分ほど）…"
	@$(BIN)/python .ci/compile.py >$(VENV)/compile.log 2>&1 || echo "P003 読取りを組み立てられませんでした（$(VENV)/compile.log）。読取りが遅くなるだけで、結果は変わりません。"
	@touch $@

setup: $(DEV_STAMP) $(COMPILED)

demo: $(STAMP) $(COMPILED)
	@$(BIN)/python -m pirules demo --out out

test: $(DEV_STAMP) $(COMPILED)
	$(BIN)/python -m pytest -m "not long" -n auto --maxprocesses 4 --dist loadfile

serve: $(STAMP) $(COMPILED)
	$(BIN)/python -m pirules serve

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MAKE) types imports

types: $(DEV_STAMP)
	$(BIN)/mypy

imports: $(DEV_STAMP)
	$(BIN)/lint-imports

bench: $(DEV_STAMP) $(COMPILED)
	@for f in bench/bench_*.py; do echo "== $$f"; $(BIN)/python $$f || exit 1; done

long: $(DEV_STAMP) $(COMPILED)
	$(BIN)/python -m pytest -m long -n 2
	$(BIN)/python bench/long_run.py

docs: $(DEV_STAMP)
	$(BIN)/python docs/write_reference.py

accuracy: $(DEV_STAMP)
	$(BIN)/python -m pirules eval gap tests/gold/gap --write docs/accuracy.md
	$(BIN)/python -m pirules eval clauses tests/gold/clauses --baselines --write docs/accuracy.md
	$(BIN)/python -m pirules eval cases tests/gold/cases --write docs/accuracy.md

# Trains the second reader of the gap report (docs/topics.md); minutes, 2 GB.
likeness: $(DEV_STAMP)
	$(BIN)/python -m pirules.corpus.likeness_training

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache pirules/compiled.json
	find pirules -name '*.so' -delete
