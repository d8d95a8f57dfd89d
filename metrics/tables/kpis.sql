-- one row for each social value promise of a contract and date on which it was due; `is_met` by the log's word, else by number
create table kpis as
select
    date_trunc('month', due_date)::date as month,
    reference, supplier_name, kpi, measure, due_date, committed, delivered, met,
    coalesce(met, delivered >= committed) as is_met,
    load, sheet, row
from loaded.kpis
where due_date is not null
