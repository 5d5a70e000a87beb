# make        the same as make test
# make site   builds the archive into public/
# make test   lint, types, the wheel, the tests
#
# What the commands do underneath stands in README.md, for working without make.
# All that is needed is a Python of 3.11 or later with venv. To choose one: make PYTHON=python3.12

VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

# The first of these that is new enough and has venv; `python3` goes first.
ifndef PYTHON
PYTHON := $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
    $$each -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
        >/dev/null 2>&1 && echo $$each && break; done)
endif
SUITABLE = { test -n "$(PYTHON)" && $(PYTHON) -c 'import sys, venv, ensurepip; \
    sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "briefgen needs Python 3.11 or" \
    "later with venv and ensurepip (on Debian: apt install python3-venv);" \
    "$(or $(PYTHON),no python3 found) is not that. Name one: make PYTHON=..." >&2; exit 1; }; }

# The lock is a function of pyproject.toml and these two: an upgrade is a later date.
LOCK_DATE := 2026-11-22T00:00:00Z
UV_VERSION := 0.13.9

# Which archive the installed wheel is tried on.
WHEEL_SITE ?= $(patsubst %/site.toml,%,$(firstword $(wildcard tests/sites/*/site.toml)))

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: test quick site serve lint types pytest wheel-check bench messages lock clean distclean env
.NOTPARALLEL:

test: lint types wheel-check pytest

# The same without the wheel, which is what needs the network once .venv stands.
quick: lint types pytest

site: $(STAMP)
	$(PY) -m briefgen build

serve: $(STAMP)
	$(PY) -m briefgen serve

lint: $(STAMP)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(STAMP)
	$(PY) -m mypy

pytest: $(STAMP)
	@$(PY) -m pytest $(ARGS)

bench: $(STAMP)
	$(PY) benchmarks/run.py $(ARGS)

# The interface's words, from the templates and the page modules into the catalogs.
messages: $(STAMP)
	$(PY) -m babel.messages.frontend -q extract -F babel.toml --keyword=say --no-location \
	    --sort-output --omit-header -o briefgen/messages/briefgen.pot briefgen/writing templates
	$(PY) -c 'import polib, sys; pot = polib.pofile("briefgen/messages/briefgen.pot"); \
	    [(po.merge(pot), [po.remove(e) for e in po.obsolete_entries()], po.save()) \
	     for po in (polib.pofile(path, wrapwidth=78) for path in sys.argv[1:])]' \
	    briefgen/messages/*.po

env: $(STAMP)

# An environment that does not run (its Python was upgraded away) or has no pip is made anew;
# one that stands is brought up to the lock.
USABLE := import pip, sys; sys.exit(sys.version_info < (3, 11))
ifneq ($(shell $(PY) -c '$(USABLE)' >/dev/null 2>&1 && echo yes),yes)
.PHONY: $(STAMP)
endif

# Every file is checked against the lock's hashes, those of the build backend included.
$(STAMP): pyproject.toml requirements.lock
	@$(PY) -c '$(USABLE)' >/dev/null 2>&1 || { $(SUITABLE) && set -x && \
	    $(PYTHON) -m venv --clear $(VENV); }
	$(PY) -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
	$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# From the tree to an sdist, from that to a wheel, into a new environment, onto another archive.
# The dependencies come as the wheel declares them, at the lock's versions.
wheel-check: $(STAMP)
	@test -n "$(WHEEL_SITE)" || { echo "wheel-check: no archive under tests/sites/" >&2; exit 1; }
	@set -eu; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(PY) -m hatchling build -t sdist -d "$$tmp/dist" >"$$tmp/log" 2>&1 \
	    || { cat "$$tmp/log" >&2; exit 1; }; \
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation -w "$$tmp/dist" "$$tmp"/dist/*.tar.gz; \
	$(PY) -m venv "$$tmp/env"; \
	sed -n 's/^\([a-z0-9-]*==[^ ]*\).*/\1/p' requirements.lock >"$$tmp/versions"; \
	"$$tmp/env/bin/python" -m pip install --quiet --only-binary :all: -c "$$tmp/versions" \
	    "$$tmp"/dist/*.whl; \
	cp -R "$(WHEEL_SITE)" "$$tmp/archive"; rm -rf "$$tmp/archive/public"; cd "$$tmp"; \
	env/bin/briefgen build --root archive || { echo "wheel-check: the build failed" >&2; exit 1; }; \
	test -s archive/public/index.html \
	    || { echo "wheel-check: the installed wheel made no index.html" >&2; exit 1; }; \
	echo "wheel-check: the installed wheel built $(WHEEL_SITE)"

# uv resolves for every platform at once; no registry's address goes into the file.
lock:
	@$(SUITABLE); set -eu; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(PYTHON) -m venv "$$tmp/env"; \
	"$$tmp/env/bin/python" -m pip install --quiet uv==$(UV_VERSION); \
	"$$tmp/env/bin/uv" pip compile --quiet --universal --python-version 3.11 \
	    --group test --group build --generate-hashes --no-annotate --no-emit-index-url \
	    --no-emit-find-links --exclude-newer $(LOCK_DATE) --custom-compile-command "make lock" \
	    --output-file "$$tmp/lock" pyproject.toml; \
	if grep -n '://' "$$tmp/lock"; then echo "lock: an address got in" >&2; exit 1; fi; \
	cp "$$tmp/lock" requirements.lock

clean:
	rm -rf public dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find briefgen tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean
	rm -rf $(VENV)
