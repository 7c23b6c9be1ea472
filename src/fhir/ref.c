#include "fhir/ref.h"

#include "fhir/record.h"
#include "fhir/type_table.h"

/* Cuts what stands after the last slash off rest; the whole of it when there is none. */
static Str last_part(Str *rest)
{
    const size_t at = str_rfind(*rest, '/');
    const Str part = at == rest->n ? *rest : str_from(*rest, at + 1);
    *rest = str_slice(*rest, 0, at == rest->n ? 0 : at);
    return part;
}

bool ref_parse(Str text, Str base, Ref *out)
{
    text = str_trim(str_slice(text, 0, str_find(text, '#')));
    Str rest = text;
    *out = (Ref){ .id = last_part(&rest) };
    Str type = last_part(&rest);
    if (str_eq(type, STR("_history"))) {
        out->version = out->id;
        out->id = last_part(&rest);
        type = last_part(&rest);
        if (!fhir_id_valid(out->version))
            return false;
    }
    if (!fhir_id_valid(out->id) || type.n == 0)
        return false;
    const TypeRow *row = type_by_name(type);
    if (!row)
        return false;
    const Str front = str_slice(text, 0, (size_t)(type.p - text.p));
    out->type = row->num;
    out->local = front.n == 0 || str_eq(front, base);
    return true;
}
