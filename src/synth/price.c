/* price.c - what a service costs and who pays: whole cents, and every sum holds by construction. */
#include "synth/synth_int.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Takes what is over the year's limit off the member's parts, the last charged first. */
static void cut_to_limit(Money *m, int64_t over)
{
    int64_t *const parts[] = { &m->coinsurance, &m->copay, &m->deductible };
    for (size_t i = 0; i < TABLE_COUNT(parts) && over > 0; i++) {
        const int64_t cut = least(*parts[i], over);
        *parts[i] -= cut;
        over -= cut;
    }
}

Money price_line(const PlanRow *plan, Benefit benefit, int64_t submitted, int64_t allowed_percent,
                 bool first, Spent *spent)
{
    const BenefitRule *rule = &plan->rules[benefit];
    Money m = { .submitted = submitted, .eligible = submitted * allowed_percent / 100 };
    int64_t left = m.eligible;
    m.discount = m.submitted - m.eligible;
    m.copay = first ? least(rule->copay, left) : 0;
    left -= m.copay;
    m.deductible = rule->deductible ? least(left, plan->deductible - spent->deductible) : 0;
    left -= m.deductible;
    m.coinsurance = left * rule->coinsurance / 100;
    cut_to_limit(&m, m.copay + m.deductible + m.coinsurance -
                         (plan->out_of_pocket - spent->out_of_pocket));
    m.liability = m.copay + m.deductible + m.coinsurance;
    m.benefit = m.eligible - m.liability;
    spent->deductible += m.deductible;
    spent->out_of_pocket += m.liability;
    return m;
}

Money price_denied(int64_t submitted)
{
    return (Money){ .submitted = submitted, .noncovered = submitted, .liability = submitted };
}

void price_paid(Money *m, Payment payment)
{
    switch (payment) {
    case PAY_BY_AGE:
    case PAY_NOTHING:
        m->paid = m->copay; /* asked for at the desk */
        break;
    case PAY_THIRD: m->paid = m->liability / 3; break;
    case PAY_ALL: m->paid = m->liability; break;
    }
}

void money_add(Money *sum, const Money *m)
{
    sum->submitted += m->submitted;
    sum->eligible += m->eligible;
    sum->discount += m->discount;
    sum->deductible += m->deductible;
    sum->copay += m->copay;
    sum->coinsurance += m->coinsurance;
    sum->noncovered += m->noncovered;
    sum->benefit += m->benefit;
    sum->liability += m->liability;
    sum->paid += m->paid;
}
