/* +++
code = "N1c"
title = "Electricity from our own renewables"
short = "Own renewable electricity"
commitment = "net-zero-buildings"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["energy", "sites"]
by = ["site"]
decimals = 1
seasonal = true
why = "Power made on our own roofs lowers the carbon and the bill, whatever the market does."
how = "Of the electricity used (bought, and made by panels on site), the share made by panels. A green tariff counts as bought. A yearly estates return stands for a year without twelve months of bills: there our own, third parties' and other renewables count, and the power of combined heat and power counts in the whole; bills do not tell that power, so that a share by month may lie a little above the return's."
good = "A rising share, from one summer to the next."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with used as (
    select
        month, coalesce(site_name, site_code, 'unknown') as site, false as yearly,
        case when fuel = 'solar' then kwh else 0 end as renewable, kwh
    from energy
    where fuel in ('electricity', 'solar')
    union all
    select month, site, true, renewable, renewable + bought
    from (
        select
            month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end as site,
            coalesce(own_renewable_kwh, 0) + coalesce(third_party_renewable_kwh, 0) + coalesce(other_renewable_kwh, 0)
                as renewable,
            coalesce(electricity_kwh, 0) + coalesce(green_electricity_kwh, 0) + coalesce(other_electricity_kwh, 0)
                + coalesce(chp_electricity_kwh, 0) as bought
        from sites
        where coalesce(electricity_kwh, green_electricity_kwh, other_electricity_kwh, own_renewable_kwh) is not null
    )
)
select month, site, yearly, coalesce(sum(renewable), 0) as numerator, coalesce(sum(kwh), 0) as denominator
from used
where kwh is not null
group by all
