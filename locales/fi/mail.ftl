# Viesti toimipisteen postilaatikkoon. Ei koskaan mitään ilmoituksen sisällöstä.

mail-arrival-subject = Uusi ilmoitus odottaa
mail-arrival-subject-urgent = Kiireellinen ilmoitus odottaa
mail-arrival-waits = Uusi ilmoitus odottaa jonossa.
mail-arrival-waits-urgent = Kiireellinen ilmoitus odottaa jonossa. Avaa se heti.
mail-arrival-subject-unopened = Kiireellinen ilmoitus on avaamatta
mail-arrival-waits-unopened = Kiireellistä ilmoitusta ei ole avannut kukaan. Avaa se heti.
mail-arrival-reference = Viite: { $reference }
mail-arrival-where = Kirjaudu sisään: { $url }
mail-arrival-nothing = Tässä viestissä ei ole mitään ilmoituksen sisällöstä. Älä vastaa viestiin, vastausta ei lue kukaan.
mail-message-subject = Ilmoittajan viesti odottaa
mail-message-waits = Ilmoittajalta on tullut viesti.
mail-message-nothing = Tässä ei ole mitään viestin sisällöstä. Älä vastaa tähän, vastausta ei lue kukaan.
mail-look-at = Kirjaudu sisään ja katso: { $url }
mail-nothing-of-case = Tässä viestissä ei ole mitään asian sisällöstä. Älä vastaa viestiin, vastausta ei lue kukaan.
mail-emergency-subject = Asia on avattu hätätilanteessa
mail-emergency-opened = Toisen toimipisteen työntekijä on avannut toimipisteesi asian hätätilanteessa. Tarkasta avaus viikon kuluessa.
mail-emergency-opened-audit = Työntekijä on avannut toisen toimipisteen asian hätätilanteessa. Avaus näkyy lokissa.
mail-emergency-subject-late = Hätäavaus on tarkastamatta
mail-emergency-late = Toimipisteesi asia avattiin hätätilanteessa viikko sitten. Kukaan ei ole tarkastanut avausta. Tarkasta se nyt.
mail-emergency-late-audit = Asia avattiin hätätilanteessa viikko sitten. Toimipisteen esihenkilö ei ole tarkastanut avausta. Se näkyy lokissa.
mail-transfer-subject = Siirtoon ei ole vastattu
mail-transfer-offered = Toimipisteellesi tarjottu siirto on odottanut vastausta vuorokauden. Ota asia tai palauta se.
mail-transfer-sent = Toimipisteesi lähettämään siirtoon ei ole vastattu vuorokauteen. Asia on yhä toimipisteesi vastuulla. Soita vastaanottajalle.

# Työpöydällä: viesti, joka ei mennyt perille

notice-warning = Varoitus
notice-given-up = Sähköposti saapuneesta ilmoituksesta ei mennyt perille. Ilmoitus on jonossa: katso se sieltä.
notice-given-up-other = Sähköposti ei mennyt perille. Katso alta, mistä se kertoi.
notice-open = Avaa { $reference }
notice-to = { $office }, { $address }
notice-nowhere = ei sähköposti­osoitetta
notice-tried = Yrityksiä { $count }, viimeinen { $when }
notice-moved-on = Ei enää tässä toimipisteessä
notice-of-message = Ilmoittajalta tuli viesti.
notice-of-emergency = Asia on avattu hätätilanteessa.
notice-of-transfer = Siirtoon ei ole vastattu.
notice-more = Lisäksi { $count } muuta viestiä ei mennyt perille.
notice-retry = Yritä uudelleen
notice-seen = Kuitattu: katson ilmoituksen
notice-seen-other = Kuitattu: hoidan asian
notice-retry-all = Yritä kaikkia uudelleen
notice-no-mailbox = { $office }: sähköposti­osoite puuttuu, joten saapuvista ilmoituksista ei lähde viestiä. Pyydä ylläpitoa asettamaan se.

code-mail-failure-mail-not-configured = Palveluun ei ole asetettu sähköposti­palvelinta.
code-mail-failure-mail-unreachable = Sähköposti­palvelimeen ei saatu yhteyttä.
code-mail-failure-mail-timed-out = Sähköposti­palvelin ei vastannut ajoissa.
code-mail-failure-mail-tls = Yhteys sähköposti­palvelimeen ei ollut turvallinen.
code-mail-failure-mail-sign-in = Sähköposti­palvelin ei hyväksynyt palvelun tunnusta.
code-mail-failure-mail-refused-for-now = Sähköposti­palvelin ei ottanut viestiä vastaan.
code-mail-failure-mail-refused = Sähköposti­palvelin ei hyväksynyt osoitetta. Tarkista osoite.
code-mail-failure-mail-folder = Viestiä ei voitu kirjoittaa kansioon.
code-mail-failure-mail-unmakeable = Viestiä ei voitu muodostaa.
code-mail-failure-database = Tietokanta ei vastannut.
code-mail-failure-service = Palvelussa on vika.
code-mail-failure-panicked = Palvelussa on vika.
code-mail-failure-unknown-job = Palvelun toinen versio kirjoitti tehtävän.
code-mail-failure-worker-lost = Lähettäminen katkesi joka kerta.
