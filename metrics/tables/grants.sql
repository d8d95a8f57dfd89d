-- one row for each grant or contract given; `funders` is their number, ours among them, given or counted from those named
create table grants as
select
    date_trunc('month', awarded)::date as month,
    awarded, reference, recipient, recipient_type, kind, amount,
    coalesce(
        funders,
        len(list_filter(string_split_regex(joint_with, '[;\n]'), lambda part: lower(trim(part)) not in ('', '-', 'none', 'n/a'))) + 1
    ) as funders,
    joint_with, load, sheet, row
from loaded.grants
where awarded is not null
