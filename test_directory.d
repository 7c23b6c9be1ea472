test_directory.o: tests/unit/fhir/test_directory.c src/base/limits.h \
  tests/unit/db/engines.h src/db/db.h src/base/cx.h src/base/arena.h \
  src/base/str.h src/base/status.h src/base/status.def \
  tests/unit/db/pg.h tests/unit/test.h tests/unit/fhir/world.h \
  src/fhir/fhir.h src/base/buf.h src/fhir/reach.h src/base/date.h \
  src/fhir/type_table.h

src/base/limits.h:

tests/unit/db/engines.h:

src/db/db.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

tests/unit/db/pg.h:

tests/unit/test.h:

tests/unit/fhir/world.h:

src/fhir/fhir.h:

src/base/buf.h:

src/fhir/reach.h:

src/base/date.h:

src/fhir/type_table.h:
