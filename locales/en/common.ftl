# Dates and times
date-full = { $weekday }{"\u00A0"}{ $day }{"\u00A0"}{ $month } { $year }
date-short = { $weekday }{"\u00A0"}{ $day }{"\u00A0"}{ $month }
date-plain = { $day } { $month } { $year }
date-month-year = { $month } { $year }
time-of-day = at{"\u00A0"}{ $hour }:{ $minute }
time-clock = { $hour }:{ $minute }
date-and-time = { $date } { $time }
date-weekday-1 = Mon
date-weekday-2 = Tue
date-weekday-3 = Wed
date-weekday-4 = Thu
date-weekday-5 = Fri
date-weekday-6 = Sat
date-weekday-7 = Sun
date-month-1 = Jan
date-month-2 = Feb
date-month-3 = Mar
date-month-4 = Apr
date-month-5 = May
date-month-6 = Jun
date-month-7 = Jul
date-month-8 = Aug
date-month-9 = Sep
date-month-10 = Oct
date-month-11 = Nov
date-month-12 = Dec

# The frame of a page
question-of = Question { $number } / { $total }
step-of = Step { $number } / { $total }

# Answers and errors
answer-yes = Yes
answer-no = No
answer-none = Not given
optional = (optional)
error-summary-title = Check these points
error-prefix = Error:
date-day = Day
date-month = Month
date-year = Year
choose = Choose

# What is wrong with a value, for people and for systems
problem-required = This is needed.
problem-too-long = The text is too long. It can have at most { $max } characters.
problem-too-many = There can be at most { $max }.
problem-not-text = The text holds a character that cannot be stored. Write it again.
problem-wrong-type = The value has the wrong type. It must be { $expected }.
problem-unknown-member = There is no such member.
problem-unknown-member-nearest = There is no such member. Did you mean { $nearest }?
problem-unknown-code = Choose one of the given values.
problem-date-invalid = Check the date. There is no such date, or part of it is missing. You can also leave this empty.
problem-date-impossible = This date cannot be right.
problem-identity-code-shape = A personal identity code has 11 characters, such as 010516B903X.
problem-identity-code-date = The personal identity code does not begin with a real date.
problem-check-character = The last character of the personal identity code does not match.
problem-birth-date-mismatch = The personal identity code and the date of birth name different days.
problem-not-a-child = The person seems to be an adult already.
problem-municipality-unknown = There is no such municipality.
problem-postal-code-invalid = A postal code has five digits.
problem-nobody-named = Tell us about at least one child or an unborn child.
problem-identity-code-temporary = The personal identity code is a temporary one.
problem-identity-code-empty = The personal identity code is empty.
problem-kind-differs = The kind of report does not fit its content.
problem-aland-own-service = In Åland the report goes to the region's own social service, KST. Report there too.
warning-accept = If you go on, it is kept as you wrote it.
warning-code-accept = If you think that the code is right, continue. The report is accepted.
number-decimal-mark = .
