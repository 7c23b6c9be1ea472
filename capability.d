capability.o: src/fhir/capability.c src/base/date.h src/base/cx.h \
  src/base/arena.h src/base/str.h src/base/status.h src/base/status.def \
  src/base/limits.h src/base/table.h src/fhir/fhir.h src/base/buf.h \
  src/db/db.h src/fhir/reach.h src/fhir/type_table.h \
  src/fhir/param_table.h

src/base/date.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/base/limits.h:

src/base/table.h:

src/fhir/fhir.h:

src/base/buf.h:

src/db/db.h:

src/fhir/reach.h:

src/fhir/type_table.h:

src/fhir/param_table.h:
