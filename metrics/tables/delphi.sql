-- one row for each statement and round of a consensus survey
create table delphi as
select
    date_trunc('month', round_date)::date as month,
    round, round_date, statement, respondents, agree_percent, disagree_percent, threshold_percent, load, sheet, row
from loaded.delphi
where round_date is not null
