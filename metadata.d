metadata.o: src/web/metadata.c src/web/metadata.h src/web/web.h \
  src/db/db.h src/base/cx.h src/base/arena.h src/base/str.h \
  src/base/status.h src/base/status.def src/http/http.h src/jose/jose.h \
  src/oauth/oauth.h src/base/date.h src/base/limits.h src/plan/plan.h \
  src/web/route.h src/web/tmpl.h src/base/buf.h src/fhir/fhir.h \
  src/fhir/reach.h src/fhir/type_table.h src/web/guard.h \
  src/member/member.h

src/web/metadata.h:

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

src/fhir/fhir.h:

src/fhir/reach.h:

src/fhir/type_table.h:

src/web/guard.h:

src/member/member.h:
