store_place.o: src/fhir/store_place.c src/fhir/store_int.h \
  src/fhir/store.h src/db/db.h src/base/cx.h src/base/arena.h \
  src/base/str.h src/base/status.h src/base/status.def src/fhir/record.h \
  src/base/date.h src/fhir/keys.h src/base/buf.h src/fhir/param_table.h \
  src/json/json.h src/fhir/type_table.h

src/fhir/store_int.h:

src/fhir/store.h:

src/db/db.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/fhir/record.h:

src/base/date.h:

src/fhir/keys.h:

src/base/buf.h:

src/fhir/param_table.h:

src/json/json.h:

src/fhir/type_table.h:
