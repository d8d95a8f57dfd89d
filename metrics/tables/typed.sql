-- one row for each indicator and month that somebody typed a figure for
create table typed as
select month, indicator, numerator, denominator, said_by, written_in, load, sheet, row
from loaded.typed
where month is not null and indicator is not null
