# Understanding a place
place-did-you-mean = Menade du något av dessa?
place-none-of-these = Ingen av dessa
place-choose-error = Välj kommun eller ”Ingen av dessa”.
place-postal-code-proposes = Postnumret { $code } hör i regel till den här kommunen.
place-unknown-title = Vi vet inte vart anmälan ska skickas
place-unknown-text = Du kan ändå göra en anmälan. Vi tar reda på vem som behandlar den.
place-send-anyway = Fortsätt ändå
place-aland = På Åland ansvarar KST för barnskyddet. Du kan ändå skicka anmälan här.
place-abroad = Utomlands är det landets egen myndighet som hjälper barnet. Nödnumret 112 fungerar i hela EU.

# Why an office gets a case (the rules of routing)
routing-municipality = Enligt kommunen
routing-postal-code = Enligt postnumret
routing-area-question = Enligt det valda området
routing-language = Enligt språket
routing-prenatal = Anmälningar om ofödda barn
routing-authority = Myndigheters anmälningar
routing-by-recorder = Den som antecknade anmälan valde verksamhets­stället
routing-default = Standard­verksamhets­stället
