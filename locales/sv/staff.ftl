# Navigation
staff-desk = Skrivbord
staff-queue = Kö
staff-sign-out = Logga ut

# Sign-in
staff-sign-in-title = Logga in
staff-sign-in-user = Användarnamn
staff-sign-in-password = Lösenord
staff-sign-in-code = Engångskod
staff-sign-in-code-hint = Sex siffror från autentiserings­appen.
staff-sign-in-button = Logga in
staff-sign-in-wrong = Användarnamnet, lösenordet eller koden stämmer inte.
staff-sign-in-wait = Vänta { $seconds } sekunder och försök igen.
staff-sign-in-ended = Sessionen har avslutats. Logga in igen.
staff-signed-out = Du har loggat ut.

# Queue
queue-title = Kö
queue-empty = Inga obehandlade anmälningar.
queue-count = { $count } ärenden
queue-next = Nästa sida
queue-first = Köns början
queue-view-unassessed = Obedömda
queue-view-urgent = Brådskande
queue-view-due = Tidsfristen nära
queue-view-unborn = Ofödda
queue-view-child-self = Barnet själv
queue-view-missing = Uppgifter saknas
queue-view-all = Alla
queue-column-reference = Referens och ankomst
queue-column-child = Barn
queue-column-urgency = Brådska
queue-column-reason = Ämne
queue-column-start = 7:e vardagen
queue-column-complete = 3 månader
queue-column-holder = Handläggare
queue-column-missing = Saknas
queue-why = Varför här?
queue-why-now = Pågår nu, barnet själv eller brådskande i dag
queue-why-unassessed = Brådskan är inte bedömd; äldst först
queue-why-deadline = Närmaste tidsfrist först
queue-urgency-none = Inte bedömd
queue-protected = Hemlig
queue-unknown = Okänt
queue-born = f. { $year }
queue-unborn = Ofödd
queue-no-clock = Ingen tidsfrist före födelsen
queue-age-minutes = { $count } min
queue-age-hours = { $count } h
queue-age-days = { $count } d

# Dates and how long is left
deadline-working-day = { $date } · { $day }:e vardagen
deadline-left-days = { $count } vardagar kvar
deadline-left-one = 1 vardag kvar
deadline-today = i dag
deadline-target-passed = måldagen har passerats
deadline-late = försenad
deadline-start-by = Bedömningen börjar senast
deadline-complete-by = Bedömningen klar senast
deadline-how = Så räknades tidsfristen
deadline-pending-since = Anhängigt sedan { $date }
deadline-last-lawful-day = Sista lagliga dagen
deadline-day-counted = { $date }: { $day }:e vardagen
deadline-day-skipped = { $date }: räknas inte, { $why }
deadline-law = Barnskyddslagen 26 § och socialvårdslagen 36 §

# Markers beside the status
marker-now = Nu
marker-at-once = Genast
marker-urgent = Brådskande
marker-claimed = Behandlas: { $who }
marker-waiting-facts = Väntar på uppgifter
marker-waiting-second = Väntar på en andra godkännare
marker-child-self = Barnet själv
marker-guardian = Vårdnadshavare
marker-unborn = Ofödd
marker-protected = Spärrmarkering
marker-several = Flera barn
marker-same-child = Samma barn?
marker-municipality-missing = Kommunen saknas
marker-reporter-name-missing = Anmälarens namn saknas
marker-proposal = Förslag väntar
marker-flood = Massutskick?
marker-anonymous = Anonym

# Case page
case-title = Ärende { $reference }
case-arrived = Inkommen
case-status = Status
case-kind = Typ
case-office = Enhet
case-routing = Varför här
case-language = Anmälans språk
case-report = Anmälan
case-worker-only = Endast för socialarbetaren
case-reporter = Anmälare
case-reporter-anonymous = Anmälaren är anonym.
case-reporter-sealed = Anmälarens uppgifter är förseglade. De öppnas bara av motiverat skäl.
case-reporter-claim = Anmälarens identitet har inte bekräftats.
case-other-cases = Andra ärenden i samma anmälan
case-timeline = Händelser
case-missing = Uppgifter som saknas
case-words-kept = Anmälarens ord ändras inte.
case-not-found = Ärendet finns inte, eller så får du inte se det.
