# rota. The targets a person types:
#   make            the programs, in build/
#   make check      installs what is missing, builds, passes the tests
#   make demo       installs what is missing, builds, shows what rota does; make demo-reorg shows the
#                   same province through the reorganisations of 2024 and 2025
#   make bench      installs what is missing, measures rota beside SQLite and git (7 minutes; 10,000
#                   entries in each of ten districts, or as many as BIG says)
#   make install    program, messages, manual, library, headers and systemd units under PREFIX (/usr/local), staged
#                   in DESTDIR; make uninstall removes them
#   make asan fuzz campaign lint format schema golden po uninstall clean
# CC=clang, BUILD=folder, WERROR=1 and V=1 work with each.
# The rooms and who may see whom: tools/layers.

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
CFLAGS  ?= -O2 -g
WERROR  ?=
V       ?=

VERSION := 0.1.0

# A room with a main.c is a program; those of git stand apart, so that the program `rota` neither
# loads libgit2 nor can call it.
program_cli    := rota
program_helper := rota-git
git_rooms      := repo helper

rooms    := $(shell sed -n 's/^\([a-z][a-z]*\)[[:space:]].*/\1/p' tools/layers | grep -v public)
# Rooms in link order: a room before those it sees.
linked    = $(foreach r,$(call reverse,$(filter-out $(git_rooms),$(rooms))),$(BUILD)/lib/lib$(r).a)
reverse   = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
# What one room sees (itself first), for the unit tests of that room. A room that sees the public
# headers alone links all; so does a suite in a folder of tests/unit that is no room: tests/unit/office
# goes through whole offices.
sees      = $(1) $(shell sed -n 's/^$(1)[[:space:]]//p' tools/layers | tr ' ' '\n' | grep -v '\.')
below     = $(if $(filter rota,$(call sees,$(1)))$(filter-out $(rooms),$(1)),$(linked),$(foreach r,$(call reverse,$(rooms)),$(if $(filter $(r),$(call sees,$(1))),$(BUILD)/lib/lib$(r).a)))

packages := libutf8proc msgpack jansson libzstd libsodium libcrypto lmdb libxxhash
git_packages := libgit2 zlib
tests_packages := cmocka
SANITIZE ?=

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla -Wformat=2 -Wundef -Wwrite-strings -Wcast-qual \
            $(if $(WERROR),-Werror)
# Deferred, so that `make check` can install pkg-config first.
libs_cflags  = $(shell pkg-config --cflags $(packages) $(git_packages) | sed 's/-I/-isystem /g')
libs         = $(shell pkg-config --libs $(packages))
# What the rooms of git need besides.
git_libs     = $(shell pkg-config --libs $(git_packages))
libs_of      = $(if $(filter $(git_rooms),$(1)),$(git_libs)) $(libs)
tests_cflags = $(shell pkg-config --cflags $(tests_packages) | sed 's/-I/-isystem /g')
tests_libs   = $(shell pkg-config --libs $(tests_packages))
base_flags   = -std=c11 -D_GNU_SOURCE -Iinclude -Isrc -DROTA_VERSION='"$(VERSION)"' $(warnings)
compile      = $(CC) $(CPPFLAGS) $(base_flags) $(libs_cflags) $(CFLAGS) $(SANITIZE)

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))

# Two implementations of one seam, chosen when a program is linked.
seam_os    := $(patsubst src/%.c,$(BUILD)/obj/%.o,$(wildcard src/*/*_os.c))
seam_test  := $(patsubst src/%.c,$(BUILD)/obj/%.o,$(wildcard src/*/*_test.c))
room_objects = $(filter-out $(seam_os) $(seam_test) %/main.o,$(patsubst src/%.c,$(BUILD)/obj/%.o,$(wildcard src/$(1)/*.c)) $(generated_$(1)))

unit_tests := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/*/test_*.c))
# A fuzzer is built twice: with a driver of ours, which runs the corpus and seeded mutations as a
# plain test, and with clang's libFuzzer for `make fuzz` and `make campaign`.
fuzzers    := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz_plain := $(patsubst %,$(BUILD)/tests/fuzz/%,$(fuzzers))
fuzz_seconds ?= 60
catalogues := $(patsubst src/po/%.po,$(BUILD)/locale/%/LC_MESSAGES/rota.mo,$(wildcard src/po/*.po))

# Entries in each of the ten districts of the larger province that `make bench` measures.
BIG ?= 10000

.PHONY: demo demo-reorg bench bench-programs install uninstall all check check-layers check-headers check-docs check-po tests asan fuzz fuzz-binaries campaign \
        lint format schema golden po clean deps
.DELETE_ON_ERROR:

all: $(BUILD)/rota $(BUILD)/rota-git $(catalogues)

# --- what is installed ----------------------------------------------------------------------

# The library has what the public headers name, and what that needs: no program, and no room of git,
# whose work is done by the helper. Rooms have files of one name, so members are only appended.
library_rooms   := $(filter-out $(git_rooms) $(foreach r,$(rooms),$(if $(program_$(r)),$(r))),$(rooms))
library_objects  = $(foreach r,$(library_rooms),$(call room_objects,$(r))) $(seam_os)
public_headers  := $(wildcard include/rota/*.h)
languages       := $(patsubst src/po/%.po,%,$(wildcard src/po/*.po))
manuals         := $(BUILD)/man/man1/rota.1 $(patsubst %,$(BUILD)/man/%/man1/rota.1,$(languages))

# main.c is no part of its room's archive, so that tests can link the rest.
define program_rules
$(BUILD)/$(program_$(1)): $(BUILD)/obj/$(1)/main.o $(call below,$(1)) $(seam_os)
	$$(call say,LINK,$$@)
	$$(Q)$$(compile) -o $$@ $$< $(call below,$(1)) $$(seam_os) $(call below,$(1)) $$(call libs_of,$(1))
endef

deps:
	$(Q)tools/deps

check:
	$(Q)tools/deps
	$(Q)$(MAKE) --no-print-directory all tests check-layers check-headers check-docs check-po
	$(Q)tests/run $(BUILD)

# --- building -------------------------------------------------------------------------------

# The national list, as a table.
generated_ledger := $(BUILD)/obj/ledger/national_data.o
$(BUILD)/gen/national_data.c: tools/embed-national src/ledger/national.csv src/ledger/national_names.csv
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)tools/embed-national src/ledger/national.csv src/ledger/national_names.csv >$@

$(BUILD)/obj/ledger/national_data.o: $(BUILD)/gen/national_data.c
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -fPIC -MMD -MP -c -o $@ $<

define room_rules
$(BUILD)/lib/lib$(1).a: $(call room_objects,$(1))
	$$(call say,AR,$$@)
	$(Q)mkdir -p $$(@D)
	$(Q)rm -f $$@ && $(AR) rcs $$@ $$^
endef
$(foreach r,$(rooms),$(eval $(call room_rules,$(r))))
$(foreach r,$(rooms),$(if $(program_$(r)),$(eval $(call program_rules,$(r)))))

$(BUILD)/obj/%.o: src/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -fPIC -MMD -MP -c -o $@ $<

$(BUILD)/librota.a: $(library_objects)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) qcs $@ $^

# The manual is what the commands say of themselves.
$(BUILD)/man/man1/rota.1: tools/make-manual $(BUILD)/rota
	$(call say,MAN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)tools/make-manual $(BUILD)/rota en $(VERSION) >$@

$(BUILD)/man/%/man1/rota.1: tools/make-manual $(BUILD)/rota $(BUILD)/locale/%/LC_MESSAGES/rota.mo
	$(call say,MAN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)tools/make-manual $(BUILD)/rota $* $(VERSION) >$@

$(BUILD)/locale/%/LC_MESSAGES/rota.mo: src/po/%.po
	$(call say,MSGFMT,$<)
	$(Q)mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

# --- what is printed from the table of kinds --------------------------------------------------

$(BUILD)/tools/%: tools/%.c $(call below,entry)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -MMD -MP -o $@ $< $(call below,entry) $(libs)

schema: $(BUILD)/tools/print-schema
	$(Q)tools/update-schema $<

$(BUILD)/tests/golden/make-entries: tests/golden/make-entries.c $(call below,entry)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -MMD -MP -o $@ $< $(call below,entry) $(libs)

$(BUILD)/tests/golden/make-chains: tests/golden/make-chains.c $(call below,trust)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -I. -MMD -MP -o $@ $< $(call below,trust) $(seam_os) $(call below,trust) $(libs)

golden: $(BUILD)/tests/golden/make-entries $(BUILD)/tests/golden/make-chains
	$(Q)$< tests/golden/entry/*.json
	$(Q)$(BUILD)/tests/golden/make-chains tests/golden/trust tests/fuzz/corpus/chain

# --- tests ----------------------------------------------------------------------------------

# What the Python reader is compared with.
$(BUILD)/tests/reader/judge-entries: tests/reader/judge-entries.c $(call below,entry)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -MMD -MP -o $@ $< $(call below,entry) $(libs)

# Preloaded into the program to make file operations fail, or to kill it at one of them.
$(BUILD)/tests/fault/inject.so: tests/fault/inject.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(base_flags) $(CFLAGS) -fPIC -shared -o $@ $<

# A disk that has only what was flushed when its power is cut: preloaded, and what begins and reads it.
$(BUILD)/tests/fault/platter.so: tests/fault/platter.c tests/fault/platter.h
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(base_flags) -I. $(CFLAGS) -fPIC -shared -o $@ $<

$(BUILD)/tests/fault/platter: tests/fault/platter_tool.c tests/fault/platter.h
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(base_flags) -I. $(CFLAGS) -o $@ $<

# The program with a clock and random bytes that stand still, beside a link to the helper.
$(BUILD)/tests/exchange/rota: $(BUILD)/obj/cli/main.o tests/fault/seam.c $(linked) $(BUILD)/rota-git
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -I. -o $@ $< tests/fault/seam.c $(linked) $(libs)
	$(Q)ln -sf ../../rota-git $(@D)/rota-git

# A fuzzer links all rooms.
$(fuzz_plain): $(BUILD)/tests/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/standalone.c $(linked) $(seam_test)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -I. -o $@ $< tests/fuzz/standalone.c $(linked) $(seam_test) $(linked) $(libs)

# The rooms again, instrumented; each fuzzer runs for fuzz_seconds and keeps what it learns in
# build/fuzz/corpus. A finding is left in build/fuzz and fails the target.
fuzz:
	$(Q)$(MAKE) --no-print-directory BUILD=build/fuzz CC=clang CFLAGS="-O1 -g" \
	        SANITIZE="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
	        fuzz-binaries
	$(Q)tests/fuzz/run build/fuzz $(fuzz_seconds) $(fuzzers)

fuzz-binaries: $(patsubst %,$(BUILD)/fuzz_%,$(fuzzers))
$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(linked) $(seam_test)
	$(call say,CC,$<)
	$(Q)$(compile) -fsanitize=fuzzer -I. -o $@ $< $(linked) $(seam_test) $(linked) $(libs)

# The long versions: killed and failed at every file operation, cut off at every byte, hundreds of plays in
# other orders, every fuzzer for half an hour.
campaign: tests
	$(Q)FULL=1 sh tests/flow/kill-record.sh $(BUILD)
	$(Q)FULL=1 sh tests/flow/kill-exchange.sh $(BUILD)
	$(Q)FULL=1 sh tests/flow/orders.sh $(BUILD)
	$(Q)FULL=1 $(BUILD)/tests/unit/office/test_git
	$(Q)FULL=1 sh tests/flow/cut.sh $(BUILD)
	$(Q)FULL=1 sh tests/flow/power-cut.sh $(BUILD)
	$(Q)FULL=1 sh tests/flow/kill-line.sh $(BUILD)
	$(Q)FULL=1 sh tests/flow/full-disk.sh $(BUILD)
	$(Q)FULL=1 sh tests/flow/slow-line.sh $(BUILD)
	$(Q)FULL=1 sh tests/flow/lossy-line.sh $(BUILD)
	$(Q)FULL=1 sh tests/property/run $(BUILD)
	$(Q)$(MAKE) --no-print-directory fuzz fuzz_seconds=1800

# Everything that tests/run starts.
tests: all $(BUILD)/librota.a $(manuals) $(BUILD)/tests/unit/office/rota-git $(BUILD)/tests/flow/exchange $(BUILD)/tests/support/line $(BUILD)/tests/support/lossy $(unit_tests) \
       $(fuzz_plain) $(BUILD)/tests/reader/judge-entries $(BUILD)/tests/fault/inject.so \
       $(BUILD)/tests/fault/platter.so $(BUILD)/tests/fault/platter $(BUILD)/tests/exchange/rota $(BUILD)/tests/property/orders $(BUILD)/tests/property/cost

# Offices that exchange in memory: git_memory.c comes before the room that has the real one.
property        := $(BUILD)/tests/property/orders $(BUILD)/tests/property/cost
property_land   := tests/property/land.c tests/property/git_memory.c
property_cost   := tests/property/cost.c $(property_land)
property_orders := $(filter-out tests/property/cost.c,$(wildcard tests/property/*.c))
$(property): $(BUILD)/tests/property/%: $(wildcard tests/property/*.[ch]) $(call below,exchange) $(seam_test)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -I. -o $@ $(property_$*) $(call below,exchange) $(seam_test) $(call below,exchange) $(libs)

# The office's side of the helper, by itself.
$(BUILD)/tests/flow/exchange: tests/flow/exchange.c $(call below,exchange) $(seam_os)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -MMD -MP -o $@ $< $(call below,exchange) $(seam_os) $(call below,exchange) $(libs)

# A bad line.
$(BUILD)/tests/support/line: tests/support/line.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(base_flags) $(CFLAGS) $(SANITIZE) -MMD -MP -o $@ $<

# A network that loses packets.
$(BUILD)/tests/support/lossy: tests/support/lossy.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(base_flags) -I. $(CFLAGS) $(SANITIZE) -MMD -MP -o $@ $<

# A program looks for its helper in its own folder.
$(BUILD)/tests/unit/office/rota-git: $(BUILD)/rota-git
	$(Q)mkdir -p $(@D)
	$(Q)ln -sf ../../../rota-git $@ && touch -h $@

# A unit test links its room and those below it: a call upwards does not link.
.SECONDEXPANSION:
$(BUILD)/tests/unit/%: tests/unit/%.c $(wildcard tests/support/*.h) $(seam_test) $$(call below,$$(firstword $$(subst /, ,$$*)))
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) $(tests_cflags) -I. -MMD -MP -o $@ $< $(call below,$(firstword $(subst /, ,$*))) \
	        $(seam_test) $(call below,$(firstword $(subst /, ,$*))) \
	        $(call libs_of,$(firstword $(subst /, ,$*))) $(tests_libs)

check-layers:
	$(Q)tools/check-layers

check-headers:
	$(Q)tools/check-headers $(CC) $(base_flags) $(libs_cflags)

check-docs: $(BUILD)/tools/print-schema
	$(Q)tools/check-docs $<

check-po:
	$(Q)tools/update-po $(BUILD) --check

po:
	$(Q)tools/update-po $(BUILD)

# The same tests under the sanitizers, the sweeps (EVERY) with every fourth of their steps.
# LeakSanitizer's findings fail the test that leaks.
asan:
	$(Q)$(MAKE) --no-print-directory BUILD=build/asan CC=clang \
	        SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=all" CFLAGS="-O1 -g" \
	        tests
	$(Q)LSAN_OPTIONS=suppressions=$(CURDIR)/tests/leaks.supp:print_suppressions=0 EVERY=4 \
	        tests/run build/asan

lint:
	$(Q)tools/lint $(base_flags) $(libs_cflags)

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

# The program at work on the real province of 2024, with invented persons.
demo:
	$(Q)tools/deps
	$(Q)$(MAKE) --no-print-directory all
	$(Q)tools/demo.sh $(BUILD)/rota

# The same province through the reorganisations of 1/12/2024 and 1/7/2025.
demo-reorg:
	$(Q)tools/deps
	$(Q)$(MAKE) --no-print-directory all
	$(Q)tools/demo-reorg.sh $(BUILD)/rota

# --- measuring ------------------------------------------------------------------------------

bench:
	$(Q)tools/deps --bench
	$(Q)$(MAKE) --no-print-directory all bench-programs
	$(Q)python3 -B tests/bench/bench.py $(BUILD) $(BIG)

bench_linked := acts rows store
bench_alone  := watch sqlite
bench-programs: $(patsubst %,$(BUILD)/tests/bench/%,$(bench_linked) $(bench_alone) count.so) $(BUILD)/tests/support/line

$(patsubst %,$(BUILD)/tests/bench/%,$(bench_linked)): $(BUILD)/tests/bench/%: tests/bench/%.c tests/bench/row.h $(call below,exchange) $(seam_os)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(compile) -I. -o $@ $< $(call below,exchange) $(seam_os) $(call below,exchange) $(libs)

# These know nothing of rota.
$(patsubst %,$(BUILD)/tests/bench/%,$(bench_alone)): $(BUILD)/tests/bench/%: tests/bench/%.c tests/bench/row.h
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(base_flags) -I. $(CFLAGS) -o $@ $< -lsqlite3

$(BUILD)/tests/bench/count.so: tests/bench/count.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(base_flags) $(CFLAGS) -fPIC -shared -o $@ $<

# The program finds its messages in ../share/locale, its helper in ../libexec/rota.
to := $(DESTDIR)$(PREFIX)
units := $(to)/lib/systemd/user
data := install -D -m 644
install: all $(BUILD)/librota.a $(manuals)
	install -D -m 755 $(BUILD)/rota $(to)/bin/rota
	install -D -m 755 $(BUILD)/rota-git $(to)/libexec/rota/rota-git
	$(data) $(BUILD)/librota.a $(to)/lib/librota.a
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@PACKAGES@|$(packages)|' \
	        tools/rota.pc.in >$(BUILD)/rota.pc
	$(data) $(BUILD)/rota.pc $(to)/lib/pkgconfig/rota.pc
	$(data) $(BUILD)/man/man1/rota.1 $(to)/share/man/man1/rota.1
	sed -e 's|@PREFIX@|$(PREFIX)|' tools/systemd/rota-sync@.service.in >$(BUILD)/rota-sync@.service
	$(data) $(BUILD)/rota-sync@.service $(units)/rota-sync@.service
	$(data) tools/systemd/rota-sync@.timer $(units)/rota-sync@.timer
	$(foreach l,$(languages),\
	        $(data) $(BUILD)/locale/$(l)/LC_MESSAGES/rota.mo $(to)/share/locale/$(l)/LC_MESSAGES/rota.mo && \
	        $(data) $(BUILD)/man/$(l)/man1/rota.1 $(to)/share/man/$(l)/man1/rota.1 &&) true
	$(foreach h,$(public_headers),$(data) $(h) $(to)/$(h) &&) true

# Folders that only rota has go too.
uninstall:
	rm -f $(units)/rota-sync@.service $(units)/rota-sync@.timer $(to)/bin/rota $(to)/libexec/rota/rota-git $(to)/lib/librota.a $(to)/lib/pkgconfig/rota.pc \
	      $(to)/share/man/man1/rota.1 $(languages:%=$(to)/share/locale/%/LC_MESSAGES/rota.mo) \
	      $(languages:%=$(to)/share/man/%/man1/rota.1) $(public_headers:%=$(to)/%)
	rmdir $(to)/libexec/rota $(to)/include/rota 2>/dev/null || true

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
