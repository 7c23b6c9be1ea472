find.o: src/fhir/find.c src/fhir/provenance_int.h src/fhir/record.h \
  src/base/date.h src/base/cx.h src/base/arena.h src/base/str.h \
  src/base/status.h src/base/status.def src/fhir/keys.h src/base/buf.h \
  src/fhir/param_table.h src/json/json.h src/fhir/type_table.h \
  src/fhir/search_int.h src/base/limits.h src/fhir/fhir.h src/db/db.h \
  src/fhir/reach.h src/fhir/list.h src/fhir/match_int.h \
  src/fhir/reach_int.h

src/fhir/provenance_int.h:

src/fhir/record.h:

src/base/date.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/fhir/keys.h:

src/base/buf.h:

src/fhir/param_table.h:

src/json/json.h:

src/fhir/type_table.h:

src/fhir/search_int.h:

src/base/limits.h:

src/fhir/fhir.h:

src/db/db.h:

src/fhir/reach.h:

src/fhir/list.h:

src/fhir/match_int.h:

src/fhir/reach_int.h:
