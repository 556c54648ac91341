# The mailbox that the follow-up code opens: never the report, an earlier message, a name or the outcome
followup-title = Följ din anmälan
followup-what = Du ser hur långt anmälan har kommit och kan svara på frågor. Själva anmälan visas inte här.
followup-code = Uppföljningskod
followup-code-hint = Koden har 24 tecken. Mellanslag, streck och små bokstäver går bra.
followup-open = Öppna meddelandena
followup-code-empty = Skriv uppföljningskoden.
followup-wrong = Koden leder inte till några meddelanden. Kontrollera koden. Meddelanden om en gammal anmälan avslutas av sig själva.
followup-wait = Vänta en stund. Försök igen om { $seconds } sekunder.
followup-away = Meddelandena kan inte öppnas just nu. Försök igen om en stund. Ring om saken inte kan vänta.

followup-mailbox-title = Meddelanden
followup-arrived = Anmälan kom
followup-status-received = Mottagen
followup-status-read = Läst
followup-status-question = Du har en fråga
followup-status-handed-over = Överförd
followup-status-closed = Meddelanden avslutade
followup-questions = Frågor till dig
followup-asked = Frågat { $date }
followup-no-questions = Inga frågor. Du kan lägga till uppgifter.
followup-message = Svara eller lägg till uppgifter
followup-message-hint = Socialarbetaren läser meddelandet. Också vårdnads­havarna får i regel läsa det. Meddelandet kan inte återtas och visas inte här senare. Du behöver inte säga ditt namn.
followup-send = Skicka meddelandet
followup-sent = Meddelandet har skickats.
followup-empty = Skriv ett meddelande.
followup-recognisable = Man kan kanske känna igen dig på de här orden: { $words }.
followup-send-anyway = Meddelandet har inte skickats. Ändra texten, eller skicka meddelandet som det är.
followup-not-stored = Meddelandet är inte skickat än. Försök igen. Ring om saken inte kan vänta.
followup-try-again = Försök igen

followup-close = Avsluta meddelandena
followup-close-title = Ska meddelandena avslutas?
followup-close-text = Efter det kan du inte skicka meddelanden, och ingen kan fråga dig något. Din anmälan gäller fortfarande.
followup-close-typed = Det här meddelandet har inte skickats.
followup-close-now = Avsluta meddelandena
followup-keep = Avsluta inte
followup-closed = Meddelandena har avslutats. Anmäl på nytt om din oro fortsätter.
followup-new-report = Gör en ny anmälan

followup-too-old = Sidan har varit öppen för länge. Öppna meddelandena på nytt med koden.
followup-unreadable = Sidan kan inte fortsätta. Öppna meddelandena på nytt med koden.
followup-ended = Meddelandena har avslutats. Det här meddelandet skickades inte. Anmäl på nytt om din oro fortsätter.
followup-again = Öppna meddelandena med koden

# Files that come with a message
followup-files-only = Filer bifogas.
followup-files-choose-again = Meddelandet har inte skickats. Din text finns kvar. Välj filerna på nytt.
followup-files-send-anyway = Meddelandet har inte skickats. Välj andra filer, eller välj samma på nytt och skicka.
followup-files-not-stored = Filerna kunde inte sparas. Försök igen eller skicka meddelandet utan dem.
