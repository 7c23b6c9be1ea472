test_search.o: tests/unit/fhir/test_search.c src/base/buf.h src/base/cx.h \
  src/base/arena.h src/base/str.h src/base/status.h src/base/status.def \
  src/base/limits.h src/fhir/list.h src/base/date.h \
  src/fhir/type_table.h tests/unit/db/engines.h src/db/db.h \
  tests/unit/db/pg.h tests/unit/test.h tests/unit/fhir/world.h \
  src/fhir/fhir.h src/fhir/reach.h

src/base/buf.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/base/limits.h:

src/fhir/list.h:

src/base/date.h:

src/fhir/type_table.h:

tests/unit/db/engines.h:

src/db/db.h:

tests/unit/db/pg.h:

tests/unit/test.h:

tests/unit/fhir/world.h:

src/fhir/fhir.h:

src/fhir/reach.h:
