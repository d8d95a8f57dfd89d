-- one row for each event and group of people reached
create table engagement as
select
    date_trunc('month', event_date)::date as month,
    event_date, event, "group", people, new_people, known_area, priority_area, load, sheet, row
from loaded.engagement
where event_date is not null
