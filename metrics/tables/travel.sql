-- one row for each month and way of travelling
create table travel as
select
    date_trunc('month', month)::date as month,
    mode, miles, km, cost, load, sheet, row
from loaded.travel
where month is not null
