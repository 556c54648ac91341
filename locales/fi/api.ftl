# Answers to other systems (problem details): titles and details
api-invalid-title = Ilmoituksessa on virheitä
api-invalid-detail = Korjaa luetellut kohdat ja lähetä uudelleen. Mitään ei tallennettu.
api-not-json-title = Viesti ei ole JSONia
api-unauthorized-title = Tunniste puuttuu tai ei kelpaa
api-forbidden-title = Tunniste ei oikeuta tähän
api-not-found-title = Tällaista ei ole
api-key-missing-title = Otsake Idempotency-Key puuttuu tai ei kelpaa
api-key-reused-title = Sama Idempotency-Key on jo käytetty toiseen sisältöön
api-too-large-title = Viesti on liian suuri
api-media-type-title = Viestin tyypin pitää olla application/json
api-unavailable-title = Palvelu ei juuri nyt voi tallentaa
api-unavailable-detail = Mitään ei tallennettu. Yritä samalla avaimella uudelleen.
api-internal-title = Palvelussa on vika
