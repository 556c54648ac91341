# Files on the check page; they are chosen last, as a page cannot give them back
files-add = Liitteet
files-label = Valitse tiedostot (vapaaehtoinen)
files-hint = PDF, JPEG tai PNG. Enintään { $count } tiedostoa, kukin enintään { $megabytes } Mt. Valitse ne viimeiseksi, juuri ennen lähettämistä.
files-keep = Säilytä kuvan tiedot
files-keep-hint = Kuva voi kertoa paikan, ajan ja laitteen. Poistamme ne tiedot, ellet säilytä niitä todisteena. PDF-tiedostoa emme muuta.
files-title = Tarkista liitteet
files-too-many = Voit lisätä enintään { $count } tiedostoa.
files-too-large = Tiedosto ”{ $name }” on liian suuri. Yksi tiedosto voi olla enintään { $megabytes } Mt.
files-too-much = Tiedosto on liian suuri, tai tiedostot ovat yhteensä liian suuria. Yksi tiedosto voi olla enintään { $megabytes } Mt.
files-wrong-type = Tiedosto ”{ $name }” ei ole PDF-, JPEG- tai PNG-tiedosto.
files-unreadable = Kuvasta ”{ $name }” ei voi poistaa tietoja, koska kuva on viallinen. Valitse toinen kuva tai säilytä kuvan tiedot.
files-not-stored = Tiedostoja ei voitu tallentaa. Yritä uudelleen tai lähetä ilmoitus ilman niitä.
files-choose-again = Ilmoitusta ei ole lähetetty. Vastauksesi ovat tallessa. Valitse tiedostot uudelleen.
files-not-kept = Valitsemasi tiedostot eivät jääneet talteen. Valitse ne uudelleen juuri ennen lähettämistä.
files-author = Tiedostossa ”{ $name }” on tekijän nimi: { $author }. Emme poista sitä.
files-name = Tiedoston nimestä ”{ $name }” sinut voi ehkä tunnistaa.
files-send-anyway = Ilmoitusta ei ole lähetetty. Valitse toiset tiedostot, tai valitse samat uudelleen ja lähetä.

# Files of a case
case-files = Liitteet
case-files-saved = Tiedosto tallentuu laitteellesi. Kukaan ei ole tarkistanut sitä haittaohjelmien varalta. Avaa se varoen.
case-file-name = Tiedosto
case-file-kind = Laji ja koko
case-file-marks = Tiedoston omat tiedot
case-file-scan = Virustarkistus
case-file-author = Tekijä: { $author }
case-file-active = Sisältää toimintoja, jotka voivat käynnistyä itsestään.
case-file-kilobytes = { $count } kt
case-file-megabytes = { $count } Mt
code-file-pdf = PDF-asiakirja
code-file-jpeg = Valokuva (JPEG)
code-file-png = Kuva (PNG)
code-marks-removed = Paikka, aika ja laite poistettu
code-marks-kept = Säilytetty todisteena
code-marks-untouched = Ei muutettu
code-scan-not-scanned = Ei tarkistettu
code-scan-clean = Ei löydöksiä
code-scan-infected = Haittaohjelma
case-file-with-message = Tuli viestin mukana.
messages-files = { $count ->
    [one] Mukana yksi tiedosto. Se on kohdassa Liitteet.
   *[other] Mukana { $count } tiedostoa. Ne ovat kohdassa Liitteet.
}
