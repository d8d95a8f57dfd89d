-- one row for each action and day of the register; `organisations` is their number, ours among them, given or counted from the partners named
create table joint_actions as
select
    date_trunc('month', as_at)::date as month,
    as_at, reference, action, theme,
    coalesce(
        organisations,
        len(list_filter(string_split_regex(partners, '[;\n]'), lambda part: lower(trim(part)) not in ('', '-', 'none', 'n/a'))) + 1
    ) as organisations,
    partners, nullif(trim(owner), '') as owner, due_date, status, load, sheet, row
from loaded.joint_actions
where as_at is not null
