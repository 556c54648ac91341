# Answers to other systems: what is wrong with a whole request
api-query = Adressen har en okänd eller felaktig parameter.
api-idempotency-key = Rubriken Idempotency-Key saknas eller har inte 1–255 utskrivbara ASCII-tecken.
api-idempotency-key-reused = Samma Idempotency-Key har redan använts med ett annat innehåll.
api-not-utf8 = Innehållet är inte UTF-8.
api-json = Innehållet är inte giltig JSON. Felet finns på rad { $line }, kolumn { $column }.
api-member-twice = Samma fält finns två gånger i samma objekt. Felet finns på rad { $line }, kolumn { $column }.
api-invalid = Anmälan innehåller fel. Ingenting sparades.
api-unauthorized = Identifiering saknas eller gäller inte.
api-not-found = Det här hittas inte.
api-method-not-allowed = Den här adressen stöder inte metoden.
api-media-type = Innehållets typ ska vara application/json utan komprimering.
api-too-large = Innehållet är för stort. Den största tillåtna storleken är 1 MiB.
api-timeout = Det tog för länge att skicka innehållet.
api-date-invalid = Skriv datumet som ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ.
