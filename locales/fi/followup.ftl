# The mailbox that the follow-up code opens: never the report, an earlier message, a name or the outcome
followup-title = Seuraa ilmoitustasi
followup-what = Näet, missä vaiheessa ilmoitus on, ja voit vastata kysymyksiin. Ilmoitus itse ei näy täällä.
followup-code = Seurantatunnus
followup-code-hint = Tunnuksessa on 24 merkkiä. Välilyönnit, viivat ja pienet kirjaimet käyvät.
followup-open = Avaa viestit
followup-code-empty = Kirjoita seurantatunnus.
followup-wrong = Tunnuksella ei löydy viestejä. Tarkista tunnus. Vanhan ilmoituksen viestit päättyvät itsestään.
followup-wait = Odota hetki. Yritä uudelleen { $seconds } sekunnin kuluttua.
followup-away = Viestit eivät aukea juuri nyt. Yritä hetken päästä uudelleen. Jos asia ei voi odottaa, soita.

followup-mailbox-title = Viestit
followup-arrived = Ilmoitus saapui
followup-status-received = Vastaanotettu
followup-status-read = Luettu
followup-status-question = Sinulle on kysymys
followup-status-handed-over = Siirretty eteenpäin
followup-status-closed = Viestit päättyneet
followup-questions = Kysymykset sinulle
followup-asked = Kysytty { $date }
followup-no-questions = Ei kysymyksiä. Voit lisätä tietoa.
followup-message = Vastaa tai lisää tietoa
followup-message-hint = Viestin lukee työntekijä. Myös huoltajat saavat yleensä lukea sen. Viestiä ei voi perua, eikä se näy täällä myöhemmin. Nimeäsi ei tarvitse kertoa.
followup-send = Lähetä viesti
followup-sent = Viesti on lähetetty.
followup-empty = Kirjoita viesti.
followup-recognisable = Näistä sanoista sinut voi ehkä tunnistaa: { $words }.
followup-send-anyway = Viestiä ei ole lähetetty. Muuta tekstiä, tai lähetä viesti tällaisena.
followup-not-stored = Viestiä ei ole vielä lähetetty. Yritä uudelleen. Jos asia ei voi odottaa, soita.
followup-try-again = Yritä uudelleen

followup-close = Sulje viestit
followup-close-title = Suljetaanko viestit?
followup-close-text = Et voi sen jälkeen lähettää viestejä, eikä sinulta voi kysyä mitään. Ilmoituksesi jää voimaan.
followup-close-typed = Tätä viestiä ei ole lähetetty.
followup-close-now = Sulje viestit
followup-keep = Älä sulje
followup-closed = Viestit ovat päättyneet. Jos huoli jatkuu, ilmoita uudelleen.
followup-new-report = Tee uusi ilmoitus

followup-too-old = Sivu on ollut auki liian kauan. Avaa viestit uudelleen tunnuksella.
followup-unreadable = Sivua ei voi jatkaa. Avaa viestit uudelleen tunnuksella.
followup-ended = Viestit ovat päättyneet. Tätä viestiä ei lähetetty. Jos huoli jatkuu, ilmoita uudelleen.
followup-again = Avaa viestit tunnuksella

# Files that come with a message
followup-files-only = Liitteenä tiedostoja.
followup-files-choose-again = Viestiä ei ole lähetetty. Tekstisi on tallessa. Valitse tiedostot uudelleen.
followup-files-send-anyway = Viestiä ei ole lähetetty. Valitse toiset tiedostot, tai valitse samat uudelleen ja lähetä.
followup-files-not-stored = Tiedostoja ei voitu tallentaa. Yritä uudelleen tai lähetä viesti ilman niitä.
