# Datum och klockslag
date-full = { $weekday }{"\u00A0"}{ $day }.{ $month }.{ $year }
date-short = { $weekday }{"\u00A0"}{ $day }.{ $month }
date-plain = { $day }.{ $month }.{ $year }
date-month-year = { $month }/{ $year }
time-of-day = kl.{"\u00A0"}{ $hour }.{ $minute }
time-clock = { $hour }.{ $minute }
date-and-time = { $date } { $time }
date-weekday-1 = mån
date-weekday-2 = tis
date-weekday-3 = ons
date-weekday-4 = tors
date-weekday-5 = fre
date-weekday-6 = lör
date-weekday-7 = sön
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

# Sidans ram
question-of = Fråga { $number } / { $total }
step-of = Steg { $number } / { $total }

# Answers and errors
answer-yes = Ja
answer-no = Nej
answer-none = Inte angett
optional = (frivilligt)
error-summary-title = Kontrollera de här punkterna
error-prefix = Fel:
date-day = Dag
date-month = Månad
date-year = År
choose = Välj

# What is wrong with a value, for people and for systems
problem-required = Den här uppgiften behövs.
problem-too-long = Texten är för lång. Den får ha högst { $max } tecken.
problem-too-many = Det får finnas högst { $max }.
problem-not-text = Texten har ett tecken som inte kan sparas. Skriv punkten på nytt.
problem-wrong-type = Värdet är av fel typ. Typen ska vara { $expected }.
problem-unknown-member = Det finns inget sådant fält.
problem-unknown-member-nearest = Det finns inget sådant fält. Menade du { $nearest }?
problem-unknown-code = Välj något av alternativen.
problem-date-invalid = Kontrollera datumet. Det finns inget sådant datum, eller så saknas en del av det. Du kan också lämna fältet tomt.
problem-date-impossible = Datumet kan inte stämma.
problem-identity-code-shape = Person­beteckningen har 11 tecken, till exempel 010516B903X.
problem-identity-code-date = Person­beteckningen börjar inte med ett riktigt datum.
problem-check-character = Person­beteckningens sista tecken stämmer inte.
problem-birth-date-mismatch = Person­beteckningen och födelsetiden anger olika dagar.
problem-not-a-child = Personen verkar redan vara myndig.
problem-municipality-unknown = Kommunen hittas inte.
problem-postal-code-invalid = Ett postnummer har fem siffror.
problem-nobody-named = Berätta om minst ett barn eller ett väntat barn.
problem-identity-code-temporary = Person­beteckningen är tillfällig.
problem-identity-code-empty = Person­beteckningen är tom.
problem-kind-differs = Anmälans typ motsvarar inte dess innehåll.
problem-aland-own-service = På Åland tar landskapets egen socialtjänst KST emot anmälan. Gör en anmälan också dit.
warning-accept = Om du fortsätter sparas det så som du skrev det.
warning-code-accept = Fortsätt om du anser att beteckningen är rätt. Anmälan tas emot.
number-decimal-mark = ,
