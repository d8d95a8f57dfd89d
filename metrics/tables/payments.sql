-- one row for each payment line; `excluded` says by which rule a line is left out of addressable spend
create table payments as
with lines as (
    select *, upper(trim(supplier_number)) as number_key, supplier_key(supplier_name) as name_key
    from loaded.payments
    where payment_date is not null
),
-- one entry of the register for each number and for each name: the first line that gives it
by_number as (
    select number_key, arg_min(suppliers, row) as entry from suppliers where number_key <> '' group by number_key
),
by_name as (
    select name_key, arg_min(suppliers, row) as entry from suppliers where name_key <> '' group by name_key
),
joined as (
    select lines.*, coalesce(by_number.entry, by_name.entry) as entry
    from lines
    left join by_number on by_number.number_key = lines.number_key
    left join by_name on by_name.name_key = lines.name_key
),
-- rules look at texts, and a text comes many times: each is looked at once
texts as (
    select 'supplier_name' as field, supplier_name as text from lines
    union select 'category', category from lines
    union select 'category', category from suppliers
    union select 'description', description from lines
    union select 'expense_area', expense_area from lines
),
met as (
    select
        texts.field, texts.text,
        arg_min(rules.reason, rules.position) filter (where rules.effect = 'excluded') as excluded,
        arg_min(rules.reason, rules.position) filter (where rules.effect = 'not influenceable') as fixed
    from texts
    join payment_rules as rules on rules.field = texts.field and regexp_matches(texts.text, rules.pattern, 'i')
    group by all
)
select
    date_trunc('month', payment_date)::date as month,
    payment_date, invoice_number, invoice_date, received_date, due_date, joined.supplier_number,
    joined.supplier_name, joined.supplier_postcode, amount, vat, joined.category, expense_area, description, po_number,
    entity, route,
    -- two spellings of one supplier count once where the register, or the ledger's own number, brings them together
    coalesce(nullif(entry.number_key, ''), nullif(joined.number_key, ''), joined.name_key) as supplier,
    case when joined.place.council is not null then joined.place else coalesce(entry.place, joined.place) end as place,
    coalesce(entry.registered, no_place()) as registered,
    entry.sme as sme,
    entry.vcfse as vcfse,
    coalesce(entry.nhs, name_rule.excluded = 'NHS body', false) as nhs,
    case
        when entry.nhs and name_rule.fixed is null then 'NHS body'
        when entry.nhs is false and name_rule.excluded = 'NHS body' then null
        else coalesce(
            name_rule.excluded, category_rule.excluded, description_rule.excluded, area_rule.excluded
        )
    end as excluded,
    coalesce(
        entry.influenceable,
        coalesce(
            name_rule.fixed, category_rule.fixed, register_rule.fixed, description_rule.fixed, area_rule.fixed
        ) is null
    ) as influenceable,
    joined.load, joined.row
from joined
left join met as name_rule on name_rule.field = 'supplier_name' and name_rule.text = joined.supplier_name
left join met as category_rule on category_rule.field = 'category' and category_rule.text = joined.category
left join met as register_rule on register_rule.field = 'category' and register_rule.text = entry.category
left join met as description_rule on description_rule.field = 'description' and description_rule.text = joined.description
left join met as area_rule on area_rule.field = 'expense_area' and area_rule.text = joined.expense_area
