-- one row for each thing that partners asked the trust to do
create table asks as
select
    date_trunc('month', asked_date)::date as month,
    asked_date, reference, ask, "group", owner, status, closed_date, due_date, published, reply, load, sheet, row
from loaded.asks
where asked_date is not null
