store_list.o: src/fhir/store_list.c src/base/limits.h src/fhir/list.h \
  src/base/buf.h src/base/cx.h src/base/arena.h src/base/str.h \
  src/base/status.h src/base/status.def src/base/date.h \
  src/fhir/match_int.h src/fhir/keys.h src/fhir/param_table.h \
  src/json/json.h src/fhir/reach_int.h src/fhir/reach.h \
  src/fhir/type_table.h src/fhir/record.h src/fhir/store_int.h \
  src/fhir/store.h src/db/db.h

src/base/limits.h:

src/fhir/list.h:

src/base/buf.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/base/date.h:

src/fhir/match_int.h:

src/fhir/keys.h:

src/fhir/param_table.h:

src/json/json.h:

src/fhir/reach_int.h:

src/fhir/reach.h:

src/fhir/type_table.h:

src/fhir/record.h:

src/fhir/store_int.h:

src/fhir/store.h:

src/db/db.h:
