/* +++
code = "N4c"
title = "Carbon of what we buy (a rough estimate)"
short = "Supply chain carbon, rough"
commitment = "clinical-carbon"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["payments"]
public = false
by = ["category"]
why = "Most of an NHS trust's carbon is not burnt here but lies in what it buys. Even a rough figure shows where to look first."
how = "LOW CONFIDENCE, worked out from pounds alone. What was paid in the month, sorted into ten categories by the ledger's words, times the kilograms of carbon that a pound of that category stood for, by the factors of the NHS Sustainable Development Unit. Its last are of 2020/21: they stand since, marked provisional, and are not adjusted for prices. So a dearer contract looks like more carbon, and a supplier that pollutes less for the same price changes nothing. Left out: NHS bodies, tax and pensions, payroll, repayments to staff, our own companies; energy, water, waste and travel, which are counted by quantity elsewhere; and spend whose category has no factor (N4c2 says how much has one). Anaesthetic gases and inhalers are in it by their price and in N4a and N4b by their weight: never add these up. In a month in which no payment has a category there is no figure."
good = "Falling, once it is counted with what suppliers themselves report. Until then read the shares of the categories, not the size."
caveat = "Low confidence: averages of whole trades, five years old and more, whose method changed in their last year. Not published, and no target should rest on it."
improve.reduced = "Ask the largest suppliers for the carbon of what they sold us, and count that in place of pounds."
owner = "Sustainability lead with procurement"
reviewed = 2026-11-01
next_review = 2027-07-01
+++ */
with sorted as (
    select
        month, amount, year(month - interval 3 month) as vintage,
        case when excluded is null and carbon_elsewhere is null then carbon_category end as estimated
    from payments
),
spent as (
    select *, bool_or(estimated is not null) over (partition by month) as any_known from sorted
),
factors as (
    select category, year, cast(factor as double) as factor, lead(year) over (partition by category order by year) as next_year
    from spend_factors
)
select
    month, coalesce(estimated, 'not estimated') as category,
    case
        when bool_or(any_known) and count(*) filter (where estimated is not null and factor is null) = 0
            then coalesce(sum(amount * factor / 1000), 0)
    end as numerator,
    null as denominator,
    coalesce(bool_or(next_year is null and vintage > year), false) as provisional, 1 as tier
from spent
left join factors
    on factors.category = estimated and vintage >= factors.year and (next_year is null or vintage < next_year)
-- what has no factor is no nothing: it shows in N4c2 alone
where estimated is not null or not any_known
group by all
