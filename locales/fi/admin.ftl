# The way in
staff-admin = Hallinta
admin-title = Hakemiston hallinta
admin-back = Takaisin hallintaan
admin-save = Tallenna
admin-mend = Korjaa
admin-none = Ei annettu
admin-warning = Varoitus
admin-done = Valmis
admin-done-saved = Tallennettu. Muutos on voimassa nyt.
admin-done-added = Lisätty. Muutos on voimassa nyt.
admin-done-deleted = Poistettu. Muutos on voimassa nyt.
admin-done-filled = Kunnat ohjautuvat nyt oletus­toimipisteeseen.
admin-stale = Joku muu muutti hakemistoa samaan aikaan. Mitään ei tallennettu. Tarkista tiedot ja tallenna uudelleen.
admin-stored-now = Nyt tallennettuna
admin-same-code = Toisella toimipisteellä on jo tämä tunnus.

# The overview
admin-first = Tee ensin
admin-pages = Sivut
admin-in-order = Kunnossa
admin-to-do = Korjattavaa: { $count }
admin-unrouted = Kunnat ilman toimipistettä
admin-faults = Muut puutteet säännöissä
admin-duty = Sosiaalipäivystys
admin-no-duty-text = Päivystystä ei ole valittu. Toimistoajan ulkopuolella ohjataan numeroon 112.
admin-alarm = Viimeinen lukija poistunut
admin-without-reader = Toimipisteet ilman lukijaa
admin-without-mailbox = Toimipisteet ilman sähköposti­osoitetta
admin-waiting-there = Asioita odottaa näissä toimipisteissä
admin-waiting = asioita odottamassa: { $count }

# The county
admin-county = Hyvinvointialue
admin-field-default-office = Oletus­toimipiste
admin-field-default-office-hint = Saa ilmoitukset, joita mikään sääntö ei ohjaa.
admin-field-duty-office = Sosiaalipäivystys
admin-field-duty-office-hint = Vastaa, kun toimipisteet ovat kiinni, ja saa silloin kiireelliset ilmoitukset.
admin-field-names = Nimet
admin-no-duty = Ei päivystystä
admin-no-duty-office = Alueella ei ole toimipistettä, jonka laji on päivystys. Lisää se ensin.
admin-stored-default = Oletus­toimipiste nyt
admin-stored-duty = Päivystys nyt

# Offices
admin-offices = Toimipisteet
admin-offices-empty = Toimipisteitä ei ole. Lisää ensin toimipiste, joka ottaa ilmoitukset vastaan.
admin-office-new = Lisää toimipiste
admin-office-new-text = Uusi toimipiste alkaa toimia, kun sillä on lukija ja sähköposti­osoite. Siihen asti oletus­toimipiste näkee myös sen asiat.
admin-office-add = Lisää toimipiste
admin-office-code = Tunnus
admin-office-state = Tila
admin-office-now = Vastaako nyt
admin-office-is-default = Oletus­toimipiste
admin-state-inactive = Ei vielä käytössä
admin-state-active = Käytössä
admin-state-alarm = Hälytys
admin-lacks-reader = Lukija puuttuu. Pääkäyttäjä lisää tilin komennolla huoli staff add.
admin-lacks-mailbox = Sähköpostiosoite puuttuu
admin-kind-regional = Alueellinen toimipiste
admin-kind-duty = Sosiaalipäivystys
admin-language-fi = suomi
admin-language-sv = ruotsi
admin-language-en = englanti
admin-language-se = pohjoissaame
admin-language-smn = inarinsaame
admin-language-sms = koltansaame
admin-field-name-fi = Nimi suomeksi
admin-field-name-sv = Nimi ruotsiksi
admin-field-name-sv-hint = Jos jätät tyhjäksi, käytetään suomenkielistä nimeä.
admin-field-name-en = Nimi englanniksi
admin-field-name-en-hint = Jos jätät tyhjäksi, käytetään suomenkielistä nimeä.
admin-field-name-se = Nimi pohjoissaameksi (vapaaehtoinen)
admin-field-code = Tunnus (vapaaehtoinen)
admin-field-code-hint = Pieniä kirjaimia, numeroita ja viivoja. Jos jätät tyhjäksi, se tehdään nimestä. Tunnusta ei voi muuttaa.
admin-field-kind = Laji
admin-field-address = Osoite
admin-field-languages = Palvelukielet
admin-field-languages-hint = Esimerkiksi suomi, ruotsi.
admin-field-phones = Puhelinnumerot
admin-field-phones-hint = Yksi riville, ensin se, johon soitetaan ensin. Kirjoita eteen sana ammattilaiset tai vaihde, jos numero on niitä varten.
admin-field-hours = Aukioloajat
admin-field-hours-hint = Yksi rivi kutakin päivää varten, esimerkiksi ma-pe 8-16. Aatto on kiirastorstai, vapunaatto ja uudenvuodenaatto. Pyhänä on kiinni, jos muuta ei sanota. Yksittäinen päivä: 23.12.2026 kiinni. Aina auki: 24/7.
admin-field-mailbox = Sähköpostiosoite, johon ilmoitetaan saapuneista
admin-field-mailbox-hint = Toimipisteen yhteinen osoite. Viestissä ei ole ilmoituksen tietoja.
admin-field-supervisor-mailbox = Esihenkilöiden sähköpostiosoite (vapaaehtoinen)
admin-field-supervisor-mailbox-hint = Esihenkilöiden yhteinen osoite. Sinne kerrotaan hätäavauksista ja siirroista, joihin ei ole vastattu. Jos jätät tyhjäksi, viesti menee edelliseen osoitteeseen.
admin-field-auditor-mailbox = Tarkastajien sähköpostiosoite (vapaaehtoinen)
admin-field-auditor-mailbox-hint = Tarkastajien yhteinen osoite. Sinne kerrotaan hätäavauksista. Viestissä ei ole asian tietoja.

# When an office answers
admin-hours-unknown = Aukioloa ei ole kerrottu
admin-hours-always = Aina auki
admin-hours-open = Auki
admin-hours-closed = Suljettu
admin-hours-until = Sulkeutuu { $time }
admin-hours-opens = Avautuu { $time }
admin-hours-never = Ei avaudu vuoteen
admin-hours-preview = Seuraavat 14 päivää
admin-hours-day = Päivä
admin-hours-time = Auki
admin-day-short = { $name }, lyhyt päivä

# Rules
admin-rules = Ohjaussäännöt
admin-rules-text = Säännöt kysytään järjestyksessä. Ensimmäinen, joka sopii, ratkaisee. Muut asiat saa oletus­toimipiste.
admin-rules-empty = Sääntöjä ei ole, eikä yksi toimipiste niitä tarvitse. Lisää sääntö, kun toimipisteitä on useita.
admin-rule-new = Lisää sääntö
admin-rule-new-text = Uusi sääntö asettuu sopivaan kohtaan: tarkemmat ensin. Voit siirtää sitä luettelossa.
admin-rule-add = Lisää sääntö
admin-rule-wrong = Ei toimi
admin-rule-municipality-in = Kunta { $municipality }
admin-rule-postal-code = Postinumero { $code }
admin-rule-area-in = Alue { $area }, { $municipality }
admin-rule-language = Palvelukieli { $language }
admin-rule-language-in = Palvelukieli { $language }, { $municipality }
admin-rule-prenatal = Syntymätön lapsi
admin-rule-prenatal-in = Syntymätön lapsi, { $municipality }
admin-rule-authority = Viranomainen ilmoittaa
admin-rule-authority-in = Viranomainen ilmoittaa, { $municipality }
admin-column-rule = Kun
admin-column-office = Toimipiste
admin-column-do = Muuta
admin-column-municipality = Kunta
admin-column-area = Alue
admin-up = Ylös
admin-down = Alas
admin-delete = Poista
admin-field-looks-at = Mikä ratkaisee?
admin-looks-at-municipality = Kunta
admin-looks-at-postal-code = Postinumero
admin-looks-at-language = Palvelukieli
admin-looks-at-prenatal = Lapsi ei ole vielä syntynyt
admin-looks-at-authority = Ilmoittaja on viranomainen
admin-field-municipality = Kunta
admin-whole-county = Koko alue
admin-field-postal-codes = Postinumerot
admin-field-postal-codes-hint = Vain, jos postinumero ratkaisee. Useat välilyönnillä erotettuina.
admin-field-language = Palvelukieli
admin-field-language-hint = Vain, jos kieli ratkaisee. Esimerkiksi ruotsi.
admin-field-office = Toimipiste

# Areas
admin-areas = Kuntien alueet
admin-areas-text = Ilmoittaja valitsee alueen, kun postinumero ei kerro oikeaa toimipistettä.
admin-areas-empty = Alueita ei ole. Niitä tarvitaan vain, kun postinumero kuuluu usealle toimipisteelle.
admin-area-new = Lisää alue
admin-area-add = Lisää alue
admin-area-delete = Poista alue

# Municipalities
admin-municipalities = Kunnat ja toimipisteet
admin-unrouted-none = Jokaisella kunnalla on toimipiste.
admin-unrouted-text = Näillä kunnilla ei ole toimipistettä:
admin-fill = Ohjaa ne oletus­toimipisteeseen
admin-served-shared = Alueen tai postinumeron mukaan
admin-served-default = Alueen ainoa toimipiste
admin-served-nobody = Ei toimipistettä

# Trying things
admin-result = Tulos
admin-routing = Testaa reititys
admin-routing-text = Kirjoita, mitä osoitteesta tiedetään. Mitään ei tallenneta.
admin-routing-ask = Testaa
admin-field-place = Kunta
admin-field-place-hint = Nimi tai numero, esimerkiksi Espoo.
admin-field-postal-code = Postinumero
admin-field-area = Valittu alue
admin-no-area = Ei valittu
admin-field-prenatal = Lapsi ei ole vielä syntynyt
admin-field-authority = Ilmoittaja on viranomainen tai muu ammattilainen
admin-field-date = Ajankohta
admin-field-time = Kellonaika
admin-field-time-hint = Esimerkiksi 18.30.
admin-why = Miksi
admin-answers = Kuka vastaa silloin
admin-answers-office = Toimipiste, { $phone }
admin-answers-duty = Sosiaalipäivystys, { $phone }
admin-answers-emergency = Hätänumero { $phone }
admin-deadlines = Määräpäivien laskuri
admin-deadlines-ask = Laske määräpäivät
admin-holidays = Pyhät ja aatot
admin-holidays-text = Laskettu laista. Toimipisteen aukioloajat eivät siirrä määräpäivää.
admin-holidays-free = Pyhäpäivät
admin-holidays-eves = Aatot ja lyhyet päivät

# What was changed
admin-changes = Muutokset
admin-changes-empty = Hakemistoa ei ole vielä muutettu.
admin-column-when = Milloin ja kuka
admin-column-what = Mikä
admin-column-change = Muutos
admin-by-operator = Ylläpito palvelimella
admin-change-added = Lisätty
admin-change-line = { $field }: { $was } → { $is }
admin-change-order = Järjestys muuttui
admin-change-gone = Poistui: { $item }
admin-change-came = Tuli: { $item }

# What is wrong with a form
admin-fault-choose = Valitse jokin vaihtoehto.
admin-fault-name = Kirjoita nimi suomeksi.
admin-fault-too-long = Teksti on liian pitkä.
admin-fault-code = Tunnuksessa on vain pieniä kirjaimia a–z, numeroita ja viivoja, enintään 60.
admin-fault-language = En tunne kieltä: { $word }. Kirjoita esimerkiksi ruotsi tai sv.
admin-fault-phone = Tämä ei ole puhelinnumero: { $part }
admin-fault-mailbox = Tarkista osoite. Kirjoita yksi sähköpostiosoite.
admin-fault-hours-days = { $part }: aloita päivistä, esimerkiksi ma-pe, aatto, pyhä tai 23.12.2026.
admin-fault-hours-times = { $part }: kirjoita kellonajat näin: 8-16, tai kiinni.
admin-fault-hours-backwards = { $part }: jakso päättyy ennen kuin se alkaa.
admin-fault-hours-overlap = { $part }: kellonajat menevät päällekkäin.
admin-fault-hours-twice = { $part }: näille päiville on jo rivi.
admin-fault-postal-codes = Kirjoita postinumerot, viisi numeroa kussakin.
admin-fault-place = Kuntaa ei löydy. Kirjoita sen nimi tai numero.
admin-fault-several = Tarkoititko: { $places }?
admin-fault-date = Tarkista päivä.
admin-fault-time = Tarkista kellonaika. Kirjoita se näin: 18.30.

# What is wrong with a directory
admin-fault-more = Ja muita: { $count }
admin-fault-elsewhere = Toisen alueen tiedoissa on puute. Muutosta ei voi tallentaa ennen kuin ylläpito korjaa sen.
admin-fault-no-default = Valitse oletus­toimipiste. Muuten osa ilmoituksista jäisi ilman paikkaa.
admin-fault-wrong-default = Oletus­toimipisteen pitää olla tämän alueen alueellinen toimipiste.
admin-fault-wrong-duty = Päivystyksen pitää olla tämän alueen toimipiste, jonka laji on päivystys.
admin-fault-unrouted = { $municipality } jäisi ilman toimipistettä. Lisää ensin sääntö, joka ohjaa sen.
admin-fault-wrong-office = Sääntö { $number } ({ $rule }): toimipisteen pitää olla tämän alueen alueellinen toimipiste.
admin-fault-wrong-place = Sääntö { $number } ({ $rule }): paikka ei ole tällä alueella.
admin-fault-area-unknown = Sääntö { $number } ({ $rule }): aluetta ei ole luettelossa.
admin-fault-same = Säännöissä { $first } ja { $second } on sama ehto: { $rule }.
admin-fault-unreachable = Sääntö { $second } ({ $rule }) ei koskaan ratkaise. Sääntö { $first } ratkaisee saman ensin.
admin-fault-nothing-to-ask = Postinumero { $code } kuuluisi usealle toimipisteelle. Lisää ensin kunnan alueet, joista ilmoittaja valitsee.
admin-fault-wrong-area = Alueen { $area } kuntaa ei ole.
admin-fault-same-area = Kunnassa on jo alue { $area }.
admin-fault-area-unrouted = Alueella { $area } ei ole toimipistettä.
