-- one row: the space of all sites in the newest month in which it was counted, square metres
with newest as (select max(month) as month from space where month <= $month)
select sum(occupied_m2) as occupied, sum(clinical_m2) as clinical, sum(non_clinical_m2) as non_clinical,
    sum(empty_m2) as empty, sum(under_used_m2) as under_used, count(distinct site_code) as sites, newest.month
from space, newest
where space.month = newest.month
group by newest.month
