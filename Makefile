# Hisho from source. `make run` and `make test` install what is missing first; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
STAMPS := $(VENV)/stamps
SETUP := $(wildcard installers/source/*.py)
LOCKS := $(wildcard installers/locks/*.txt)

EDITION ?= full

.PHONY: help setup engine run test lint bench guide package test-packages clean

help:
	@echo 'make run     install what is missing, open Hisho (ARGS="ask -" for the command line)'
	@echo 'make test    install what is missing, run the whole suite'
	@echo 'make setup   the installation alone, into .venv/'
	@echo 'make engine  compile, once, the engine for every processor and for graphics processors'
	@echo '             (CUDA=1: with the backend of NVIDIA as well; never tried on such a processor)'
	@echo 'make lint    ruff and mypy --strict'
	@echo 'make bench   measure; writes build/bench.json'
	@echo 'make package build every package for Linux into build/package/out (EDITION=airgap: without what speaks to a network)'
	@echo 'make test-packages  after make package and make package EDITION=airgap: install, use and remove all of them'
	@echo '             on clean machines; needs root'
	@echo 'make guide   train the guide model anew (takes minutes)'
	@echo 'make clean   remove what was built here'

$(STAMPS)/run: $(SETUP) $(LOCKS)
	@"$(PYTHON)" installers/source/prepare.py run

$(STAMPS)/test: $(SETUP) $(LOCKS)
	@"$(PYTHON)" installers/source/prepare.py test

$(STAMPS)/packaged: $(SETUP) $(LOCKS)
	@"$(PYTHON)" installers/source/prepare.py packaged

$(STAMPS)/engine: $(SETUP) $(LOCKS)
	@"$(PYTHON)" installers/source/prepare.py engine

$(STAMPS)/cuda: $(SETUP) $(LOCKS)
	@"$(PYTHON)" installers/source/prepare.py cuda

setup: $(STAMPS)/run

engine: $(STAMPS)/$(if $(CUDA),cuda,engine)

run: $(STAMPS)/run
	@$(VENV)/bin/python main.py $(ARGS)

test: $(STAMPS)/test
	@$(VENV)/bin/python -m pytest -n 2 $(ARGS)

lint: $(STAMPS)/test
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy desktop model_manager installers main.py tests

bench: $(STAMPS)/test
	@$(VENV)/bin/python -m tests.bench

guide:
	@test -d .venv-guide || "$(PYTHON)" -m venv .venv-guide
	@.venv-guide/bin/pip install -q -r resources/guide/requirements.txt
	@.venv-guide/bin/python resources/guide/train.py --out resources/guide/guide.gguf

package:
	@"$(PYTHON)" installers/package/make.py "$(EDITION)"

test-packages: $(STAMPS)/packaged
	@$(VENV)/bin/python -m pytest -p no:cacheprovider $(ARGS) tests/packaged

clean:
	rm -rf $(VENV) .venv-guide .venv-olah .venv-package build .mypy_cache .ruff_cache .pytest_cache .hypothesis
