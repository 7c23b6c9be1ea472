guard.o: src/web/guard.c src/web/guard.h src/member/member.h \
  src/base/date.h src/base/cx.h src/base/arena.h src/base/str.h \
  src/base/status.h src/base/status.def src/db/db.h src/jose/jose.h \
  src/web/web.h src/http/http.h src/oauth/oauth.h src/base/limits.h \
  src/plan/plan.h src/web/route.h src/web/tmpl.h src/base/buf.h \
  src/base/table.h src/fhir/reach.h src/fhir/type_table.h \
  src/web/person.h src/audit/audit.h src/audit/kind.def src/web/rate.h

src/web/guard.h:

src/member/member.h:

src/base/date.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/db/db.h:

src/jose/jose.h:

src/web/web.h:

src/http/http.h:

src/oauth/oauth.h:

src/base/limits.h:

src/plan/plan.h:

src/web/route.h:

src/web/tmpl.h:

src/base/buf.h:

src/base/table.h:

src/fhir/reach.h:

src/fhir/type_table.h:

src/web/person.h:

src/audit/audit.h:

src/audit/kind.def:

src/web/rate.h:
