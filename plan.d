plan.o: src/plan/plan.c src/plan/plan.h src/db/db.h src/base/cx.h \
  src/base/arena.h src/base/str.h src/base/status.h src/base/status.def \
  src/base/ini.h src/base/limits.h src/base/table.h src/base/text.h

src/plan/plan.h:

src/db/db.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/base/ini.h:

src/base/limits.h:

src/base/table.h:

src/base/text.h:
