# Pages: heading, hint below it
page-who-title = Kenenä ilmoitat?
page-where-title = Missä kunnassa lapsi asuu tai oleskelee?
page-area-title = Missä päin kuntaa lapsi asuu tai oleskelee?
page-place-title = Missä näit tai kuulit tämän?
page-child-title = Kenestä lapsesta olet huolissasi?
page-child-hint = Kaikki on vapaaehtoista.
page-child-title-more = Lapsi { $number }
page-child-area-title = Missä päin kuntaa lapsi asuu tai oleskelee?
page-unborn-title = Kerro syntyvästä lapsesta
page-unborn-hint = Kaikki on vapaaehtoista.
page-concern-title = Mistä olet huolissasi?
page-family-title = Onko asiasta puhuttu perheen kanssa?
page-you-title = Haluatko kertoa, kuka olet?
page-you-details-title = Sinun tietosi
page-you-details-hint = Kaikki on vapaaehtoista.
page-work-title = Tiedot työstäsi
page-check-title = Tarkista ja lähetä

# Buttons of the pages
button-add-child = Lisää toinen lapsi
button-remove-child = Poista
button-unborn = Lapsi ei ole vielä syntynyt
button-born = Lapsi on jo syntynyt
children-so-far = Lapset tähän mennessä

# Blocks that open
details-child-more = Tiedän enemmän
details-unborn-more = Tiedän enemmän
details-other-parent = Toinen vanhempi
details-worker-only = Vain työntekijälle
details-own-concern = Vain yhtä lasta koskeva tieto
details-concern-more = Lisää tietoa huolesta

# Whom a row is about
group-child = Lapsi { $number }
group-unborn = Syntyvä lapsi
group-parent-1 = Raskaana oleva
group-parent-2 = Toinen vanhempi
group-guardian = Huoltaja { $number }

# Who
reporter-role-label = Kenenä ilmoitat?
reporter-role-row = Ilmoittaja
reporter-role-error-required = Valitse, kenenä ilmoitat.
reporter-role-option-private-person = Olen huolissani lapsesta
reporter-role-option-guardian = Olen lapsen vanhempi tai huoltaja
reporter-role-option-young-person = Olen itse lapsi tai nuori
reporter-role-option-professional = Ilmoitan työni tai luottamus­tehtäväni puolesta

# Where
children-residence-municipality-label = Missä kunnassa lapsi asuu tai oleskelee?
children-residence-municipality-hint = Kunta tai postinumero. Jos lapsi ei ole syntynyt, äidin kunta. Jätä tyhjäksi, jos et tiedä.
children-residence-municipality-row = Kunta
further-municipality-label = Missä kunnassa lapsi asuu tai oleskelee?
further-municipality-hint = Kirjoita kunta tai postinumero. Jätä tyhjäksi, jos et tiedä.
further-municipality-row = Kunta
children-residence-postal-code-label = Postinumero
children-residence-area-label = Missä päin kuntaa lapsi asuu tai oleskelee?
children-residence-area-row = Alue
children-residence-area-unknown = En tiedä
place-of-concern-label = Missä näit tai kuulit tämän?
place-of-concern-hint = Kirjoita kunta tai paikka. Jätä tyhjäksi, jos et tiedä.
place-of-concern-row = Missä näit tai kuulit
place-of-concern-municipality-label = Huolen paikan kunta

# Child
children-first-names-label = Etunimet
children-last-name-label = Sukunimi
children-age-estimate-label = Ikä
children-age-estimate-hint = Arviokin riittää.
children-recognise-text-label = Mistä lapsen voi tunnistaa?
children-recognise-text-hint = Tämäkin yksin riittää.
children-recognise-text-row = Tunto­merkit
children-same-municipality-label = Sama kunta kuin edellisellä lapsella
children-same-municipality-row = Sama kunta
children-same-address-label = Sama osoite kuin edellisellä lapsella
children-same-address-row = Sama osoite
children-birth-date-label = Syntymäaika
children-birth-date-hint = Pelkkä vuosikin riittää.
children-birth-text-label = Syntymäaika sanoin
children-personal-identity-code-label = Henkilötunnus
children-residence-street-address-label = Katuosoite
children-protected-address-label = Lapsella on turvakielto
children-protected-address-hint = Osoite ja kotikunta on silloin salattu muilta.
children-protected-address-row = Turvakielto
children-whereabouts-label = Päiväkoti, koulu tai paikka, jossa lapsi on nyt
children-whereabouts-row = Päiväkoti, koulu tai olinpaikka
children-whereabouts-municipality-label = Kunta, jossa lapsi on nyt
children-whereabouts-municipality-hint = Jos se on muu kuin kunta, jossa lapsi asuu.
children-whereabouts-municipality-row = Kunta, jossa lapsi on nyt
children-guardians-text-label = Lapsen vanhemmat tai huoltajat
children-guardians-text-row = Vanhemmat tai huoltajat
children-language-label = Lapsen kieli
children-language-row = Kieli
children-concerns-staff-label = Asia liittyy henkilöön, joka on täällä töissä lasten­suojelussa
children-concerns-staff-hint = Kerromme tiedon työntekijälle, jotta asian voi hoitaa joku muu.
children-concerns-staff-row = Liittyy lasten­suojelun työntekijään
children-interpreter-label = Tulkin tarve
children-told-label = Onko lapselle kerrottu ilmoituksesta?
children-told-row = Lapselle kerrottu

# Unborn child
unborn-child-expected-birth-date-label = Laskettu aika
unborn-child-expected-birth-text-label = Laskettu aika omin sanoin
unborn-child-expected-birth-text-row = Laskettu aika sanoin
unborn-child-parents-role-label = Rooli
unborn-child-parents-name-label = Vanhemman nimi
unborn-child-parents-name-row = Nimi
expectant-name-label = Raskaana olevan nimi
expectant-name-row = Nimi
unborn-child-parents-residence-municipality-label = Kunta, jossa vanhempi asuu
unborn-child-parents-residence-municipality-row = Kunta
expectant-municipality-label = Hänen asuinkuntansa
expectant-municipality-row = Kunta
unborn-child-parents-residence-postal-code-label = Postinumero
unborn-child-parents-residence-area-label = Alue
unborn-child-parents-residence-street-address-label = Katuosoite
unborn-child-parents-birth-date-label = Vanhemman syntymäaika
unborn-child-parents-birth-date-hint = Pelkkä vuosikin riittää.
unborn-child-parents-birth-date-row = Syntymäaika
unborn-child-parents-birth-text-label = Vanhemman syntymäaika sanoin
unborn-child-parents-birth-text-row = Syntymäaika sanoin
unborn-child-parents-personal-identity-code-label = Vanhemman henkilötunnus
unborn-child-parents-personal-identity-code-row = Henkilötunnus
unborn-child-parents-phone-label = Vanhemman puhelinnumero
unborn-child-parents-phone-row = Puhelin
unborn-child-parents-protected-address-label = Vanhemmalla on turvakielto
unborn-child-parents-protected-address-row = Turvakielto
unborn-child-parents-told-label = Onko vanhemmalle kerrottu ilmoituksesta?
unborn-child-parents-told-row = Kerrottu ilmoituksesta
unborn-child-other-children-text-label = Perheen muut lapset
unborn-child-maternity-care-text-label = Neuvola tai sairaala
unborn-child-concerns-staff-label = Asia liittyy henkilöön, joka on täällä töissä lasten­suojelussa
unborn-child-concerns-staff-hint = Kerromme tiedon työntekijälle, jotta asian voi hoitaa joku muu.
unborn-child-concerns-staff-row = Liittyy lasten­suojelun työntekijään

# Concern
concern-who-reads = Huoltajat saavat yleensä lukea tekstin. Jos haluat pysyä nimettömänä, älä kirjoita asioita, joista sinut voi tunnistaa.
concern-description-label = Kerro omin sanoin
concern-description-hint = Mitä tapahtui, milloin ja kuinka usein?
concern-description-row = Huoli
concern-description-error-required = Kirjoita, mistä olet huolissasi. Muutama sana riittää.
children-own-concern-label = Vain lasta { $number } koskeva tieto
children-own-concern-row = Vain tätä lasta koskeva
worker-only-label = Asiat, joista minut voisi tunnistaa
worker-only-hint = Perhe ei yleensä saa lukea tätä. Työntekijä ratkaisee asian tapaus kerrallaan.
worker-only-row = Työntekijälle
concern-reasons-label = Mihin huoli liittyy?
concern-reasons-hint = Voit valita useita.
concern-reasons-row = Huolen aiheet
support-needs-label = Mihin vanhempien tuen tarve liittyy?
support-needs-hint = Voit valita useita.
support-needs-row = Tuen tarve
support-needs-option-substances = Päihteet
support-needs-option-mental-health = Mielen­terveys
support-needs-option-prison-sentence = Vankeusrangaistus
support-needs-option-violence = Väkivalta
support-needs-option-other = Muu asia
concern-observed-label = Milloin ja miten huomasit tämän?
concern-observed-row = Huomattu
concern-ongoing-label = Jatkuuko tilanne?
concern-ongoing-row = Jatkuuko
concern-urgency-label = Kiireellisyys ilmoittajan mielestä

# Family
family-told-label = Onko asiasta puhuttu perheen kanssa?
family-told-row = Puhuttu perheen kanssa
family-told-option-unknown = En tiedä tai en halua sanoa

# You
reporter-identity-label = Haluatko kertoa, kuka olet?
reporter-identity-row = Kuka ilmoittaa
reporter-identity-error-required = Valitse, ilmoitatko nimettömänä vai nimelläsi.
reporter-identity-option-anonymous = En, ilmoitan nimettömänä
reporter-identity-option-anonymous-hint = Saat seurantatunnuksen, jolla voit lukea viestejä.
reporter-identity-option-named = Kyllä, kerron nimeni
reporter-identity-option-named-hint = Perhe voi saada tietää nimesi. Voit pyytää, että se pidetään salassa.
reporter-name-label = Nimesi
reporter-name-row = Nimi
reporter-phone-label = Puhelinnumerosi
reporter-phone-row = Puhelin
reporter-phone-error-required = Kirjoita puhelinnumerosi.
reporter-email-label = Sähköpostisi
reporter-email-row = Sähköposti
reporter-relation-label = Miten tunnet lapsen?
reporter-relation-row = Suhde lapseen
reporter-relation-option-same-household = Asumme samassa taloudessa
reporter-relation-option-other-household = Olen läheinen ja asun muualla
reporter-relation-option-other-private = Muu, esimerkiksi naapuri
reporter-contact-times-label = Milloin sinut tavoittaa?
reporter-contact-times-row = Tavoitettavissa
reporter-protected-address-label = Minulla on turvakielto
reporter-protected-address-row = Turvakielto
reporter-secrecy-request-label = Pyydän, että nimeni ja yhteys­tietoni pidetään salassa perheeltä
reporter-secrecy-request-hint = Päätöksen tekee hyvinvointialue.
reporter-secrecy-request-row = Salassapito­pyyntö
reporter-secrecy-grounds-label = Miksi tiedot pitäisi salata?
reporter-secrecy-grounds-row = Salassapidon perustelut
safe-contact-label = Milloin ja miten sinuun voi ottaa yhteyttä turvallisesti?
safe-contact-hint = Perhe ei yleensä saa lukea tätä.
safe-contact-row = Turvallinen yhteydenotto

# Work
work-not-anonymous = Työssä tehty ilmoitus ei voi olla nimetön. Perheelle kerrotaan, kuka ilmoituksen teki.
reporter-authority-label = Minkä alan työstä on kyse?
reporter-authority-row = Ala
reporter-authority-error-required = Valitse ala.
reporter-organisation-label = Työpaikka tai organisaatio
reporter-organisation-row = Organisaatio
reporter-organisation-error-required = Kirjoita työpaikkasi tai organisaatiosi.
reporter-title-label = Tehtävä­nimike
reporter-unit-label = Yksikkö
reporter-business-id-label = Y-tunnus

# Asked by other systems; shown to the worker by these names
kind-label = Ilmoituksen laji
guardians-name-label = Nimi
guardians-personal-identity-code-label = Henkilötunnus
guardians-birth-date-label = Syntymäaika
guardians-birth-text-label = Syntymäaika sanoin
guardians-phone-label = Puhelin
guardians-residence-municipality-label = Kunta
guardians-residence-postal-code-label = Postinumero
guardians-residence-area-label = Alue
guardians-residence-street-address-label = Katuosoite
guardians-language-label = Kieli
guardians-interpreter-label = Tulkin tarve
guardians-protected-address-label = Turvakielto
guardians-told-label = Kerrottu ilmoituksesta
guardians-not-told-reason-label = Miksi ei ole kerrottu
observed-by-label = Kuka huomasi asian?
observed-by-name-label = Huomanneen nimi
history-text-label = Perheen tilanne ja aiemmat vaiheet
support-tried-text-label = Aiemmin annettu tuki
other-services-text-label = Muut palvelut
child-view-text-label = Lapsen oma näkemys
family-view-text-label = Perheen näkemys
police-told-label = Poliisille ilmoitettu
joint-contact-label = Tehty yhdessä perheen kanssa
called-at-label = Soitettu päivystykseen
may-call-home-label = Saako kotiin soittaa?
guardians-may-know-label = Saavatko huoltajat tietää?
guardians-may-know-reason-label = Miksi huoltajat eivät saa tietää
