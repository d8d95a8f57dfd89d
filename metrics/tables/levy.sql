-- one row for each month of the apprenticeship levy account
create table levy as
select date_trunc('month', month)::date as month, paid_in, spent_own, transferred, expired, load, sheet, row
from loaded.levy
where month is not null
