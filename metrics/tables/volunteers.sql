-- one row for each volunteer, role and month
create table volunteers as
select month, person, role, hours, home, load, sheet, row
from loaded.volunteers
where month is not null
