-- one row for each part of the NHS Carbon Footprint Plus that a row of a file tells; what did not come is a row without tonnes
create view footprint_plus_carbon as
with factors as (
    select category, year, cast(factor as double) as factor, lead(year) over (partition by category order by year) as next_year
    from spend_factors
),
spent as (
    select month, amount, carbon_category, year(month - interval 3 month) as vintage, load, sheet, row
    from payments
    where excluded is null and carbon_elsewhere is null and carbon_category is not null
),
-- pounds paid for medicines hold the gases and inhalers that the Footprint counts by weight
bought as (
    select
        month, 'bought, without medicines' as part, amount * factor / 1000 as tonnes,
        coalesce(next_year is null and vintage > year, false) as provisional,
        case when factor is null then 'a factor for ' || carbon_category || ' in ' || vintage end as lacks, 1 as tier,
        load, sheet, row
    from spent
    left join factors
        on factors.category = carbon_category and vintage >= factors.year and (next_year is null or vintage < next_year)
    where carbon_category <> 'pharmaceuticals'
),
absent as (
    select month, 'bought, without medicines' as part, 'payments by category' as file
    from (select distinct month from footprint_carbon) as months
    anti join spent on spent.month = months.month
    union all
    select month, 'NHS Carbon Footprint', 'the files of the NHS Carbon Footprint'
    from (select distinct month from payments) as months
    anti join footprint_carbon on footprint_carbon.month = months.month
),
parts as (
    select month, part, tonnes, provisional, lacks, tier, load, sheet, row from footprint_carbon
    union all
    select month, part, tonnes, provisional, lacks, tier, load, sheet, row from bought
    union all
    select month, part, null, false, file || ' of ' || strftime(month, '%B %Y'), null, null, null, null from absent
)
select *, bool_or(lacks is not null) over (partition by month) as is_short from parts
