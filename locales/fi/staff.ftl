# Navigation
staff-desk = Työpöytä
staff-queue = Jono
staff-sign-out = Kirjaudu ulos

# Sign-in
staff-sign-in-title = Kirjaudu sisään
staff-sign-in-user = Käyttäjätunnus
staff-sign-in-password = Salasana
staff-sign-in-code = Kertakäyttökoodi
staff-sign-in-code-hint = Kuusi numeroa tunnistautumis­sovelluksesta.
staff-sign-in-button = Kirjaudu sisään
staff-sign-in-wrong = Tunnus, salasana tai koodi ei täsmää.
staff-sign-in-wait = Odota { $seconds } sekuntia ja yritä uudelleen.
staff-sign-in-ended = Istunto on päättynyt. Kirjaudu uudelleen.
staff-signed-out = Olet kirjautunut ulos.

# Queue
queue-title = Jono
queue-empty = Ei käsittelemättömiä ilmoituksia.
queue-count = { $count } asiaa
queue-next = Seuraava sivu
queue-first = Jonon alku
queue-view-unassessed = Arvioimatta
queue-view-urgent = Kiireelliset
queue-view-due = Määräpäivä lähellä
queue-view-unborn = Syntymättömät
queue-view-child-self = Lapsi itse
queue-view-missing = Tietoja puuttuu
queue-view-all = Kaikki
queue-column-reference = Viite ja saapuminen
queue-column-child = Lapsi
queue-column-urgency = Kiireellisyys
queue-column-reason = Aihe
queue-column-start = 7. arkipäivä
queue-column-complete = 3 kuukautta
queue-column-holder = Käsittelijä
queue-column-missing = Puuttuu
queue-why = Miksi tässä?
queue-why-now = Tapahtuu nyt, lapsi itse tai tänään kiireellinen
queue-why-unassessed = Kiireellisyyttä ei ole arvioitu; vanhin ensin
queue-why-deadline = Lähin määräpäivä ensin
queue-urgency-none = Ei arvioitu
queue-protected = Salattu
queue-unknown = Ei tiedossa
queue-born = s. { $year }
queue-unborn = Syntymätön
queue-no-clock = Ei määräaikaa ennen syntymää
queue-age-minutes = { $count } min
queue-age-hours = { $count } t
queue-age-days = { $count } pv

# Dates and how long is left
deadline-working-day = { $date } · { $day }. arkipäivä
deadline-left-days = { $count } arkipäivää jäljellä
deadline-left-one = 1 arkipäivä jäljellä
deadline-today = tänään
deadline-target-passed = tavoitepäivä ohitettu
deadline-late = myöhässä
deadline-start-by = Arviointi alkaa viimeistään
deadline-complete-by = Arviointi valmis viimeistään
deadline-how = Näin määräpäivä laskettiin
deadline-pending-since = Vireillä { $date } alkaen
deadline-last-lawful-day = Viimeinen laillinen päivä
deadline-day-counted = { $date }: { $day }. arkipäivä
deadline-day-skipped = { $date }: ei lasketa, { $why }
deadline-law = Lastensuojelulaki 26 § ja sosiaali­huoltolaki 36 §

# Markers beside the status
marker-now = Nyt
marker-at-once = Heti
marker-urgent = Kiireellinen
marker-claimed = Käsittelyssä: { $who }
marker-waiting-facts = Odottaa lisätietoa
marker-waiting-second = Odottaa toista hyväksyjää
marker-child-self = Lapsi itse
marker-guardian = Huoltaja
marker-unborn = Syntymätön
marker-protected = Turvakielto
marker-several = Useita lapsia
marker-same-child = Sama lapsi?
marker-municipality-missing = Kunta puuttuu
marker-reporter-name-missing = Ilmoittajan nimi puuttuu
marker-proposal = Ehdotus odottaa
marker-flood = Joukkolähetys?
marker-anonymous = Nimetön

# Case page
case-title = Asia { $reference }
case-arrived = Saapunut
case-status = Tila
case-kind = Laji
case-office = Toimipiste
case-routing = Miksi täällä
case-language = Ilmoituksen kieli
case-report = Ilmoitus
case-worker-only = Vain työntekijälle
case-reporter = Ilmoittaja
case-reporter-anonymous = Ilmoittaja on nimetön.
case-reporter-sealed = Ilmoittajan tiedot on suljettu. Ne avataan vain perustellusta syystä.
case-reporter-claim = Ilmoittajan henkilöllisyyttä ei ole varmistettu.
case-other-cases = Saman lähetyksen muut asiat
case-timeline = Tapahtumat
case-missing = Puuttuvat tiedot
case-words-kept = Ilmoittajan sanat eivät muutu.
case-not-found = Asiaa ei ole, tai se ei ole sinun nähtävissäsi.
