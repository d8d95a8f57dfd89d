"""Settings: aims, limits, what spend can be chosen, postcode directory, conversion factors, own files or example."""

from pages.frame import aim_form, catchment_form, flag_form, forms, own_face
from pages.frame.guard import allow
from pages.frame.paint import heading
from pages.frame.store import context

allow("team")

now = context()
heading("Settings", "Each change is kept with who made it and when.", "Social value team")
aim_form.targets(now)
forms.rebasings(now)
forms.screening(now)
catchment_form.catchment(now)
flag_form.flags(now)
forms.directory(now)
forms.factors(now)
own_face.shown(now)
forms.stores(now)
