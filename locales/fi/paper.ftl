# The form on paper
paper-others = Muut lomakkeet
paper-form-concern = Ilmoitus lapsesta paperilla
paper-form-young-person = Lapsen tai nuoren oma viesti paperilla
paper-form-professional = Ammattilaisen ilmoitus paperilla
paper-urgent = Jos lapsi on vaarassa, soita 112. Jos asia ei voi odottaa, soita. Kirje voi viipyä päiviä.
paper-how = Täytä sivut käsin. Kirjoita vain se, minkä tiedät. Nimetön ilmoitus ei tarvitse nimeäsi eikä osoitettasi kuoreen.
paper-where = Mihin kirje lähetetään
paper-office = Toimisto
paper-address = Osoite
paper-phone = Puhelin
paper-ask-address = Kysy osoite numerosta { $phone }.
paper-elsewhere = Voit lähettää kirjeen myös lapsen oman alueen toimistoon. Älä lähetä lomaketta sähköpostilla, sillä se ei ole turvallista.
paper-report-title = Ilmoitus
paper-report-readers = Lapsen huoltajat saavat yleensä lukea tämän osan.
paper-apart-title = Vain työntekijälle
paper-apart-readers = Työntekijä pitää tämän osan erillään. Hän ratkaisee tapaus kerrallaan, mitä perhe saa tietää.
paper-several = Jos lapsia on useita, tulosta tämä osa jokaiselle.
