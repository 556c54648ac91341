# How it writes a date. The names of the days it has not.
date-full = Qadate { $weekday } { $day }/{ $month }/{ $year }
