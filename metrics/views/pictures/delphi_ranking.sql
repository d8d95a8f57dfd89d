-- one row for each statement of the newest round
with newest as (select max(round_date) as day from delphi where month <= $month)
select statement, round, round_date, respondents, agree_percent, disagree_percent, threshold_percent
from delphi, newest
where round_date = newest.day
order by agree_percent desc nulls last, statement
