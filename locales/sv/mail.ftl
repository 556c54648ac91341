# Meddelandet till verksamhetsställets postlåda. Aldrig något av anmälans innehåll.

mail-arrival-subject = En ny anmälan väntar
mail-arrival-subject-urgent = En brådskande anmälan väntar
mail-arrival-waits = En ny anmälan väntar i kön.
mail-arrival-waits-urgent = En brådskande anmälan väntar i kön. Öppna den genast.
mail-arrival-subject-unopened = En brådskande anmälan är oöppnad
mail-arrival-waits-unopened = Ingen har öppnat en brådskande anmälan. Öppna den genast.
mail-arrival-reference = Referens: { $reference }
mail-arrival-where = Logga in: { $url }
mail-arrival-nothing = Det här meddelandet innehåller ingenting ur anmälan. Svara inte på det, ingen läser svaret.
mail-message-subject = Ett meddelande från anmälaren väntar
mail-message-waits = Anmälaren har skickat ett meddelande.
mail-message-nothing = Här finns ingenting av meddelandets innehåll. Svara inte på det här, ingen läser svaret.
mail-look-at = Logga in och titta: { $url }
mail-nothing-of-case = Det här meddelandet innehåller ingenting ur ärendet. Svara inte på det, ingen läser svaret.
mail-emergency-subject = Ett ärende har öppnats i en nödsituation
mail-emergency-opened = En anställd på ett annat verksamhets­ställe har öppnat ett ärende på ditt verksamhets­ställe i en nödsituation. Granska öppningen inom en vecka.
mail-emergency-opened-audit = En anställd har öppnat ett annat verksamhets­ställes ärende i en nödsituation. Öppningen syns i loggen.
mail-emergency-subject-late = En nödöppning är inte granskad
mail-emergency-late = Ett ärende på ditt verksamhets­ställe öppnades i en nödsituation för en vecka sedan. Ingen har granskat öppningen. Granska den nu.
mail-emergency-late-audit = Ett ärende öppnades i en nödsituation för en vecka sedan. Verksamhets­ställets chef har inte granskat öppningen. Den syns i loggen.
mail-transfer-subject = En överföring är obesvarad
mail-transfer-offered = En överföring till ditt verksamhets­ställe har väntat på svar i ett dygn. Ta emot ärendet eller skicka det tillbaka.
mail-transfer-sent = En överföring från ditt verksamhets­ställe har inte besvarats på ett dygn. Ditt verksamhets­ställe ansvarar fortfarande för ärendet. Ring mottagaren.

# På arbetsbordet: ett meddelande som inte kom fram

notice-warning = Varning
notice-given-up = E-posten om en anmälan som kommit in kom inte fram. Anmälan finns i kön: läs den där.
notice-given-up-other = Ett e-postmeddelande kom inte fram. Se nedan vad det berättade.
notice-open = Öppna { $reference }
notice-to = { $office }, { $address }
notice-nowhere = ingen e-postadress
notice-tried = Försök { $count }, det sista { $when }
notice-moved-on = Finns inte längre på det här stället
notice-of-message = Anmälaren skickade ett meddelande.
notice-of-emergency = Ett ärende har öppnats i en nödsituation.
notice-of-transfer = En överföring är obesvarad.
notice-more = Dessutom kom { $count } andra meddelanden inte fram.
notice-retry = Försök på nytt
notice-seen = Kvittera: jag ser på anmälan
notice-seen-other = Kvittera: jag tar hand om saken
notice-retry-all = Försök på nytt med alla
notice-no-mailbox = { $office }: e-postadress saknas, så inget meddelande skickas om anmälningar som kommer in. Be den som sköter systemet att lägga till den.

code-mail-failure-mail-not-configured = Tjänsten har ingen e-postserver.
code-mail-failure-mail-unreachable = E-postservern gick inte att nå.
code-mail-failure-mail-timed-out = E-postservern svarade inte i tid.
code-mail-failure-mail-tls = Förbindelsen till e-postservern var inte säker.
code-mail-failure-mail-sign-in = E-postservern godkände inte tjänstens konto.
code-mail-failure-mail-refused-for-now = E-postservern tog inte emot meddelandet.
code-mail-failure-mail-refused = E-postservern godkände inte adressen. Kontrollera adressen.
code-mail-failure-mail-folder = Meddelandet kunde inte skrivas i mappen.
code-mail-failure-mail-unmakeable = Meddelandet kunde inte göras.
code-mail-failure-database = Databasen svarade inte.
code-mail-failure-service = Det är ett fel i tjänsten.
code-mail-failure-panicked = Det är ett fel i tjänsten.
code-mail-failure-unknown-job = En annan version av tjänsten skrev uppgiften.
code-mail-failure-worker-lost = Sändningen avbröts varje gång.
