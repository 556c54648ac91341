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
queue-why-now = Kiireellinen omien tietojensa mukaan
queue-why-unassessed = Kiireellisyyttä ei ole arvioitu
queue-why-order = Lähin määräpäivä ensin, sitten vanhin tunnin tarkkuudella
queue-urgency-none = Ei arvioitu
queue-protected = Salattu
queue-unknown = Ei tiedossa
queue-damaged = Asia ei aukea. Kerro ylläpidolle.
queue-born = s. { $year }
queue-unborn = Syntymätön
queue-no-clock = Ei määräaikaa ennen syntymää
queue-age-minutes = { $count } min
queue-age-hours = { $count } t
queue-age-days = { $count } pv

# Dates and how long is left
deadline-working-day = { $date } · { $day }. arkipäivä
deadline-left-days = { $count ->
    [one] 1 arkipäivä jäljellä
   *[other] { $count } arkipäivää jäljellä
}
deadline-left-calendar-days = { $count ->
    [one] 1 päivä jäljellä
   *[other] { $count } päivää jäljellä
}
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
marker-child-self = Lapsi itse
marker-guardian = Huoltaja
marker-unborn = Syntymätön
marker-protected = Turvakielto
marker-restricted = Koskee omaa työntekijää
marker-several = Useita lapsia
marker-same-child = Sama lapsi?
marker-municipality-missing = Kunta puuttuu
marker-reporter-name-missing = Ilmoittajan nimi puuttuu
marker-flood = Joukkolähetys?
marker-anonymous = Nimetön

# Case page
case-title = Asia { $reference }
case-arrived = Saapunut
case-kind = Laji
case-office = Toimipiste
case-routing = Miksi täällä
case-language = Ilmoituksen kieli
case-worker-only = Vain työntekijälle
case-reporter = Ilmoittaja
case-reporter-anonymous = Ilmoittaja on nimetön.
case-reporter-sealed = Ilmoittajan tiedot on suljettu. Ne avataan vain perustellusta syystä.
case-reporter-claim = Ilmoittajan henkilöllisyyttä ei ole varmistettu.
case-other-cases = Saman lähetyksen muut asiat
case-timeline = Tapahtumat
case-missing = Puuttuvat tiedot
case-words-kept = Ilmoittajan sanat eivät muutu.
case-not-found = Sivua tai asiaa ei ole, tai se ei ole sinun nähtävissäsi.

# Desk and counts
staff-news = Huomio
desk-no-queue = Sinulla ei ole jonoa nähtävänä.
desk-to-queue = Avaa jono
count-or-more = { $count } tai enemmän
queue-count-all = Odottaa: { $count }
queue-count-urgent = kiireellisenä ilmoitettuja: { $count }
queue-count-due = määräpäivä tänään tai ohi: { $count }
queue-end = Jono päättyy tähän.
queue-why-due = Määräpäivä { $date }
queue-why-unborn = Syntymätön lapsi: vanhempien kiireellinen avun tarve arvioidaan heti
queue-age-guess = noin { $age } v
queue-urgency-reported = Ilmoittajan arvio: { $urgency }
queue-ongoing-reported = Ilmoittajan mukaan meneillään: { $ongoing }

# How the dates were counted
deadline-three-months = Sama päivä kolmen kuukauden kuluttua, tai kuun viimeinen päivä: { $date }
deadline-law-count = Vireilletulo­päivää ei lasketa. Arkipäiviä eivät ole lauantai, sunnuntai eikä pyhäpäivä. Laki säädettyjen määräaikain laskemisesta 2, 3 ja 5 §.
day-saturday = lauantai
day-sunday = sunnuntai
day-new-years-day = uudenvuodenpäivä
day-epiphany = loppiainen
day-good-friday = pitkäperjantai
day-easter-sunday = pääsiäispäivä
day-easter-monday = 2. pääsiäispäivä
day-may-day = vappu
day-ascension-day = helatorstai
day-pentecost = helluntai
day-midsummer-day = juhannuspäivä
day-all-saints-day = pyhäinpäivä
day-independence-day = itsenäisyyspäivä
day-christmas-day = joulupäivä
day-second-day-of-christmas = tapaninpäivä
day-midsummer-eve = juhannusaatto
day-christmas-eve = jouluaatto
day-maundy-thursday = kiirastorstai
day-may-day-eve = vapunaatto
day-new-years-eve = uudenvuodenaatto
day-rolled-from-midsummer-eve = juhannusaatto siirtää viimeisen päivän tähän
day-rolled-from-christmas-eve = jouluaatto siirtää viimeisen päivän tähän

# The page of a case
case-deadlines = Määräpäivät
case-this = { $who } (tämä asia)
case-reminder-guardian = Ilmoittaja on huoltaja ja asianosainen. Kerro hänelle oma-aloitteisesti, mitä asiassa tehdään.
case-warning-guardians = Lapsi ei halua, että huoltajat saavat tietää.
case-warning-call = Lapsi ei ole antanut lupaa soittaa kotiin.
case-person-sealed = Henkilöllä on turvakielto. Tiedot on suljettu. Ne avataan vain perustellusta syystä.
case-open-reason = Miksi avaat suljetut tiedot?
case-open-reason-hint = Avaaminen ja syy kirjataan. Tiedot näkyvät sinulle 15 minuuttia. Enintään { $max } merkkiä.
case-open-reason-error = Kirjoita syy, { $min }–{ $max } merkkiä.
case-open-button = Avaa suljetut tiedot
case-open-until = Avasit suljetut tiedot. Ne näkyvät sinulle { $time } asti.
language-fi = suomi
language-sv = ruotsi
language-en = englanti
event-in-hour = { $date } klo{"\u00A0"}{ $hour } jälkeen
event-received = Saapui
event-opened = Avattu
event-identity-opened = Suljetut tiedot avattu

# Why the case came here
routing-place-stated = Lapsen kunta ilmoitettiin: { $municipality }.
routing-place-postal-code = Vain postinumero ilmoitettiin, se kuuluu kuntaan { $municipality }.
routing-place-of-concern = Lapsen kunta ei ole tiedossa. Huolta koskeva paikka: { $municipality }.
routing-place-of-concern-aland = Lapsi asuu Ahvenanmaalla. Huolta koskeva paikka: { $municipality }.
routing-place-of-another = Lapsen kunta ei ole tiedossa. Saman ilmoituksen toinen henkilö asuu kunnassa { $municipality }.
routing-place-unknown = Paikka ei ole tiedossa.
routing-ignored-postal-code = Postinumero { $code } ei vaikuttanut: se ei ole tässä kunnassa.
routing-several = Kunnassa on useita toimipisteitä: { $offices }.
routing-aland = Ahvenanmaa ei kuulu hyvinvointi­alueisiin.
routing-other-county = Oikealla alueella ei ole täällä toimipistettä. Asia siirretään sille.

# Urgent by its own words, and who else sees it
urgent-because = Kiireellinen, koska: { $signs }
case-urgent = Kiireellisyys
case-coded = Työntekijän kirjaamat perustelut
case-seen = Kuka näkee asian
case-office-today = Nykyinen nimi: { $office }
copied-here-duty = Tuli tänne, koska toimipiste oli kiinni
copied-here-duty-elsewhere = Tuli tänne, koska lapsen sanotaan olevan alueellanne
copied-here-escalated = Tuli tänne, koska kukaan ei ollut avannut ajoissa
copied-owner = Asiasta vastaa: { $office }
copied-also = Myös: { $office }
copied-also-hidden = Näkyy myös toisessa toimipisteessä
seen-own = { $office }: vastaa asiasta
seen-duty = { $office }: toimipiste oli kiinni, kun ilmoitus tuli
seen-duty-elsewhere = { $office }: lapsen sanotaan olevan tällä alueella
seen-escalated = { $office }: kukaan ei ollut avannut ajoissa
unopened-urgent = Kiireellistä ilmoitusta ei ole avannut kukaan. Avaa se heti.
unopened-since = { $reference }, saapui { $when }
routing-area-chosen = Ilmoittaja valitsi alueen { $area }.
