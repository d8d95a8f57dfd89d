-- one row for each month, gas and way of supply
create table gases as
select
    date_trunc('month', month)::date as month,
    gas, supply, litres, kg, load, sheet, row
from loaded.gases
where month is not null
