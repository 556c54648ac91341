# The way in
staff-admin = Administration
admin-title = The directory
admin-back = Back to administration
admin-save = Save
admin-mend = Mend
admin-none = Not given
admin-warning = Warning
admin-done = Done
admin-done-saved = Saved. The change is in force now.
admin-done-added = Added. The change is in force now.
admin-done-deleted = Deleted. The change is in force now.
admin-done-filled = The municipalities now go to the default office.
admin-stale = Somebody else changed the directory meanwhile. Nothing was saved. Check the data and save again.
admin-stored-now = Stored now
admin-same-code = Another office has this code already.

# The overview
admin-first = Do first
admin-pages = Pages
admin-in-order = In order
admin-to-do = To mend: { $count }
admin-unrouted = Municipalities without an office
admin-faults = Other faults in the rules
admin-duty = Social emergency service
admin-no-duty-text = No social emergency service is chosen. Outside office hours people are led to 112.
admin-alarm = Lost its last reader
admin-without-reader = Offices without a reader
admin-without-mailbox = Offices without a mailbox
admin-waiting-there = Cases waiting in these offices
admin-waiting = cases waiting: { $count }

# The county
admin-county = County
admin-field-default-office = Default office
admin-field-default-office-hint = Gets the reports that no rule decides.
admin-field-duty-office = Social emergency service
admin-field-duty-office-hint = Answers while the offices are closed, and then gets what is urgent.
admin-field-names = Names
admin-no-duty = No social emergency service
admin-no-duty-office = The county has no office of the kind social emergency service. Add it first.
admin-stored-default = Default office now
admin-stored-duty = Social emergency service now

# Offices
admin-offices = Offices
admin-offices-empty = There are no offices. First add one that receives reports.
admin-office-new = Add an office
admin-office-new-text = A new office is at work once it has a reader and a mailbox. Until then the default office sees its cases too.
admin-office-add = Add the office
admin-office-code = Code
admin-office-state = State
admin-office-now = Answers now
admin-office-is-default = Default office
admin-state-inactive = Not at work yet
admin-state-active = At work
admin-state-alarm = Alarm
admin-lacks-reader = Nobody reads it. The operator adds an account by the command huoli staff add.
admin-lacks-mailbox = The mailbox is missing
admin-kind-regional = Regional office
admin-kind-duty = Social emergency service
admin-language-fi = Finnish
admin-language-sv = Swedish
admin-language-en = English
admin-language-se = North Sámi
admin-language-smn = Inari Sámi
admin-language-sms = Skolt Sámi
admin-field-name-fi = Finnish name
admin-field-name-sv = Swedish name
admin-field-name-sv-hint = Left empty, the Finnish name is used.
admin-field-name-en = English name
admin-field-name-en-hint = Left empty, the Finnish name is used.
admin-field-name-se = North Sámi name (optional)
admin-field-code = Code (optional)
admin-field-code-hint = Small letters, digits and hyphens. Left empty, it is made of the name. It cannot be changed.
admin-field-kind = Kind
admin-field-address = Address
admin-field-languages = Languages of service
admin-field-languages-hint = For example Finnish, Swedish.
admin-field-phones = Telephone numbers
admin-field-phones-hint = One a line, the one to be called first on top. Write professionals or exchange before one that is for them.
admin-field-hours = Opening hours
admin-field-hours-hint = A line for each day, for example Mo-Fr 8-16. An eve is Maundy Thursday, May Day Eve or New Year's Eve. Holidays are closed unless you say otherwise. A single day: 23.12.2026 closed. Always open: 24/7.
admin-field-mailbox = Mailbox that is told of arrivals
admin-field-mailbox-hint = The office's shared address. The mail holds nothing of a report.
admin-field-supervisor-mailbox = Mailbox of the supervisors (optional)
admin-field-supervisor-mailbox-hint = The shared address of the supervisors. It is told of emergency openings and unanswered transfers. Left empty, the mailbox above is told.
admin-field-auditor-mailbox = Mailbox of the auditors (optional)
admin-field-auditor-mailbox-hint = The shared address of the auditors. It is told of emergency openings. The mail holds nothing of the case.

# When an office answers
admin-hours-unknown = Nobody has said when
admin-hours-always = Always open
admin-hours-open = Open
admin-hours-closed = Closed
admin-hours-until = Closes { $time }
admin-hours-opens = Opens { $time }
admin-hours-never = Does not open for a year
admin-hours-preview = The next 14 days
admin-hours-day = Day
admin-hours-time = Open
admin-day-short = { $name }, short day

# Rules
admin-rules = Routing rules
admin-rules-text = The rules are asked in their order. The first that fits decides. The default office gets everything else.
admin-rules-empty = There are no rules, and a single office needs none. Add one when there are several offices.
admin-rule-new = Add a rule
admin-rule-new-text = The new rule is put where it belongs: narrower ones first. You can move it in the list.
admin-rule-add = Add the rule
admin-rule-wrong = Does not work
admin-rule-municipality-in = Municipality { $municipality }
admin-rule-postal-code = Postal code { $code }
admin-rule-area-in = Area { $area }, { $municipality }
admin-rule-language = Language of service { $language }
admin-rule-language-in = Language of service { $language }, { $municipality }
admin-rule-prenatal = Unborn child
admin-rule-prenatal-in = Unborn child, { $municipality }
admin-rule-authority = An authority reports
admin-rule-authority-in = An authority reports, { $municipality }
admin-column-rule = When
admin-column-office = Office
admin-column-do = Change
admin-column-municipality = Municipality
admin-column-area = Area
admin-up = Up
admin-down = Down
admin-delete = Delete
admin-field-looks-at = What decides?
admin-looks-at-municipality = The municipality
admin-looks-at-postal-code = The postal code
admin-looks-at-language = The language of service
admin-looks-at-prenatal = The child is not born yet
admin-looks-at-authority = An authority reports
admin-field-municipality = Municipality
admin-whole-county = The whole county
admin-field-postal-codes = Postal codes
admin-field-postal-codes-hint = Only where the postal code decides. Several with a space between them.
admin-field-language = Language of service
admin-field-language-hint = Only where the language decides. For example Swedish.
admin-field-office = Office

# Areas
admin-areas = Areas of municipalities
admin-areas-text = A reporter chooses an area where the postal code does not tell the office.
admin-areas-empty = There are no areas. They are needed only where a postal code belongs to several offices.
admin-area-new = Add an area
admin-area-add = Add the area
admin-area-delete = Delete the area

# Municipalities
admin-municipalities = Municipalities and offices
admin-unrouted-none = Every municipality has an office.
admin-unrouted-text = These municipalities have no office:
admin-fill = Send them to the default office
admin-served-shared = By area or postal code
admin-served-default = The county's only office
admin-served-nobody = No office

# Trying things
admin-result = Result
admin-routing = Try the routing
admin-routing-text = Write what is known of the address. Nothing is stored.
admin-routing-ask = Try
admin-field-place = Municipality
admin-field-place-hint = Name or number, for example Espoo.
admin-field-postal-code = Postal code
admin-field-area = Chosen area
admin-no-area = None chosen
admin-field-prenatal = The child is not born yet
admin-field-authority = An authority or another professional reports
admin-field-date = Date
admin-field-time = Time
admin-field-time-hint = For example 18:30.
admin-why = Why
admin-answers = Who answers then
admin-answers-office = The office, { $phone }
admin-answers-duty = The social emergency service, { $phone }
admin-answers-emergency = The emergency number { $phone }
admin-deadlines = Date calculator
admin-deadlines-ask = Count the dates
admin-holidays = Holidays and eves
admin-holidays-text = Counted from the law. An office's hours never move a lawful date.
admin-holidays-free = Public holidays
admin-holidays-eves = Eves and short days

# What was changed
admin-changes = Changes
admin-changes-empty = The directory has not been changed yet.
admin-column-when = When and who
admin-column-what = What
admin-column-change = Change
admin-by-operator = The operator at the machine
admin-change-added = Added
admin-change-line = { $field }: { $was } → { $is }
admin-change-order = The order changed
admin-change-gone = Gone: { $item }
admin-change-came = New: { $item }

# What is wrong with a form
admin-fault-choose = Choose one.
admin-fault-name = Write the Finnish name.
admin-fault-too-long = The text is too long.
admin-fault-code = A code has only small letters a–z, digits and hyphens, at most 60.
admin-fault-language = This language is not known: { $word }. Write for example Swedish or sv.
admin-fault-phone = This is no telephone number: { $part }
admin-fault-mailbox = Check the address. Write one mail address.
admin-fault-hours-days = { $part }: begin with days, for example Mo-Fr, eve, holiday or 23.12.2026.
admin-fault-hours-times = { $part }: write times as 8-16, or closed.
admin-fault-hours-backwards = { $part }: the period ends before it begins.
admin-fault-hours-overlap = { $part }: two of its times overlap.
admin-fault-hours-twice = { $part }: these days have a line already.
admin-fault-postal-codes = Write postal codes of five digits each.
admin-fault-place = There is no such municipality. Write its name or number.
admin-fault-several = Did you mean: { $places }?
admin-fault-date = Check the date.
admin-fault-time = Check the time. Write it as 18:30.

# What is wrong with a directory
admin-fault-more = And others: { $count }
admin-fault-elsewhere = Another county's data have a fault. Nothing can be saved before the operator mends it.
admin-fault-no-default = Choose a default office. Otherwise some reports would have nowhere to go.
admin-fault-wrong-default = The default office must be a regional office of this county.
admin-fault-wrong-duty = The social emergency service must be an office of this county of that kind.
admin-fault-unrouted = { $municipality } would have no office. First add a rule that says who serves it.
admin-fault-wrong-office = Rule { $number } ({ $rule }): its office must be a regional office of this county.
admin-fault-wrong-place = Rule { $number } ({ $rule }): the place does not lie in this county.
admin-fault-area-unknown = Rule { $number } ({ $rule }): the area is not in the list.
admin-fault-same = Rules { $first } and { $second } have the same condition: { $rule }.
admin-fault-unreachable = Rule { $second } ({ $rule }) never decides. Rule { $first } decides the same before it.
admin-fault-nothing-to-ask = Postal code { $code } would belong to several offices. First add the areas from which a reporter chooses.
admin-fault-wrong-area = The municipality of the area { $area } does not exist.
admin-fault-same-area = The municipality has the area { $area } already.
admin-fault-area-unrouted = The area { $area } has no office.
