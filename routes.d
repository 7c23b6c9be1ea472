routes.o: src/app/routes.c src/app/routes.h src/web/route.h \
  src/http/http.h src/base/cx.h src/base/arena.h src/base/str.h \
  src/base/status.h src/base/status.def src/base/limits.h \
  src/web/consent_pages.h src/web/web.h src/db/db.h src/jose/jose.h \
  src/oauth/oauth.h src/base/date.h src/plan/plan.h src/web/tmpl.h \
  src/base/buf.h src/web/fhir_api.h src/web/guard.h src/member/member.h \
  src/web/member_pages.h src/web/oauth_api.h src/web/person.h \
  src/audit/audit.h src/audit/kind.def src/web/site.h

src/app/routes.h:

src/web/route.h:

src/http/http.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/base/limits.h:

src/web/consent_pages.h:

src/web/web.h:

src/db/db.h:

src/jose/jose.h:

src/oauth/oauth.h:

src/base/date.h:

src/plan/plan.h:

src/web/tmpl.h:

src/base/buf.h:

src/web/fhir_api.h:

src/web/guard.h:

src/member/member.h:

src/web/member_pages.h:

src/web/oauth_api.h:

src/web/person.h:

src/audit/audit.h:

src/audit/kind.def:

src/web/site.h:
