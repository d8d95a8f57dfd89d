/* +++
code = "B2c"
title = "Space shared with partners"
short = "Space shared"
commitment = "well-used-estate"
kind = "share"
basis = "stock"
grain = "year"
unit = "percent"
better = "up"
counts = "things"
source = ["leases", "sites"]
by = ["site"]
decimals = 1
why = "A charity or a council team under our roof is nearer to the people it helps, and heats no second building."
how = "Floor area held under a lease or licence by charities and other voluntary or community organisations, by other NHS bodies and by councils, schools and other public bodies, divided by the gross internal floor area of all sites. From the newest register of the financial year and the yearly estates return of that year, or else the nearest one. Shops and other firms, and leases not in force on the day of the register, are left out and shown; so is space at sites without a floor area, or let to we know not whom, counted apart. What rent is paid makes no difference."
good = "A rising share, as long as care has the room it needs."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with newest as (
    select *, upper(site_code) as code, year(month) - (month(month) < 4)::integer as year
    from leases
    qualify rank() over (partition by year order by as_at desc) = 1
),
years as (select distinct year, month from newest),
areas as (
    select
        upper(site_code) as code, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end as site,
        floor_area_m2 as area, year(month) - 1 as year
    from sites
    where floor_area_m2 > 0
),
-- each site as the year's return has it; where there is none, the last one before, or else the first one after
estate as (
    select years.month, years.year, areas.code, areas.site, areas.area
    from years cross join areas
    qualify row_number() over (
        partition by years.year, areas.code
        order by areas.year > years.year, abs(areas.year - years.year)
    ) = 1
),
let as (
    select
        year, code, min(coalesce(site_name, site_code)) as site,
        coalesce(sum(area_m2) filter (where in_force and tenant_type in ('vcfse', 'nhs', 'public')), 0) as shared,
        coalesce(sum(area_m2) filter (where in_force and tenant_type is null), 0) as unknown,
        coalesce(sum(area_m2) filter (where in_force and tenant_type = 'private'), 0) as private,
        coalesce(sum(area_m2) filter (where not in_force), 0) as ended
    from newest
    group by all
)
select
    coalesce(estate.month, years.month) as month, true as yearly, coalesce(estate.site, let.site) as site,
    coalesce(sum(let.shared) filter (where estate.area is not null), 0) as numerator,
    coalesce(sum(estate.area), 0) as denominator,
    coalesce(sum(let.unknown), 0) + coalesce(sum(let.shared) filter (where estate.area is null), 0) as unknown,
    coalesce(sum(let.private), 0) as left_out_firms,
    coalesce(sum(let.ended), 0) as left_out_not_in_force
from estate
full join let on let.year = estate.year and let.code = estate.code
left join years on years.year = let.year
group by all
