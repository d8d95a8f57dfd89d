-- one row for each payment line; `excluded` says by which rule a line is left out of addressable spend
-- `decided_by` says who decides whether the trust can influence it: a row of the flag table (`flag`, its place there) that is
-- about the supplier, else the category, else the route; else the register, else a rule, else nothing, and then it can
-- what is said of an invoice (`invoice_in_time`, and on its first line `invoice_amount`) is of all its lines in the month
create table payments as
with lines as (
    select * from loaded.payments where payment_date is not null
),
-- of the register's lines that give a number, or a name, the one that tells most speaks for it
by_number as (
    select number_key, arg_min(suppliers, place_in_line) as entry from suppliers where number_key <> '' group by number_key
),
by_name as (
    select name_key, arg_min(suppliers, place_in_line) as entry from suppliers where name_key <> '' group by name_key
),
-- what procurement says; `newness` puts the rows that say it in order, the newest last
flags as (
    select *, row_number() over (order by since, position) as newness from spend_flags
),
-- a supplier's row gives its number or its name
flag_keys as (
    select kind, upper(trim(which)) as key, newness, position, influenceable, sme, vcfse from flags where kind = 'supplier'
    union
    select kind, nullif(supplier_key(which), ''), newness, position, influenceable, sme, vcfse from flags where kind = 'supplier'
    union
    select kind, flag_words(which), newness, position, influenceable, sme, vcfse from flags where kind <> 'supplier'
),
words_flagged as (
    select kind, key, arg_max(influenceable, newness) as influenceable, arg_max(position, newness) as position
    from flag_keys
    where kind <> 'supplier' and influenceable is not null
    group by all
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
supplier_keys as (
    select distinct
        supplier_number, supplier_name,
        unnest([number_key, nullif(name_key, ''), nullif(entry.number_key, ''), nullif(entry.name_key, '')]) as key
    from known
),
supplier_flagged as (
    select
        supplier_number, supplier_name,
        arg_max(influenceable, newness) as influenceable,
        arg_max(position, newness) filter (where influenceable is not null) as position,
        arg_max(sme, newness) as sme,
        arg_max(vcfse, newness) as vcfse
    from supplier_keys
    join flag_keys on flag_keys.kind = 'supplier' and flag_keys.key = supplier_keys.key
    group by all
),
who as (
    select
        known.supplier_number, known.supplier_name,
        -- two spellings of one supplier count once where the register, or the ledger's own number, brings them together
        coalesce(nullif(entry.number_key, ''), nullif(number_key, ''), name_key) as supplier,
        entry.place as place,
        coalesce(entry.place, no_place()) as branch,
        coalesce(entry.registered, no_place()) as registered,
        case supplier_flagged.sme when 'yes' then true when 'no' then false when 'unknown' then null else entry.sme end as sme,
        case supplier_flagged.vcfse when 'yes' then true when 'no' then false when 'unknown' then null else entry.vcfse end
            as vcfse,
        case when supplier_flagged.vcfse is null then entry.vcfse_known_by else 'the flag table' end as vcfse_known_by,
        entry.nhs as nhs,
        entry.influenceable as influenceable,
        entry.category as category,
        supplier_flagged.influenceable as said_of_supplier,
        supplier_flagged.position as flag_of_supplier,
        why_excluded('supplier_name', known.supplier_name) as excluded,
        why_not_influenceable('supplier_name', known.supplier_name) as fixed_by_name,
        why_not_influenceable('category', entry.category) as fixed_by_register
    from known
    left join supplier_flagged
        on supplier_flagged.supplier_number is not distinct from known.supplier_number
        and supplier_flagged.supplier_name is not distinct from known.supplier_name
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
        -- the register's own address, beside the one that the payment bears
        case when lines.place.council is not null then coalesce(who.branch, no_place()) else no_place() end as branch,
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
        -- where the ledger has no category, the register's stands
        coalesce(who.said_of_supplier, of_category.influenceable, of_route.influenceable) as said,
        case
            when said is not null then case said when 'yes' then true when 'no' then false end
            else coalesce(who.influenceable, coalesce(who.fixed_by_name, who.fixed_by_register, what.fixed) is null)
        end as influenceable,
        case
            when who.said_of_supplier is not null then 'flag on the supplier'
            when of_category.influenceable is not null then 'flag on the category'
            when of_route.influenceable is not null then 'flag on the route'
            when who.influenceable is not null then 'supplier register'
            when coalesce(who.fixed_by_name, who.fixed_by_register, what.fixed) is not null then 'rule'
            else 'nothing'
        end as decided_by,
        case
            when who.said_of_supplier is not null then who.flag_of_supplier
            when of_category.influenceable is not null then of_category.position
            else of_route.position
        end as flag,
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
    left join words_flagged as of_category
        on of_category.kind = 'category' and of_category.key = coalesce(flag_words(lines.category), flag_words(who.category))
    left join words_flagged as of_route on of_route.kind = 'route' and of_route.key = flag_words(lines.route)
)
select
    * exclude (in_time, invoice, said),
    -- late when one line was; unknown when one is and none was late
    case when bool_or(in_time is false) over same then false when bool_or(in_time is null) over same then null else true end
        as invoice_in_time,
    case
        when coalesce(excluded, 'NHS body') = 'NHS body' and row_number() over (same order by supplier_postcode, supplier_name, load, sheet, row) = 1
            then sum(amount) over same
    end::decimal(18, 2) as invoice_amount
from told
-- a line that a rule leaves out is no part of an invoice that counts
window same as (partition by month, supplier, invoice, coalesce(excluded, 'NHS body') = 'NHS body')
