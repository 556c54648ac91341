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
queue-why-now = Brådskande enligt egna uppgifter
queue-why-unassessed = Brådskan är inte bedömd
queue-why-order = Närmaste tidsfrist först, sedan äldst på en timme när
queue-urgency-none = Inte bedömd
queue-protected = Hemlig
queue-unknown = Okänt
queue-damaged = Ärendet öppnas inte. Meddela administratören.
queue-born = f. { $year }
queue-unborn = Ofödd
queue-no-clock = Ingen tidsfrist före födelsen
queue-age-minutes = { $count } min
queue-age-hours = { $count } h
queue-age-days = { $count } d

# Dates and how long is left
deadline-working-day = { $date } · { $day }:e vardagen
deadline-left-days = { $count ->
    [one] 1 vardag kvar
   *[other] { $count } vardagar kvar
}
deadline-left-calendar-days = { $count ->
    [one] 1 dag kvar
   *[other] { $count } dagar kvar
}
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
marker-child-self = Barnet själv
marker-guardian = Vårdnadshavare
marker-unborn = Ofödd
marker-protected = Spärrmarkering
marker-restricted = Gäller egen anställd
marker-several = Flera barn
marker-same-child = Samma barn?
marker-municipality-missing = Kommunen saknas
marker-reporter-name-missing = Anmälarens namn saknas
marker-flood = Massutskick?
marker-anonymous = Anonym

# Case page
case-title = Ärende { $reference }
case-arrived = Inkommen
case-kind = Typ
case-office = Verksamhets­ställe
case-routing = Varför här
case-language = Anmälans språk
case-worker-only = Endast för socialarbetaren
case-reporter = Anmälare
case-reporter-anonymous = Anmälaren är anonym.
case-reporter-sealed = Anmälarens uppgifter är förseglade. De öppnas bara av motiverat skäl.
case-reporter-claim = Anmälarens identitet har inte bekräftats.
case-other-cases = Andra ärenden i samma anmälan
case-timeline = Händelser
case-missing = Uppgifter som saknas
case-words-kept = Anmälarens ord ändras inte.
case-not-found = Sidan eller ärendet finns inte, eller så får du inte se det.

# Desk and counts
staff-news = Obs
desk-no-queue = Du har ingen kö att se.
desk-to-queue = Öppna kön
count-or-more = { $count } eller fler
queue-count-all = Väntar: { $count }
queue-count-urgent = anmälda som brådskande: { $count }
queue-count-due = tidsfristen i dag eller förbi: { $count }
queue-end = Kön slutar här.
queue-why-due = Tidsfrist { $date }
queue-why-unborn = Ofött barn: föräldrarnas brådskande behov bedöms genast
queue-age-guess = cirka { $age } år
queue-urgency-reported = Anmälarens bedömning: { $urgency }
queue-ongoing-reported = Pågår enligt anmälaren: { $ongoing }

# How the dates were counted
deadline-three-months = Samma dag tre månader senare, eller månadens sista dag: { $date }
deadline-law-count = Dagen för inledandet räknas inte. Lördag, söndag och helgdag är inte vardagar. Lagen om beräknande av laga tid 2, 3 och 5 §.
day-saturday = lördag
day-sunday = söndag
day-new-years-day = nyårsdagen
day-epiphany = trettondagen
day-good-friday = långfredagen
day-easter-sunday = påskdagen
day-easter-monday = annandag påsk
day-may-day = första maj
day-ascension-day = Kristi himmelsfärdsdag
day-pentecost = pingstdagen
day-midsummer-day = midsommardagen
day-all-saints-day = alla helgons dag
day-independence-day = självständighets­dagen
day-christmas-day = juldagen
day-second-day-of-christmas = annandag jul
day-midsummer-eve = midsommarafton
day-christmas-eve = julafton
day-maundy-thursday = skärtorsdag
day-may-day-eve = valborgsmässo­afton
day-new-years-eve = nyårsafton
day-rolled-from-midsummer-eve = midsommaraftonen flyttar den sista dagen hit
day-rolled-from-christmas-eve = julaftonen flyttar den sista dagen hit

# The page of a case
case-deadlines = Tidsfrister
case-this = { $who } (detta ärende)
case-reminder-guardian = Anmälaren är vårdnadshavare och part. Berätta på eget initiativ för personen vad som görs i ärendet.
case-warning-guardians = Barnet vill inte att vårdnadshavarna får veta.
case-warning-call = Barnet har inte gett lov att ringa hem.
case-person-sealed = En person har spärrmarkering. Uppgifterna är förseglade. De öppnas bara av vägande skäl.
case-open-reason = Varför öppnar du de förseglade uppgifterna?
case-open-reason-hint = Öppnandet och skälet antecknas. Uppgifterna syns för dig i 15 minuter. Högst { $max } tecken.
case-open-reason-error = Skriv skälet, { $min }–{ $max } tecken.
case-open-button = Öppna förseglade uppgifter
case-open-until = Du har öppnat de förseglade uppgifterna. De syns för dig till { $time }.
language-fi = finska
language-sv = svenska
language-en = engelska
event-in-hour = { $date } efter kl.{"\u00A0"}{ $hour }
event-received = Inkom
event-opened = Öppnat
event-identity-opened = Förseglade uppgifter öppnade

# Why the case came here
routing-place-stated = Barnets kommun uppgavs: { $municipality }.
routing-place-postal-code = Bara postnumret uppgavs, det hör till { $municipality }.
routing-place-of-concern = Barnets kommun är inte känd. Platsen för oron: { $municipality }.
routing-place-of-concern-aland = Barnet bor på Åland. Platsen för oron: { $municipality }.
routing-place-of-another = Barnets kommun är inte känd. En annan person i samma anmälan bor i { $municipality }.
routing-place-unknown = Platsen är inte känd.
routing-ignored-postal-code = Postnumret { $code } påverkade inte: det ligger inte i denna kommun.
routing-several = Kommunen har flera verksamhets­ställen: { $offices }.
routing-aland = Åland hör inte till välfärdsområdena.
routing-other-county = Rätt område har inget verksamhets­ställe här. Ärendet överförs dit.

# Urgent by its own words, and who else sees it
urgent-because = Brådskande, eftersom: { $signs }
case-urgent = Brådska
case-coded = Motiveringar som en arbetstagare har antecknat
case-seen = Vem som ser ärendet
case-office-today = Nuvarande namn: { $office }
copied-here-duty = Kom hit för att verksamhets­stället var stängt
copied-here-duty-elsewhere = Kom hit för att barnet sägs vara i ert område
copied-here-escalated = Kom hit för att ingen hade öppnat i tid
copied-owner = Ansvarar för ärendet: { $office }
copied-also = Också: { $office }
copied-also-hidden = Syns också på ett annat verksamhets­ställe
seen-own = { $office }: ansvarar för ärendet
seen-duty = { $office }: verksamhets­stället var stängt när anmälan kom
seen-duty-elsewhere = { $office }: barnet sägs vara i det här området
seen-escalated = { $office }: ingen hade öppnat i tid
unopened-urgent = Ingen har öppnat en brådskande anmälan. Öppna den genast.
unopened-since = { $reference }, kom in { $when }
routing-area-chosen = Anmälaren valde området { $area }.
