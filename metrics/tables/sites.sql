-- one row for each site and financial year of the yearly estates return; is_site is false for the row of remaining small sites
create table sites as
with own as (
    -- a national return holds every trust's rows
    select * from loaded.sites
    where trust_code is null or (select kind from trust) = 'example' or upper(trim(trust_code)) = (select ods_code from trust)
),
dated as (
    select
        * replace (
            -- the parts where the return has no figure for the whole; a list's sum leaves out what is missing
            coalesce(clinical_m2, list_sum([pathology_m2, sterile_services_m2, clinical_other_m2])) as clinical_m2,
            coalesce(non_clinical_m2, list_sum([
                medical_records_m2, human_resources_m2, information_technology_m2, administration_m2, restaurants_m2,
                staff_accommodation_m2, non_clinical_other_m2
            ])) as non_clinical_m2
        ),
        try_cast(regexp_extract(financial_year, '(\d{4})', 1) as integer) as first_year
    from own
)
select
    make_date(first_year + 1, 3, 1) as month,
    first_year || '/' || lpad(((first_year + 1) % 100)::varchar, 2, '0') as financial_year,
    trust_code, site_code, site_name, site_type, postcode, place,
    not coalesce(regexp_matches(concat_ws(' ', site_code, site_name, site_type), 'aggre|other reportable', 'i'), false)
        as is_site,
    * exclude (
        financial_year, first_year, trust_code, site_code, site_name, site_type, postcode, place, load, row, period,
        sheet, loaded_at
    ),
    load, sheet, row
from dated
where first_year is not null
