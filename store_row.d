store_row.o: src/fhir/store_row.c src/fhir/dir_key.h src/fhir/keys.h \
  src/base/buf.h src/base/cx.h src/base/arena.h src/base/str.h \
  src/base/status.h src/base/status.def src/fhir/param_table.h \
  src/json/json.h src/fhir/store_int.h src/fhir/store.h src/db/db.h \
  src/fhir/record.h src/base/date.h src/fhir/type_table.h

src/fhir/dir_key.h:

src/fhir/keys.h:

src/base/buf.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/fhir/param_table.h:

src/json/json.h:

src/fhir/store_int.h:

src/fhir/store.h:

src/db/db.h:

src/fhir/record.h:

src/base/date.h:

src/fhir/type_table.h:
