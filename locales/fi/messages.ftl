# Messages between a worker and the reporter, on the page of a case
messages-title = Viestit ilmoittajan kanssa
messages-skip = Siirry viesteihin
messages-none = Ei viestejä.
messages-no-code = Ilmoittaja ei ottanut seurantatunnusta, joten häneltä ei voi kysyä täällä.
messages-ended = Viestit ovat päättyneet. Ilmoittajalta ei voi enää kysyä täällä.
messages-from-worker = Kysymys, { $who }
messages-from-reporter = Ilmoittaja
messages-waiting = Uusia viestejä ilmoittajilta: { $count }
messages-waiting-since = { $reference }, viimeisin { $date }
marker-new-message = Uusi viesti
marker-unanswered = Odottaa vastausta
event-question-asked = Ilmoittajalta kysytty
event-message-received = Ilmoittaja lähetti viestin
event-messages-closed = Ilmoittaja sulki viestit

question-open = Kysy ilmoittajalta
question-found = Joku muu on voinut löytää seurantatunnuksen. Älä kirjoita, kenestä on kyse tai mitä ilmoituksessa lukee.
question-ready = Valmiit kysymykset
question-own = Oma kysymys
question-own-hint = Kirjoita ilmoittajan kielellä: { $language }. Enintään { $max } merkkiä.
question-send = Lähetä kysymys
question-text = Kysymys
question-mended = Lähetä korjattu kysymys
question-title = Tarkista kysymys
question-empty = Valitse tai kirjoita kysymys.
question-away = Kysymystä ei ole lähetetty. Yritä hetken päästä uudelleen.
question-gives-away = Kysymys voi paljastaa, kenestä on kyse.
question-holds-identity-code = Siinä on henkilötunnus.
question-holds-phone = Siinä on puhelinnumero.
question-holds-email = Siinä on sähköpostiosoite.
question-holds-name = Siinä on ilmoituksessa mainitun ihmisen nimi.
question-anyway = Lähetä silti
question-back = Takaisin asiaan

# Sent to the reporter as they stand: nothing in them may tell whom they are about
question-ready-where = Tiedätkö, missä lapsi on nyt?
question-ready-when = Milloin näit tai kuulit tämän viimeksi?
question-ready-before = Onko näin tapahtunut ennenkin?
question-ready-who = Tietääkö joku muu tästä?
question-ready-safe = Milloin ja miten sinuun voi ottaa yhteyttä turvallisesti?
question-ready-home = Tiedätkö, missä lapsi asuu tai mitä koulua hän käy?
