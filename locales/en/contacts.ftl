# Opening hours in words
hours-open-until = Open now, until { $time }.
hours-open-always = Always open, day and night.
hours-closed-until = Closed now. Opens { $when }.
hours-closed = Closed now.
hours-unknown = The opening hours are not known.
hours-today = today { $time }
hours-end = { $time }
hours-end-on = { $date } at{"\u00A0"}{ $time }
hours-days = { $from }–{ $to }
hours-named-day = { $date } ({ $name })
hours-off = closed
hours-whole-day = day and night

# Whom to call: below every page, and where something cannot wait
calls-general = The social emergency service answers at all hours. It can also be reached by 112.
calls-number = { $office }: { $phone }.
calls-duty = Answering now: { $office }, { $phone }.
calls-aland = In Åland the province's own social service KST is responsible for child welfare.
calls-closed-until = { $office } is closed now and opens { $when }.
calls-closed = { $office } is closed now.
calls-urgent = If it cannot wait, call { $phone } or 112.
calls-urgent-emergency = If it cannot wait, call 112.

# Finding an office
contacts-danger = If the child is in danger now, call 112.
contacts-night = A report sent on the web is read only when the office is open.
contacts-place = In which municipality does the child live or stay?
contacts-place-hint = Write the municipality or the postal code.
contacts-find = Find the numbers
contacts-found = { $place }, { $county }
contacts-postal-code-proposes = The postal code { $code } normally belongs to { $place }. If the child lives elsewhere, write the municipality's name.
contacts-several-offices = There are several offices here. Call the one of the child's area, or any of them.
contacts-unknown = We did not recognise the place. The numbers of every county are below.
contacts-no-office = The offices of this county are not in this service. The numbers are on the county's own site.
contacts-all = The numbers of every county
contacts-county = County
contacts-duty = Social emergency service
contacts-office = Office
contacts-now = Now
contacts-phone = Phone
contacts-exchange = Exchange
contacts-professionals = For professionals
contacts-for = For whom
contacts-hours = Open
contacts-exceptions = Other hours
contacts-address = Address
contacts-languages = Languages
contacts-postal-codes = Postal codes { $codes }
contacts-for-language = When the family is served in: { $language }
contacts-for-prenatal = Matters of unborn children
contacts-for-authority = Reports of authorities
contacts-for-rest = When you do not know the area
contacts-away = The service does not answer right now. A report cannot be sent on the web, but you can call.
contacts-as-of = As of { $date }.
language-se = North Sámi
language-smn = Inari Sámi
language-sms = Skolt Sámi
