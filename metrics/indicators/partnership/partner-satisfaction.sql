/* +++
code = "W2b"
title = "Partners who say that we act on what they say"
short = "Partners: you act"
commitment = "acting-together"
kind = "share"
basis = "stock"
grain = "year"
unit = "percent"
better = "up"
counts = "people"
source = ["partners_survey"]
by = ["organisation_type"]
why = "Partners can tell whether working with us changes anything. Nobody else can."
how = "Of the partners who answered the newest survey of the financial year, the share who agree or strongly agree that the trust acts on what they say. Other statements of the same survey are not counted. Partners who were asked and did not answer are counted apart."
good = "A rising share, from at least half of those asked."
caveat = "Read it with the number of answers, which stands beside it: with 40 answers, three people more or fewer move it by seven or eight points."
owner = "Director of strategy's office"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with newest as (
    select *
    from partners_survey
    where acts
    qualify rank() over (partition by year(month) - (month(month) < 4)::integer order by closed desc) = 1
)
select
    month, true as yearly, coalesce(organisation_type, 'unknown') as organisation_type,
    sum(agree) as numerator,
    sum(answered) as denominator,
    -- where nobody says how many were asked, how many did not answer is not known
    sum(case when asked >= answered then asked - answered end) as unknown
from newest
group by all
