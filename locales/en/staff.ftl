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
queue-count = { $count } cases
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
queue-why-now = Happening now, child itself or urgent today
queue-why-unassessed = Urgency not assessed; oldest first
queue-why-deadline = Nearest deadline first
queue-urgency-none = Not assessed
queue-protected = Hidden
queue-unknown = Not known
queue-born = born { $year }
queue-unborn = Unborn
queue-no-clock = No clock before birth
queue-age-minutes = { $count } min
queue-age-hours = { $count } h
queue-age-days = { $count } d

# Dates and how long is left
deadline-working-day = { $date } · working day { $day }
deadline-left-days = { $count } working days left
deadline-left-one = 1 working day left
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
marker-waiting-second = Waiting for a second person
marker-child-self = Child itself
marker-guardian = Guardian
marker-unborn = Unborn
marker-protected = Protected address
marker-several = Several children
marker-same-child = Same child?
marker-municipality-missing = Municipality missing
marker-reporter-name-missing = Reporter's name missing
marker-proposal = Proposal waiting
marker-flood = Flood?
marker-anonymous = Anonymous

# Case page
case-title = Case { $reference }
case-arrived = Arrived
case-status = Status
case-kind = Kind
case-office = Office
case-routing = Why here
case-language = Language of the report
case-report = Report
case-worker-only = For the worker only
case-reporter = Reporter
case-reporter-anonymous = The reporter is anonymous.
case-reporter-sealed = The reporter's details are sealed. They are opened only for a reason.
case-reporter-claim = The reporter's identity has not been verified.
case-other-cases = Other cases of the same report
case-timeline = Events
case-missing = Missing facts
case-words-kept = The reporter's words never change.
case-not-found = There is no such case, or you may not see it.
