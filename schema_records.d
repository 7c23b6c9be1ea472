schema_records.o: src/db/schema_records.c src/db/db_int.h src/base/buf.h \
  src/base/cx.h src/base/arena.h src/base/str.h src/base/status.h \
  src/base/status.def src/base/limits.h src/db/db.h

src/db/db_int.h:

src/base/buf.h:

src/base/cx.h:

src/base/arena.h:

src/base/str.h:

src/base/status.h:

src/base/status.def:

src/base/limits.h:

src/db/db.h:
