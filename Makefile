# Postern. `make demo` to see it, `make test` to trust it; CONTRIBUTING.md has the rest.
#
#   make                      build/postern and build/claims-viewer
#   make unit T=pkce          unit tests whose name contains "pkce"
#   make unit ONLY="base json"  the same with these folders alone, in a build directory of its own
#   make mutants              one line of src/ changed at a time: the test that it names must fail; M=cursor runs some
#   make check                levels, both compilers, unit, flows, fuzz corpus: minutes
#   make wall N=100000        random requests of one member while another's data lie beside hers
#   make model N=20000       random searches, decided a second time by a naive evaluator
#   make trace                which test proves which requirement of the authorization server
#   make test                 everything, ends with "N passed, N failed, N skipped"
#   make CC=clang BUILD=build/mine ...   any variant, in its own directory

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules
# V=1 prints the commands.
Q   := $(if $(V),,@)
say  = $(if $(V),@:,@printf '  %-5s %s\n')

ifdef ONLY
BUILD  ?= build/only-$(subst $(eval) ,-,$(strip $(ONLY)))
ONLY_ANY := $(ONLY)
else
BUILD  ?= build
ONLY_ANY := *
endif
ifeq ($(origin CC),default)
CC     := gcc
endif
SHARED ?= ../shared
FUZZ_S ?= 20
PREFIX ?= /usr/local
OPT    ?= -O2 -g
SAN    ?=
export SHARED

# ---- flags ---------------------------------------------------------------------------------------

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wwrite-strings -Wformat=2 -Wundef -Wvla -Werror

# A fortified libc hides from a sanitizer the calls it wants to see, so it is one or the other.
# Debian 13's compilers may define _FORTIFY_SOURCE themselves; glibc before 2.34 knows only level 2.
ifeq ($(SAN),)
HARDEN := -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
else
HARDEN := -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
endif

# gcc optimizes the program as a whole when it is linked (a request costs a tenth less of our own work);
# tests are linked from the same objects without that, for the time it takes.
LTO := $(if $(SAN),,$(if $(filter gcc%,$(notdir $(CC))),-flto=auto))

PKGS := libmicrohttpd jose jansson openssl libisal zlib libutf8proc inih sqlite3 libpq libcurl
# yyjson is a package of Debian 13; on Debian 12 tools/deps.sh unpacks that package under build/deps.
YYJSON_PC := $(shell pkg-config --exists yyjson 2>/dev/null && echo yes)
ifeq ($(YYJSON_PC),yes)
PKGS     += yyjson
YYJSON_H :=
else
YYJSON_H := build/deps/include/yyjson.h
# The run path follows the binary: in the build tree, and as installed.
DEPS_REL := $(shell realpath -m --relative-to=$(BUILD) build/deps/lib)
YYJSON_CFLAGS := -isystem build/deps/include
YYJSON_LIBS   := -Lbuild/deps/lib -Wl,-rpath,'$$ORIGIN/$(DEPS_REL):$$ORIGIN/../lib/postern' -lyyjson
endif
# -isystem: warnings are errors in our files, not in the libraries' headers.
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null)) $(YYJSON_CFLAGS)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) $(YYJSON_LIBS)

CPPFLAGS := -D_GNU_SOURCE -Isrc -I. $(PKG_CFLAGS)
CFLAGS   := -std=c17 $(WARN) $(OPT) $(HARDEN) $(if $(LTO),$(LTO) -ffat-lto-objects) -fPIE -pthread $(EXTRA)
LDFLAGS  := -pie -pthread -Wl,-z,relro,-z,now,--as-needed $(if $(SAN),-fsanitize=$(SAN)) $(if $(LTO),-fno-lto) $(EXTRA)
CC_OBJ    = $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
LINK      = $(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PKG_LIBS) $(LIBS)

# ---- files, found by name ------------------------------------------------------------------------

LIB_SRC  := $(filter-out src/app/main.c,$(foreach d,$(ONLY_ANY),$(wildcard src/$d/*.c)))
UNIT_SRC := $(wildcard tests/unit/*.c) $(foreach d,$(ONLY_ANY),$(wildcard tests/unit/$d/*.c))
HELP_SRC := $(if $(ONLY),,$(wildcard tests/support/*.c))
FLOW_SRC := $(wildcard tests/flow/*.c)
WALL_SRC := $(wildcard tests/wall/*.c)
MODEL_SRC := $(wildcard tests/model/*.c)
VIEW_SRC := $(wildcard examples/claims-viewer/*.c)
FUZZ_SRC := $(wildcard fuzz/fuzz_*.c)

objs      = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
LIB_OBJ  := $(call objs,$(LIB_SRC))
ifneq ($(filter web *,$(ONLY_ANY)),)
LIB_OBJ  += $(BUILD)/gen/web_assets.o
endif
UNIT_OBJ := $(call objs,$(UNIT_SRC))
HELP_OBJ := $(call objs,$(HELP_SRC))
FLOW_OBJ := $(call objs,$(FLOW_SRC))
WALL_OBJ := $(call objs,$(WALL_SRC))
MODEL_OBJ := $(call objs,$(MODEL_SRC))
FUZZ_BIN := $(patsubst fuzz/%.c,$(BUILD)/%,$(FUZZ_SRC))

POSTERN  := $(if $(wildcard src/app/main.c),$(BUILD)/postern)
VIEWER   := $(if $(VIEW_SRC),$(BUILD)/claims-viewer)
FLOWS    := $(if $(FLOW_SRC),$(BUILD)/flow_runner)
WALL     := $(if $(WALL_SRC),$(BUILD)/wall)
MODEL    := $(if $(MODEL_SRC),$(BUILD)/model_driver)

.PHONY: all objects fuzz-targets deps demo unit flows wall model mutants replay trace check test bench asan tsan fuzz fmt install screens \
        oracle e2e faults cover clean distclean help FORCE

all: $(POSTERN) $(VIEWER)

fuzz-targets: $(FUZZ_BIN)

# Everything a compiler can warn about, linked too.
objects: all $(BUILD)/unit_tests $(FLOWS) $(WALL) $(MODEL) $(FUZZ_BIN)

$(BUILD)/postern: LDFLAGS += $(if $(LTO),$(LTO) $(OPT))
$(BUILD)/postern: $(BUILD)/obj/src/app/main.o $(BUILD)/libpostern.a
	$(say) LINK $@
	$(Q)$(LINK)

$(BUILD)/claims-viewer: $(call objs,$(VIEW_SRC))
	$(say) LINK $@
	$(Q)$(LINK)

$(BUILD)/unit_tests: LIBS := -lcmocka
$(BUILD)/unit_tests: $(UNIT_OBJ) $(HELP_OBJ) $(BUILD)/libpostern.a $(BUILD)/unit.list
	$(say) LINK $@
	$(Q)$(LINK)

$(BUILD)/flow_runner: LIBS := -lcmocka
$(BUILD)/flow_runner: $(FLOW_OBJ) $(HELP_OBJ) $(BUILD)/obj/tests/unit/db/pg.o $(BUILD)/obj/tests/unit/jose/made.o $(BUILD)/libpostern.a $(BUILD)/flow.list
	$(say) LINK $@
	$(Q)$(LINK)

$(BUILD)/wall: $(WALL_OBJ) $(BUILD)/obj/tests/unit/db/pg.o $(BUILD)/libpostern.a $(BUILD)/wall.list
	$(say) LINK $@
	$(Q)$(LINK)

$(BUILD)/model_driver: $(MODEL_OBJ) $(BUILD)/obj/tests/unit/db/pg.o $(BUILD)/libpostern.a $(BUILD)/model.list
	$(say) LINK $@
	$(Q)$(LINK)

# With ENGINE=1 the fuzzer drives the target; otherwise fuzz/replay.c runs it over the files named.
$(BUILD)/fuzz_%: $(BUILD)/obj/fuzz/fuzz_%.o $(if $(ENGINE),,$(BUILD)/obj/fuzz/replay.o) $(BUILD)/libpostern.a
	$(say) LINK $@
	$(Q)$(LINK) $(if $(ENGINE),-fsanitize=fuzzer)

# Built anew each time: ar would keep the members of files that are gone.
$(BUILD)/libpostern.a: $(LIB_OBJ) $(BUILD)/lib.list
	@rm -f $@
	$(say) AR $@
	$(Q)ar rcs $@ $(LIB_OBJ)

$(BUILD)/obj/%.o: %.c $(BUILD)/flags | $(YYJSON_H)
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(CC_OBJ)

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags
	$(say) CC $<
	$(Q)$(CC_OBJ)

# Stamps that change only when what they hold does: a new flag recompiles, a vanished file relinks.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS))' | cmp -s - $@ || \
	 printf '%s\n' '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS))' > $@
$(BUILD)/lib.list:    LISTED = $(LIB_OBJ)
$(BUILD)/unit.list:   LISTED = $(UNIT_OBJ) $(HELP_OBJ)
$(BUILD)/flow.list:   LISTED = $(FLOW_OBJ) $(HELP_OBJ)
$(BUILD)/wall.list:   LISTED = $(WALL_OBJ)
$(BUILD)/model.list:  LISTED = $(MODEL_OBJ)
$(BUILD)/assets.list: LISTED = $(ASSETS) $(BOOTSTRAP)
$(BUILD)/%.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(LISTED) | cmp -s - $@ || printf '%s\n' $(LISTED) > $@

# ---- pages and style sheets, inside the binary ---------------------------------------------------

BOOTSTRAP := $(firstword $(wildcard /usr/share/javascript/bootstrap5/css/bootstrap.min.css \
                                    /usr/share/bootstrap-html/css/bootstrap.min.css))
ASSETS    := $(wildcard src/web/pages/* src/web/static/*)

$(BUILD)/embed: tools/embed.c
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(CC) -D_GNU_SOURCE -std=c17 $(WARN) -O1 -o $@ $<

$(BUILD)/gen/web_assets.c: $(BUILD)/embed $(ASSETS) $(BUILD)/assets.list
	@mkdir -p $(@D)
	@test -n "$(BOOTSTRAP)" || { echo "bootstrap.min.css not found: run make deps" >&2; exit 1; }
	$(say) EMBED $@
	$(Q)$(BUILD)/embed $@ static/bootstrap.min.css=$(BOOTSTRAP) $(foreach f,$(ASSETS),$(patsubst src/web/%,%,$f)=$f)

# ---- packages ------------------------------------------------------------------------------------

deps:
	@tools/deps.sh build

build/deps/include/yyjson.h:
	@tools/deps.sh yyjson

# ---- run -----------------------------------------------------------------------------------------

demo: deps
	@$(MAKE) all
	@exec tools/demo.sh

unit: $(BUILD)/unit_tests
	@$(BUILD)/unit_tests $(T)

flows: $(FLOWS) $(POSTERN)
	@tests/run.sh flows

# Repeat what it reports: make wall ARGS="--seed 1 --only 4711"
wall: $(WALL)
	@$(WALL) $(or $(N),5000) $(ARGS)

# The same: make model ARGS="--seed 1 --only 4711"
model: $(MODEL)
	@node tests/model/main.mjs $(MODEL) $(or $(N),20000) $(ARGS)

mutants:
	@tests/mutants/run.sh --self-test $(M)

# How tests/mutants/run.sh links: what stands before the objects, what behind.
$(BUILD)/link: FORCE
	@mkdir -p $(@D)
	@printf '%s\n%s\n' '$(subst ','\'',$(CC) $(LDFLAGS))' '$(subst ','\'',$(PKG_LIBS))' > $@

replay: $(FUZZ_BIN)
	@tests/run.sh replay

trace:
	@node tools/trace.mjs

check:
	@tests/run.sh check

test:
	@tools/deps.sh test
	@tests/run.sh check wall+model mutants+e2e asan tsan oracle+faults

asan tsan e2e oracle faults:
	@tools/deps.sh test
	@tests/run.sh $@

screens:
	@tools/deps.sh test
	@$(MAKE) all
	@tests/e2e/run.sh --screens

bench:
	@tools/deps.sh bench
	@$(MAKE) all
	@bench/run.sh

fuzz:
	@tools/fuzz.sh $(FUZZ_S)

cover:
	@tools/cover.sh

fmt:
	@find src tests fuzz tools examples bench -name '*.[ch]' 2>/dev/null | xargs -r clang-format -i

install: all
	install -Dm755 $(BUILD)/postern $(DESTDIR)$(PREFIX)/bin/postern
	$(if $(YYJSON_H),install -Dm644 build/deps/lib/libyyjson.so.0 $(DESTDIR)$(PREFIX)/lib/postern/libyyjson.so.0)
	install -d $(DESTDIR)$(PREFIX)/share/doc/postern $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -m644 README.md ARCHITECTURE.md SECURITY.md CHANGELOG.md LICENSE $(wildcard docs/*.md) \
	        $(DESTDIR)$(PREFIX)/share/doc/postern
	sed 's|@PREFIX@|$(PREFIX)|g' packaging/postern.service > $(DESTDIR)$(PREFIX)/lib/systemd/system/postern.service

clean:
	@find build -mindepth 1 -maxdepth 1 ! -name deps -exec rm -rf {} + 2>/dev/null || true

# Also forgets what was downloaded.
distclean:
	rm -rf build

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

-include $(patsubst %.o,%.d,$(LIB_OBJ) $(UNIT_OBJ) $(HELP_OBJ) $(FLOW_OBJ) $(WALL_OBJ) $(MODEL_OBJ) $(call objs,$(VIEW_SRC) $(FUZZ_SRC) src/app/main.c fuzz/replay.c))
