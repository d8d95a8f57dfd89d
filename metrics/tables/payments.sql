-- one row for each payment line; `excluded` says by which rule a line is left out of addressable spend
-- what is said of an invoice (`invoice_in_time`, and on its first line `invoice_amount`) is of all its lines in the month
create table payments as
with lines as (
    select * from loaded.payments where payment_date is not null
),
-- the register's first line that gives a number, or a name, speaks for it
by_number as (
    select number_key, arg_min(suppliers, row) as entry from suppliers where number_key <> '' group by number_key
),
by_name as (
    select name_key, arg_min(suppliers, row) as entry from suppliers where name_key <> '' group by name_key
),
-- a supplier comes on many lines, and so does a category: each is looked at once
paid as (
    select distinct supplier_number, supplier_name, upper(trim(supplier_number)) as number_key,
        supplier_key(supplier_name) as name_key
    from lines
),
known as (
    select paid.*, coalesce(by_number.entry, by_name.entry) as entry
    from paid
    left join by_number on by_number.number_key = paid.number_key
    left join by_name on by_name.name_key = paid.name_key
),
who as (
    select
        supplier_number, supplier_name,
        -- two spellings of one supplier count once where the register, or the ledger's own number, brings them together
        coalesce(nullif(entry.number_key, ''), nullif(number_key, ''), name_key) as supplier,
        entry.place as place,
        coalesce(entry.registered, no_place()) as registered,
        entry.sme as sme,
        entry.vcfse as vcfse,
        entry.vcfse_known_by as vcfse_known_by,
        entry.nhs as nhs,
        entry.influenceable as influenceable,
        why_excluded('supplier_name', supplier_name) as excluded,
        why_not_influenceable('supplier_name', supplier_name) as fixed_by_name,
        why_not_influenceable('category', entry.category) as fixed_by_register
    from known
),
uses as (
    select distinct category, description, expense_area from lines
),
what as (
    select
        *,
        coalesce(
            why_excluded('category', category), why_excluded('description', description),
            why_excluded('expense_area', expense_area)
        ) as excluded,
        coalesce(
            why_not_influenceable('category', category), why_not_influenceable('description', description),
            why_not_influenceable('expense_area', expense_area)
        ) as fixed,
        -- what is counted by kilowatt-hours, miles or tonnes is not counted by pounds as well
        carbon_elsewhere('category', category) as carbon_elsewhere,
        case when carbon_elsewhere('category', category) is null then carbon_estimated('category', category) end
            as carbon_category
    from uses
),
told as (
    select
        date_trunc('month', payment_date)::date as month,
        payment_date, invoice_number, invoice_date, received_date, due_date, lines.supplier_number, lines.supplier_name,
        supplier_postcode, amount, vat, lines.category, lines.expense_area, lines.description, po_number, entity, route,
        who.supplier as supplier,
        case when lines.place.council is not null then lines.place else coalesce(who.place, lines.place) end as place,
        who.registered as registered,
        who.sme as sme,
        who.vcfse as vcfse,
        who.vcfse_known_by as vcfse_known_by,
        coalesce(who.nhs, who.excluded = 'NHS body', false) as nhs,
        case
            when who.nhs and who.fixed_by_name is null then 'NHS body'
            -- the register knows better than a name that sounds like the NHS
            when who.nhs is false and who.excluded = 'NHS body' then what.excluded
            else coalesce(who.excluded, what.excluded)
        end as excluded,
        coalesce(
            who.influenceable, coalesce(who.fixed_by_name, who.fixed_by_register, what.fixed) is null
        ) as influenceable,
        what.carbon_elsewhere as carbon_elsewhere,
        what.carbon_category as carbon_category,
        case
            when payment_date <= due_date or payment_date <= received_date + 30 then true
            when received_date is null then null
            else false
        end as in_time,
        coalesce(invoice_number, lines.load || ':' || coalesce(lines.sheet, '') || ':' || lines.row) as invoice,
        lines.load, lines.sheet, lines.row
    from lines
    left join who
        on who.supplier_number is not distinct from lines.supplier_number
        and who.supplier_name is not distinct from lines.supplier_name
    left join what
        on what.category is not distinct from lines.category
        and what.description is not distinct from lines.description
        and what.expense_area is not distinct from lines.expense_area
)
select
    * exclude (in_time, invoice),
    -- late when one line was; unknown when one is and none was late
    case when bool_or(in_time is false) over same then false when bool_or(in_time is null) over same then null else true end
        as invoice_in_time,
    case
        when coalesce(excluded, 'NHS body') = 'NHS body' and row_number() over (same order by load, row) = 1
            then sum(amount) over same
    end::decimal(18, 2) as invoice_amount
from told
-- a line that a rule leaves out is no part of an invoice that counts
window same as (partition by month, supplier, invoice, coalesce(excluded, 'NHS body') = 'NHS body')
