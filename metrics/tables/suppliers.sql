-- one row for each line of the newest register of suppliers; `vcfse_known_by` says what tells that it is, or is not, VCFSE
create table suppliers as
with numbers as (
    select
        *,
        nullif(regexp_replace(upper(charity_number), '[^A-Z0-9-]', '', 'g'), '') as charity,
        nullif(regexp_replace(upper(company_number), '[^A-Z0-9]', '', 'g'), '') as company
    from loaded.suppliers
),
recognised as (
    select
        *,
        -- numbers are believed where the register keeps both kinds: else all that they tell is yes, or all is no
        count(charity) over () > 0 and count(company) over () > 0 and coalesce(charity, company) is not null as has_numbers,
        {
            yes: coalesce(
                why_vcfse('charity_number', charity), why_vcfse('company_number', company),
                case when company is not null then why_vcfse('supplier_name', supplier_name) end
            ),
            no: case when charity is null then why_not_vcfse('company_number', company) end
        } as by_number
    from numbers
)
select
    date_trunc('month', loaded_at)::date as month,
    supplier_number, supplier_name, postcode, registered_postcode, place, registered, sme,
    coalesce(
        vcfse,
        case when has_numbers and by_number.yes is not null then true when has_numbers and by_number.no is not null then false end
    ) as vcfse,
    case
        when vcfse is not null then 'the register''s mark'
        when has_numbers then coalesce(by_number.yes, by_number.no)
    end as vcfse_known_by,
    charity_number, company_number, category, influenceable, nhs,
    upper(trim(supplier_number)) as number_key,
    supplier_key(supplier_name) as name_key,
    -- of two lines for one supplier the one that tells more comes first, whatever their order in the register
    row_number() over (
        order by
            (place.council is null)::integer + (registered.council is null)::integer + (sme is null)::integer
                + (vcfse is null)::integer + (nhs is null)::integer + (influenceable is null)::integer,
            postcode, registered_postcode, supplier_number, supplier_name, sme, vcfse, nhs, influenceable, category,
            charity_number, company_number, load, sheet, row
    ) as place_in_line,
    load, sheet, row
from recognised
