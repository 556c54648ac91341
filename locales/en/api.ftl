# Answers to other systems (problem details): titles and details
api-invalid-title = The report has errors
api-invalid-detail = Correct the listed points and send again. Nothing was stored.
api-not-json-title = The body is not JSON
api-unauthorized-title = The token is missing or not valid
api-forbidden-title = The token does not allow this
api-not-found-title = There is no such thing
api-key-missing-title = The Idempotency-Key header is missing or not valid
api-key-reused-title = The Idempotency-Key was already used with another body
api-too-large-title = The body is too large
api-media-type-title = The type must be application/json
api-unavailable-title = The service cannot store at the moment
api-unavailable-detail = Nothing was stored. Try again with the same key.
api-internal-title = The service has a fault
