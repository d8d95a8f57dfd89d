-- one row for each bid in a tender that was decided; what the log leaves open, the supplier register fills by name
create table tenders as
with register as (
    select name_key, arg_min(suppliers, place_in_line) as entry from suppliers where name_key <> '' group by name_key
)
select
    date_trunc('month', decision_date)::date as month,
    reference, title, decision_date, bidder, bidder_postcode,
    case when tenders.place.council is not null then tenders.place else coalesce(entry.place, tenders.place) end as place,
    coalesce(tenders.sme, entry.sme) as sme,
    coalesce(tenders.vcfse, entry.vcfse) as vcfse,
    above_threshold, outcome, load, sheet, row
from loaded.tenders
left join register on register.name_key = supplier_key(bidder)
where decision_date is not null
