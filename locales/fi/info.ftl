# Advice and numbers
contact-title = Yhteystiedot ja neuvonta
contact-emergency = Hätätilanteessa soita 112.
contact-children = Lasten ja nuorten puhelin on 116 111.

# Privacy
privacy-title = Tietosuoja
privacy-kept = Ilmoitus tallennetaan salattuna. Työntekijöistä sen lukevat vain ne, joiden tehtävä se on.
privacy-guardians = Lapsen huoltajat saavat yleensä lukea ilmoituksen. Ilmoittajan tiedot voidaan salata heiltä.
privacy-device = Emme tallenna mitään laitteellesi. Emme käytä evästeitä.
privacy-keeper-title = Kuka pitää rekisteriä
privacy-keeper = Rekisterinpitäjä on { $county }. Jos lapsi asuu toisella alueella, ilmoitus menee sinne, ja rekisteriä pitää se alue.
privacy-why-title = Miksi käsittelemme tietoja
privacy-why = Lain mukaan sosiaali­huollon on otettava ilmoitukset vastaan ja arvioitava, mitä apua lapsi tarvitsee. Peruste on lakisääteinen velvoite (EU 2016/679, 6 ja 9 artikla).
privacy-law = Lait ovat lastensuojelulaki (417/2007), sosiaali­huoltolaki (1301/2014) ja laki sosiaali- ja terveydenhuollon asiakastietojen käsittelystä (703/2023).
privacy-what-title = Mitä säilytämme ja kuinka kauan
privacy-what = Säilytämme ilmoituksen, liitteet, viestit ja sen, miten asia on hoidettu. Tiedot lapsesta ja perheestä saamme ilmoittajalta. Ilmoittajan tiedot säilytämme, jos hän antaa ne.
privacy-time = Ilmoitus säilyy niin kauan kuin laki asiakastietojen käsittelystä määrää. Merkintä siitä, kuka ilmoituksen on lukenut, säilyy vähintään 12 vuotta. Emme säilytä vastauksiasi ennen kuin lähetät ne.
privacy-given = Luovutamme tietoja muille vain, kun laki sallii tai vaatii sen. Asian ratkaisee aina ihminen.
privacy-ask-title = Keneltä voit kysyä
privacy-rights = Voit pyytää hyvinvointi­aluetta näyttämään omat tietosi, korjaamaan virheen tai rajoittamaan tietojesi käsittelyä. Joskus laki estää näyttämästä kaikkea.
privacy-row-officer = Tietosuoja­vastaava
privacy-row-notice = Tietosuoja­seloste
privacy-complaint = Jos tietojasi on mielestäsi käsitelty väärin, voit valittaa tietosuoja­valtuutetulle. Ohje on osoitteessa tietosuoja.fi.

# Accessibility
accessibility-title = Saavutettavuus
accessibility-text = Palvelu toimii ilman hiirtä ja ilman JavaScriptiä. Ruudunlukijalla sitä ei ole vielä kokeiltu.
accessibility-feedback = Kerro puutteista hyvinvointi­alueelle. Se vastaa kahden viikon kuluessa.
