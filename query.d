query.o: src/fhir/query.c src/base/table.h src/base/str.h \
  src/fhir/search_int.h src/base/limits.h src/fhir/fhir.h src/base/buf.h \
  src/base/cx.h src/base/arena.h src/base/status.h src/base/status.def \
  src/db/db.h src/fhir/reach.h src/base/date.h src/fhir/type_table.h \
  src/fhir/list.h src/fhir/match_int.h src/fhir/keys.h \
  src/fhir/param_table.h src/json/json.h src/fhir/reach_int.h \
  src/fhir/record.h

src/base/table.h:

src/base/str.h:

src/fhir/search_int.h:

src/base/limits.h:

src/fhir/fhir.h:

src/base/buf.h:

src/base/cx.h:

src/base/arena.h:

src/base/status.h:

src/base/status.def:

src/db/db.h:

src/fhir/reach.h:

src/base/date.h:

src/fhir/type_table.h:

src/fhir/list.h:

src/fhir/match_int.h:

src/fhir/keys.h:

src/fhir/param_table.h:

src/json/json.h:

src/fhir/reach_int.h:

src/fhir/record.h:
