# Answers to other systems: what is wrong with a whole request
api-query = The address has an unknown or malformed parameter.
api-idempotency-key = The header Idempotency-Key is missing or does not have 1–255 printable ASCII characters.
api-idempotency-key-reused = The same Idempotency-Key was used before with another body.
api-not-utf8 = The body is not UTF-8.
api-json = The body is not valid JSON. The fault is on line { $line }, column { $column }.
api-member-twice = The same member stands twice in one object. The fault is on line { $line }, column { $column }.
api-invalid = The report has faults. Nothing was stored.
api-unauthorized = The credentials are missing or not valid.
api-not-found = Nothing was found here.
api-method-not-allowed = This address does not support the method.
api-media-type = The content type must be application/json, without compression.
api-too-large = The body is too large. The limit is 1 MiB.
api-timeout = Sending the body took too long.
api-date-invalid = Write the date as YYYY-MM-DD, YYYY-MM or YYYY.
