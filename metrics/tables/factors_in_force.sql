-- one row for each factor and financial year (by the year it begins in): that year's edition or, past the last, the last
create table factors_in_force as
with editions as (
    select item, unit, year, cast(factor as double) as factor, max(year) over (partition by item) as last_year
    from emission_factors
)
select item, unit, vintage, factor, year as edition, vintage > year as provisional
from editions
inner join range(2010, 2046) as years (vintage) on vintage = year or (year = last_year and vintage > year)
