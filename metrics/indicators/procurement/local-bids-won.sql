/* +++
code = "P2c"
title = "Bids won by local small firms and charities"
short = "Local bids won"
commitment = "small-and-social"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["tenders"]
by = ["council", "kind"]
why = "A firm that bids and never wins stops bidding. This shows whether our tenders can be won by those near us."
how = "Of the bids by small and medium-sized firms, charities and social enterprises in the area, in tenders above the legal threshold that were decided in the period, the share that won. Each bid counts once, in the month of the decision; of a tender in lots each lot is a tender. Size and kind are those of the bids log, or where it is silent of the supplier register. Left out, each shown: tenders below the threshold, bids that were withdrawn or whose tender was cancelled, and the bids of all others. A bid of which we do not know the place, the size and kind, or whether its tender was above the threshold, is counted apart. Few bids are decided in a month: read it by the year."
good = "As high as for all other bidders, or higher."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with whose as (
    select *, is_local and (sme or vcfse) as is_theirs from tenders
),
judged as (
    select
        *,
        case
            when above_threshold is false then 'below'
            when outcome in ('withdrawn', 'cancelled') then 'undecided'
            when is_theirs is false then 'others'
            when above_threshold is null or outcome is null or is_theirs is null then 'unknown'
            else 'counts'
        end as counted_as
    from whose
)
select
    month, council,
    case when vcfse then 'charity or social enterprise' when sme then 'small or medium-sized firm' else 'other or not known' end
        as kind,
    count(*) filter (where counted_as = 'counts' and outcome = 'won') as numerator,
    count(*) filter (where counted_as = 'counts') as denominator,
    count(*) filter (where counted_as = 'unknown') as unknown,
    count(*) filter (where counted_as = 'below') as left_out_tenders_below_the_threshold,
    count(*) filter (where counted_as = 'undecided') as left_out_withdrawn_or_cancelled,
    count(*) filter (where counted_as = 'others') as left_out_other_bidders
from judged
group by all
