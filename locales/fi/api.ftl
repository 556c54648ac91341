# Answers to other systems: what is wrong with a whole request
api-query = Osoitteessa on tuntematon tai virheellinen parametri.
api-idempotency-key = Otsake Idempotency-Key puuttuu, tai siinä ei ole 1–255 tulostuvaa ASCII-merkkiä.
api-idempotency-key-reused = Samalla Idempotency-Key-arvolla on jo lähetetty toinen sisältö.
api-not-utf8 = Sisältö ei ole UTF-8-muodossa.
api-json = Sisältö ei ole kelvollista JSONia. Virhe on rivillä { $line }, sarakkeessa { $column }.
api-member-twice = Sama kenttä on kahdesti samassa objektissa. Virhe on rivillä { $line }, sarakkeessa { $column }.
api-invalid = Ilmoituksessa on virheitä. Mitään ei tallennettu.
api-unauthorized = Tunnistautuminen puuttuu tai ei ole voimassa.
api-not-found = Tätä ei löydy.
api-method-not-allowed = Tämä osoite ei tue tätä menetelmää.
api-media-type = Sisällön tyypin pitää olla application/json ilman pakkausta.
api-too-large = Sisältö on liian suuri. Enimmäiskoko on 1 MiB.
api-timeout = Sisällön lähetys kesti liian kauan.
api-date-invalid = Kirjoita päivä muodossa VVVV-KK-PP, VVVV-KK tai VVVV.
