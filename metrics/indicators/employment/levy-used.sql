/* +++
code = "E3b"
title = "Apprenticeship levy used"
short = "Levy used"
commitment = "skills"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["levy"]
why = "Levy that is not spent within two years is lost to the trust, and to the place."
how = "Levy spent on our own apprentices and levy transferred to other employers, out of what was paid into the account in the same period. Levy can be spent for 24 months, so that a month or a quarter may lie over 100% and one year alone may mislead: read two financial years together. The framework asks for transfers to local small firms alone; the account does not say where a receiver is, so that all transfers count. What expired is not counted as used."
good = "A rising share that comes near 100%. Nothing lost to expiry."
caveat = "The levy is being reshaped nationally; what it may be spent on can change."
owner = "Apprenticeship manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select month, sum(spent_own + transferred) as numerator, sum(paid_in) as denominator
from levy
group by all
