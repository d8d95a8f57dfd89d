-- one row for each survey, statement and kind of partner; `acts` is true for the statement that the trust acts on what partners say
create table partners_survey as
select
    date_trunc('month', closed)::date as month,
    closed, statement, organisation_type, asked, answered, agree,
    -- a survey of one statement does not always write it down
    coalesce(regexp_matches(statement, '\bacts? (up)?on\b.*\b(say|said|tell|told|suggest|raise)', 'i'), true) as acts,
    load, sheet, row
from loaded.partners_survey
where closed is not null
