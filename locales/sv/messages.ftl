# Messages between a worker and the reporter, on the page of a case
messages-title = Meddelanden med anmälaren
messages-skip = Gå till meddelandena
messages-none = Inga meddelanden.
messages-no-code = Anmälaren tog ingen uppföljningskod och kan därför inte frågas här.
messages-ended = Meddelandena har avslutats. Anmälaren kan inte längre frågas här.
messages-from-worker = Fråga, { $who }
messages-from-reporter = Anmälaren
messages-waiting = Nya meddelanden från anmälare: { $count }
messages-waiting-since = { $reference }, senast { $date }
marker-new-message = Nytt meddelande
marker-unanswered = Väntar på svar
event-question-asked = Anmälaren tillfrågad
event-message-received = Anmälaren skickade ett meddelande
event-messages-closed = Anmälaren avslutade meddelandena

question-open = Fråga anmälaren
question-found = Någon annan kan ha hittat uppföljningskoden. Skriv inte vem det gäller eller vad som står i anmälan.
question-ready = Färdiga frågor
question-own = Egen fråga
question-own-hint = Skriv på anmälarens språk: { $language }. Högst { $max } tecken.
question-send = Skicka frågan
question-text = Fråga
question-mended = Skicka den rättade frågan
question-title = Kontrollera frågan
question-empty = Välj eller skriv en fråga.
question-away = Frågan har inte skickats. Försök igen om en stund.
question-gives-away = Frågan kan avslöja vem det gäller.
question-holds-identity-code = Där finns en personbeteckning.
question-holds-phone = Där finns ett telefonnummer.
question-holds-email = Där finns en e-postadress.
question-holds-name = Där finns namnet på någon som nämns i anmälan.
question-anyway = Skicka ändå
question-back = Tillbaka till ärendet

# Sent to the reporter as they stand: nothing in them may tell whom they are about
question-ready-where = Vet du var barnet är nu?
question-ready-when = När såg eller hörde du det här senast?
question-ready-before = Har det här hänt förut?
question-ready-who = Vet någon annan om det här?
question-ready-safe = När och hur kan man kontakta dig tryggt?
question-ready-home = Vet du var barnet bor eller vilken skola barnet går i?
