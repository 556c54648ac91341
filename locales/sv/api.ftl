# Answers to other systems (problem details): titles and details
api-invalid-title = Anmälan innehåller fel
api-invalid-detail = Rätta de uppräknade punkterna och skicka igen. Inget sparades.
api-not-json-title = Meddelandet är inte JSON
api-unauthorized-title = Nyckeln saknas eller godkänns inte
api-forbidden-title = Nyckeln ger inte rätt till detta
api-not-found-title = Det finns inget sådant
api-key-missing-title = Rubriken Idempotency-Key saknas eller godkänns inte
api-key-reused-title = Samma Idempotency-Key har redan använts för annat innehåll
api-too-large-title = Meddelandet är för stort
api-media-type-title = Meddelandets typ ska vara application/json
api-unavailable-title = Tjänsten kan inte spara just nu
api-unavailable-detail = Inget sparades. Försök igen med samma nyckel.
api-internal-title = Tjänsten har ett fel
