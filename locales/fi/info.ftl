# Advice and numbers
contact-title = Yhteystiedot ja neuvonta
contact-emergency = Hätätilanteessa soita 112.
contact-children = Lasten ja nuorten puhelin on 116 111.

# Privacy
privacy-title = Tietosuoja
privacy-kept = Ilmoitus tallennetaan salattuna. Työntekijöistä sen lukevat vain ne, joiden tehtävä se on.
privacy-guardians = Lapsen huoltajat saavat yleensä lukea ilmoituksen. Ilmoittajan tiedot voidaan salata heiltä.
privacy-device = Emme tallenna mitään laitteellesi. Emme käytä evästeitä.
privacy-rights = Voit pyytää tietosi hyvinvointi­alueelta.

# Accessibility
accessibility-title = Saavutettavuus
accessibility-text = Palvelu toimii ilman hiirtä ja ilman JavaScriptiä. Ruudunlukijalla sitä ei ole vielä kokeiltu.
accessibility-feedback = Kerro puutteista hyvinvointi­alueelle. Se vastaa kahden viikon kuluessa.
