/* +++
code = "W2c"
title = "Given to voluntary organisations together with partners"
short = "Joint grants"
commitment = "acting-together"
kind = "total"
basis = "flow"
grain = "year"
unit = "money"
better = "up"
counts = "money"
source = ["grants"]
by = ["kind"]
why = "One application to several funders leaves a small charity more time for its work than four."
how = "Grants and contracts awarded in the year to voluntary, community, faith and social enterprise organisations by the trust together with at least one other funder: the whole amount, whoever paid which part, because the register says no more. What we gave alone, and what went to others, is left out and shown. Awards that do not say what kind of organisation they went to, or who else gave, are counted apart. It is money promised, not money paid: payments are counted under voluntary-sector spend."
good = "A rising amount, in fewer and larger joint rounds."
owner = "Director of strategy's office"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select
        month, coalesce(kind, 'unknown') as kind, amount,
        case
            when recipient_type <> 'vcfse' then 'others'
            when funders < 2 then 'alone'
            when recipient_type is null or funders is null then 'unknown'
            else 'joint'
        end as state
    from grants
)
select
    month, kind,
    coalesce(sum(amount) filter (where state = 'joint'), 0) as numerator,
    null::decimal(18, 2) as denominator,
    coalesce(sum(amount) filter (where state = 'unknown'), 0) as unknown,
    coalesce(sum(amount) filter (where state = 'alone'), 0) as left_out_given_by_us_alone,
    coalesce(sum(amount) filter (where state = 'others'), 0) as left_out_given_to_others
from judged
group by all
