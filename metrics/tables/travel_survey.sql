-- one row for each survey and way of coming to work
create table travel_survey as
select
    date_trunc('month', surveyed)::date as month,
    surveyed, mode, people, asked, load, sheet, row
from loaded.travel_survey
where surveyed is not null
