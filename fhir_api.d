fhir_api.o: src/web/fhir_api.c src/web/fhir_api.h src/web/web.h \
  src/db/db.h src/base/cx.h src/base/arena.h src/base/str.h \
  src/base/status.h src/base/status.def src/http/http.h src/jose/jose.h \
  src/oauth/oauth.h src/base/date.h src/base/limits.h src/plan/plan.h \
  src/web/route.h src/web/tmpl.h src/base/buf.h src/audit/audit.h \
  src/audit/kind.def src/base/table.h src/fhir/fhir.h src/fhir/reach.h \
  src/fhir/type_table.h src/web/guard.h src/member/member.h \
  src/web/metadata.h src/json/json.h

src/web/fhir_api.h:

src/web/web.h:

src/db/db.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/http/http.h:

src/jose/jose.h:

src/oauth/oauth.h:

src/base/date.h:

src/base/limits.h:

src/plan/plan.h:

src/web/route.h:

src/web/tmpl.h:

src/base/buf.h:

src/audit/audit.h:

src/audit/kind.def:

src/base/table.h:

src/fhir/fhir.h:

src/fhir/reach.h:

src/fhir/type_table.h:

src/web/guard.h:

src/member/member.h:

src/web/metadata.h:

src/json/json.h:
