test_guard.o: tests/unit/web/test_guard.c src/fhir/type_table.h \
  src/base/str.h tests/unit/test.h src/base/cx.h src/base/arena.h \
  src/base/status.h src/base/status.def src/web/guard.h \
  src/member/member.h src/base/date.h src/db/db.h src/jose/jose.h \
  src/web/web.h src/http/http.h src/oauth/oauth.h src/base/limits.h \
  src/plan/plan.h src/web/route.h src/web/tmpl.h src/base/buf.h

src/fhir/type_table.h:

src/base/str.h:

tests/unit/test.h:

src/base/cx.h:

src/base/arena.h:

src/base/status.h:

src/base/status.def:

src/web/guard.h:

src/member/member.h:

src/base/date.h:

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
