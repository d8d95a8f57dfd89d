-- one row for each supplier of the newest list of carbon plans, under the name by which payments know it
create table carbon_plans as
with listed as (
    select *, upper(trim(supplier_number)) as number_key, supplier_key(supplier_name) as name_key from loaded.carbon_plans
),
by_number as (
    select number_key, arg_min(suppliers, place_in_line) as entry from suppliers where number_key <> '' group by number_key
),
by_name as (
    select name_key, arg_min(suppliers, place_in_line) as entry from suppliers where name_key <> '' group by name_key
)
select
    date_trunc('month', loaded_at)::date as month,
    supplier_number, supplier_name, plan, plan_date, net_zero_year,
    coalesce(
        nullif(coalesce(by_number.entry, by_name.entry).number_key, ''), nullif(listed.number_key, ''), listed.name_key
    ) as supplier,
    load, sheet, row
from listed
left join by_number on by_number.number_key = listed.number_key
left join by_name on by_name.name_key = listed.name_key
-- of two lines for one supplier the newer plan speaks
qualify row_number() over (partition by supplier order by plan_date desc nulls last, plan = 'plan' desc nulls last, plan, load, row) = 1
