-- one row for each contract awarded
create table contracts as
select
    date_trunc('month', award_date)::date as month,
    reference, title, supplier_name, award_date, value, social_value_weighting, end_date, in_scope, load, sheet, row
from loaded.contracts
where award_date is not null
