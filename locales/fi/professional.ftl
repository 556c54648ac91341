# The form of those who report in their work, and what they take along

# Pages
professional-start-title = Ilmoita työsi puolesta
professional-start-name = Työssä tehty ilmoitus ei voi olla nimetön. Perheelle kerrotaan, kuka sen teki.
professional-start-secrecy = Salassapito ei estä ilmoitusta. Et tarvitse suostumusta etkä varmuutta.
professional-start-time = Kolme minuuttia riittää.
professional-start-history = Käynti jää selaimen historiaan.
page-report-title = Ilmoitus
page-report-hint = Vain huolen kuvaus on pakollinen.
page-call-title = Soita ensin
page-call-hint = Sanoit, että lapsi tarvitsee apua tänään.
help-which-report = Mikä ilmoitus?
help-which-report-1 = Jos lapsi ehkä tarvitsee suojelua, tee lasten­suojelu­ilmoitus heti (lastensuojelulaki 25 §). Suostumusta ei tarvita.
help-which-report-2 = Jos otat yhteyttä yhdessä perheen kanssa, käytä tätä lomaketta ja valitse se kohdassa E (25 a §). Toista ilmoitusta ei tarvita.
help-which-report-3 = Jos et ole varma, soita ja kysy neuvoa. Lapsen nimeä ei tarvitse kertoa.

# The sections of the long page
section-children = A. Lapset
section-guardians = B. Huoltajat
section-concern = C. Huoli
section-urgency = D. Kiireellisyys
section-told = E. Kenelle on kerrottu
section-police = F. Poliisi
section-police-hint = Jos epäilet väkivalta- tai seksuaalirikosta lasta kohtaan, ilmoita myös poliisille.
button-add-guardian = Lisää huoltaja
details-work-more = Y-tunnus
details-guardian-more = Tiedän enemmän huoltajasta
professional-who-reads = Huoltajat saavat yleensä lukea tekstin.
professional-worker-only-label = Asiat, joita perheen ei pitäisi lukea
professional-worker-only-hint = Ratkaisemme tapaus kerrallaan, mitä perhe saa lukea.
professional-worker-only-row = Työntekijälle

# Fields that this form asks in its own words
home-municipality-label = Kunta tai postinumero
home-municipality-row = Kunta
guardian-told-label = Onko huoltajalle kerrottu ilmoituksesta?
guardian-told-row = Kerrottu ilmoituksesta
professional-urgency-label = Milloin lapsi tarvitsee apua?
professional-urgency-row = Kiireellisyys ilmoittajan mielestä
professional-urgency-option-not-urgent = Asia voi odottaa
parent-1-told-label = Onko raskaana olevalle kerrottu ilmoituksesta?
parent-1-told-row = Kerrottu ilmoituksesta
parent-2-told-label = Onko toiselle vanhemmalle kerrottu ilmoituksesta?
parent-2-told-row = Kerrottu ilmoituksesta
professional-joint-label = Otan yhteyttä yhdessä perheen kanssa
professional-joint-hint = Silloin tämä on yhteydenotto, ei lasten­suojelu­ilmoitus.
professional-joint-row = Tehty yhdessä perheen kanssa
professional-police-label = Onko poliisille ilmoitettu?
professional-police-row = Poliisille ilmoitettu
professional-called-label = Milloin soitit?
professional-called-row = Soitettu päivystykseen
professional-called-warning = Kerro, milloin soitit, tai valitse, että et ole vielä soittanut.
not-called-label = En ole vielä soittanut
not-called-row = Ei vielä soitettu

# The receipt of somebody in their work
receipt-work-silence = Jos et kuule meistä { $days } päivässä, soita.
receipt-work-keep = Ota talteen
receipt-work-now = Tee kopiot nyt. Emme voi näyttää niitä myöhemmin.
receipt-work-page = Tulostettava kopio
receipt-work-json = Kopio tiedostona
receipt-work-proof = Todiste ilmoituksesta
receipt-work-proof-tells = Todisteessa on viite, aika ja allekirjoitus, ei ilmoituksen sisältöä.
receipt-work-back = Takaisin kuittaukseen
copy-title = Kopio ilmoituksesta
copy-secret = Säilytä kopio kuten muita salassa pidettäviä asiakirjoja.

# A contact made together with the family is called one
joint--check-send = Lähetä yhteydenotto
joint--check-too-old = Sivu on ollut auki pitkään. Yhteydenottoa ei ole lähetetty. Lähetä se uudelleen.
joint--check-not-stored-title = Yhteydenottoa ei voitu tallentaa
joint--check-not-stored = Yhteydenottoa ei ole lähetetty. Vastauksesi ovat tallessa tällä sivulla. Yritä uudelleen tai soita.
joint--receipt-title = Yhteydenotto on lähetetty
joint--receipt-first-stands = Tämä yhteydenotto on jo lähetetty. Ensimmäinen lähetys on voimassa.
joint--receipt-no-outcome = Emme saa kertoa ratkaisua. Jos huoli jatkuu, ota uudelleen yhteyttä.
joint--receipt-work-proof = Todiste yhteydenotosta
joint--receipt-work-proof-tells = Todisteessa on viite, aika ja allekirjoitus, ei yhteydenoton sisältöä.
joint--copy-title = Kopio yhteydenotosta

# What staff read
admin-organisation = Organisaatio
admin-field-name = Nimi
admin-field-business-id = Y-tunnus
admin-field-units = Yksiköt
case-reporter-system = Ilmoitus tuli organisaation omasta järjestelmästä. Järjestelmä on tunnistettu. Ilmoittajan henkilöllisyyttä ei ole varmistettu.
