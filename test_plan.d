test_plan.o: tests/unit/plan/test_plan.c src/plan/plan.h src/db/db.h \
  src/base/cx.h src/base/arena.h src/base/str.h src/base/status.h \
  src/base/status.def tests/unit/db/engines.h tests/unit/db/pg.h \
  tests/unit/test.h

src/plan/plan.h:

src/db/db.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

tests/unit/db/engines.h:

tests/unit/db/pg.h:

tests/unit/test.h:
