-- one row for each line of the newest register of suppliers
create table suppliers as
select
    date_trunc('month', loaded_at)::date as month,
    supplier_number, supplier_name, postcode, registered_postcode, place, registered, sme, vcfse, charity_number,
    company_number, category, influenceable, nhs,
    upper(trim(supplier_number)) as number_key,
    supplier_key(supplier_name) as name_key,
    load, row
from loaded.suppliers
