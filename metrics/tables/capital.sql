-- one row for each contract of the capital programme; `has_kpis` is told by yes or no, or else by the number of measures
create table capital as
select
    date_trunc('month', award_date)::date as month,
    award_date, reference, title, contractor, value, social_value_kpis, kpi_count,
    coalesce(social_value_kpis, kpi_count > 0) as has_kpis, local_labour_percent, load, sheet, row
from loaded.capital
where award_date is not null
