# Navigation
staff-desk = Desk
staff-queue = Queue
staff-sign-out = Sign out

# Sign-in
staff-sign-in-title = Sign in
staff-sign-in-user = User name
staff-sign-in-password = Password
staff-sign-in-code = One-time code
staff-sign-in-code-hint = Six digits from the authenticator app.
staff-sign-in-button = Sign in
staff-sign-in-wrong = The user name, password or code does not match.
staff-sign-in-wait = Wait { $seconds } seconds and try again.
staff-sign-in-ended = The session has ended. Sign in again.
staff-signed-out = You have signed out.

# Queue
queue-title = Queue
queue-empty = No unhandled reports.
queue-next = Next page
queue-first = Start of the queue
queue-view-unassessed = Unassessed
queue-view-urgent = Urgent
queue-view-due = Due soon
queue-view-unborn = Unborn
queue-view-child-self = Child itself
queue-view-missing = Facts missing
queue-view-all = All
queue-column-reference = Reference and arrival
queue-column-child = Child
queue-column-urgency = Urgency
queue-column-reason = Reason
queue-column-start = 7th working day
queue-column-complete = 3 months
queue-column-holder = Holder
queue-column-missing = Missing
queue-why = Why here?
queue-why-now = Urgent by its own words
queue-why-unassessed = Urgency not assessed
queue-why-order = Nearest deadline first, then oldest to the hour
queue-urgency-none = Not assessed
queue-protected = Hidden
queue-unknown = Not known
queue-damaged = The case does not open. Tell the operator.
queue-born = born { $year }
queue-unborn = Unborn
queue-no-clock = No clock before birth
queue-age-minutes = { $count } min
queue-age-hours = { $count } h
queue-age-days = { $count } d

# Dates and how long is left
deadline-working-day = { $date } · working day { $day }
deadline-left-days = { $count ->
    [one] 1 working day left
   *[other] { $count } working days left
}
deadline-left-calendar-days = { $count ->
    [one] 1 day left
   *[other] { $count } days left
}
deadline-today = today
deadline-target-passed = target day passed
deadline-late = late
deadline-start-by = Assessment begins by
deadline-complete-by = Assessment ready by
deadline-how = How this date was counted
deadline-pending-since = Pending since { $date }
deadline-last-lawful-day = Last lawful day
deadline-day-counted = { $date }: working day { $day }
deadline-day-skipped = { $date }: not counted, { $why }
deadline-law = Child Welfare Act section 26 and Social Welfare Act section 36

# Markers beside the status
marker-now = Now
marker-at-once = At once
marker-urgent = Urgent
marker-claimed = Being handled: { $who }
marker-waiting-facts = Waiting for facts
marker-child-self = Child itself
marker-guardian = Guardian
marker-unborn = Unborn
marker-protected = Protected address
marker-restricted = Concerns our own staff
marker-several = Several children
marker-same-child = Same child?
marker-municipality-missing = Municipality missing
marker-reporter-name-missing = Reporter's name missing
marker-flood = Flood?
marker-anonymous = Anonymous

# Case page
case-title = Case { $reference }
case-arrived = Arrived
case-kind = Kind
case-office = Office
case-routing = Why here
case-language = Language of the report
case-worker-only = For the worker only
case-reporter = Reporter
case-reporter-anonymous = The reporter is anonymous.
case-reporter-sealed = The reporter's details are sealed. They are opened only for a reason.
case-reporter-claim = The reporter's identity has not been verified.
case-other-cases = Other cases of the same report
case-timeline = Events
case-missing = Missing facts
case-words-kept = The reporter's words never change.
case-not-found = There is no such page or case, or you are not allowed to see it.

# Desk and counts
staff-news = Note
desk-no-queue = There is no queue for you to see.
desk-to-queue = Open the queue
count-or-more = { $count } or more
queue-count-all = Waiting: { $count }
queue-count-urgent = reported as urgent: { $count }
queue-count-due = due today or past due: { $count }
queue-end = The queue ends here.
queue-why-due = Due { $date }
queue-why-unborn = Unborn child: the parents' urgent need is assessed at once
queue-age-guess = about { $age }
queue-urgency-reported = Reporter's view: { $urgency }
queue-ongoing-reported = Going on, says the reporter: { $ongoing }

# How the dates were counted
deadline-three-months = The same day three months later, or the last day of the month: { $date }
deadline-law-count = The day it became pending is not counted. Saturdays, Sundays and public holidays are not working days. Act on the calculation of statutory time limits, sections 2, 3 and 5.
day-saturday = Saturday
day-sunday = Sunday
day-new-years-day = New Year's Day
day-epiphany = Epiphany
day-good-friday = Good Friday
day-easter-sunday = Easter Sunday
day-easter-monday = Easter Monday
day-may-day = May Day
day-ascension-day = Ascension Day
day-pentecost = Pentecost
day-midsummer-day = Midsummer Day
day-all-saints-day = All Saints' Day
day-independence-day = Independence Day
day-christmas-day = Christmas Day
day-second-day-of-christmas = Second Day of Christmas
day-midsummer-eve = Midsummer Eve
day-christmas-eve = Christmas Eve
day-maundy-thursday = Maundy Thursday
day-may-day-eve = May Day Eve
day-new-years-eve = New Year's Eve
day-rolled-from-midsummer-eve = Midsummer Eve moves the last day here
day-rolled-from-christmas-eve = Christmas Eve moves the last day here

# The page of a case
case-deadlines = Dates
case-this = { $who } (this case)
case-reminder-guardian = The reporter is a guardian and a party. Tell them unasked what is done in the case.
case-warning-guardians = The child does not want the guardians to know.
case-warning-call = The child has not agreed to a call home.
case-person-sealed = A person has a protected address. The details are sealed. They are opened only for good reason.
case-open-reason = Why do you open the sealed details?
case-open-reason-hint = The opening and its reason are recorded. You see the details for 15 minutes. At most { $max } characters.
case-open-reason-error = Write the reason, { $min }–{ $max } characters.
case-open-button = Open the sealed details
case-open-until = You have opened the sealed details. You see them until { $time }.
language-fi = Finnish
language-sv = Swedish
language-en = English
event-in-hour = { $date } after { $hour }:00
event-received = Received
event-opened = Opened
event-identity-opened = Sealed details opened

# Why the case came here
routing-place-stated = The child's municipality was given: { $municipality }.
routing-place-postal-code = Only a postal code was given; it belongs to { $municipality }.
routing-place-of-concern = The child's municipality is not known. Place of concern: { $municipality }.
routing-place-of-concern-aland = The child lives in Åland. Place of concern: { $municipality }.
routing-place-of-another = The child’s municipality is not known. Another person in the same report lives in { $municipality }.
routing-place-unknown = The place is not known.
routing-ignored-postal-code = Postal code { $code } had no say: it is not in this municipality.
routing-several = The municipality has several offices: { $offices }.
routing-aland = Åland is outside the wellbeing services counties.
routing-other-county = The right county has no office here. The case is handed over to it.

# Urgent by its own words, and who else sees it
urgent-because = Urgent, because: { $signs }
case-urgent = Urgency
case-coded = Reasons recorded by a worker
case-seen = Who sees the case
case-office-today = Name today: { $office }
copied-here-duty = Came here because the office was closed
copied-here-duty-elsewhere = Came here because the child is said to be in your area
copied-here-escalated = Came here because nobody had opened it in time
copied-owner = Responsible: { $office }
copied-also = Also at: { $office }
copied-also-hidden = Another office sees it too
seen-own = { $office }: responsible for the case
seen-duty = { $office }: the office was closed when the report came
seen-duty-elsewhere = { $office }: the child is said to be in this area
seen-escalated = { $office }: nobody had opened it in time
unopened-urgent = Nobody has opened an urgent report. Open it now.
unopened-since = { $reference }, came { $when }
routing-area-chosen = The reporter chose the area { $area }.
