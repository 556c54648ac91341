# Päivät ja kellonajat
date-full = { $weekday } { $day }.{ $month }.{ $year }
date-short = { $weekday } { $day }.{ $month }.
date-plain = { $day }.{ $month }.{ $year }
date-month-year = { $month }/{ $year }
time-of-day = klo { $hour }.{ $minute }
date-and-time = { $date } { $time }
date-weekday-1 = ma
date-weekday-2 = ti
date-weekday-3 = ke
date-weekday-4 = to
date-weekday-5 = pe
date-weekday-6 = la
date-weekday-7 = su
date-month-1 = 1
date-month-2 = 2
date-month-3 = 3
date-month-4 = 4
date-month-5 = 5
date-month-6 = 6
date-month-7 = 7
date-month-8 = 8
date-month-9 = 9
date-month-10 = 10
date-month-11 = 11
date-month-12 = 12

# Sivun kehys
question-of = Kysymys { $number } / { $total }
