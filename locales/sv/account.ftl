# The own account
account-title = Mitt konto
account-back = Tillbaka till mitt konto
staff-done = Klart
staff-sign-in-kept = Sessionen har avslutats. Texten du skrev finns kvar på den här sidan. Logga in så kan du fortsätta.
staff-sign-in-recovery = Reservkod
staff-sign-in-recovery-hint = En av de koder som du sparade. Bindestreck och stora bokstäver spelar ingen roll.
staff-sign-in-with-recovery = Använd en reservkod
staff-sign-in-with-code = Använd en engångskod

# What was typed when the session had ended
kept-title = Fortsätt där du var
kept-text = Det här har inte skickats än. Du kan skicka det nu.
kept-send = Skicka
kept-drop = Skicka inte, gå till skrivbordet

# Another one-time code
step-up-title = Bekräfta att det är du
step-up-text = Det som följer är viktigt. Därför behövs en ny engångskod.
step-up-text-kept = Det som följer är viktigt, eller så har du öppnat många slutna uppgifter i dag. Därför behövs en ny engångskod. Det du skickade finns kvar på den här sidan.
step-up-button = Bekräfta
step-up-wrong = Koden stämmer inte, eller så är den redan använd. Vänta på nästa kod.

# Password
password-title = Lösenord
password-text = När du byter lösenord avslutas dina andra sessioner.
password-current = Nuvarande lösenord
password-new = Nytt lösenord
password-again = Det nya lösenordet en gång till
password-hint = { $min }–{ $max } tecken. Du får välja tecknen fritt. Ett bra lösenord är till exempel flera ord som inte hör ihop. Du kan klistra in lösenordet.
password-button = Byt lösenord
password-done = Lösenordet är bytt. Dina andra sessioner har avslutats.
password-differs = Lösenorden är inte lika. Skriv samma lösenord två gånger.
password-current-wrong = Det nuvarande lösenordet stämmer inte.
password-problem-length = Lösenordet ska ha { $min }–{ $max } tecken.
password-problem-common = Det här lösenordet är vanligt och lätt att gissa. Välj ett annat.
password-problem-surroundings = Lösenordet består mest av namnet på tjänsten, området, verksamhets­stället eller dig själv. Lägg till andra ord.
password-problem-pattern = Lösenordet upprepar samma sak eller följer tangenterna i ordning. Välj ett annat.

# Second factor
second-factor-title = Autentiserings­app
second-factor-heading = Autentiserings­app
second-factor-text = Den nya appen ersätter den gamla. Dina andra sessioner avslutas.
second-factor-step-app = Öppna autentiserings­appen i telefonen.
second-factor-step-scan = Läs av bilden nedan med appen, eller skriv in nyckeln för hand.
second-factor-step-code = Skriv de sex siffror som appen visar här nedan.
second-factor-picture = QR-kod med nyckeln till appen. Samma nyckel står som text nedan.
second-factor-by-hand = Nyckeln att skriva för hand
second-factor-button = Ta i bruk
second-factor-done = Den nya autentiserings­appen är i bruk. Dina andra sessioner har avslutats.
second-factor-wrong = Koden hör inte till den här nyckeln. Kontrollera att telefonens klocka går rätt.
second-factor-stale = Sidan var för gammal. Nyckeln är nu ny: lägg till den i appen.

# Recovery codes
recovery-title = Reservkoder
recovery-text = Med en reservkod kommer du in när du inte har telefonen. Varje kod fungerar en gång.
recovery-left = { $count ->
    [0] Du har inga reservkoder kvar.
    [one] Du har en reservkod kvar.
   *[other] Du har { $count } reservkoder kvar.
}
recovery-used = Du loggade in med en reservkod. Den fungerar inte längre. Om telefonen är borta, ta en ny app i bruk.
recovery-make-text = Nya koder ersätter de gamla.
recovery-make = Gör nya reservkoder
recovery-new-title = Dina nya reservkoder
recovery-once = De här { $count } koderna visas bara nu. Gamla koder fungerar inte längre.
recovery-keep = Skriv ut eller anteckna dem. Förvara dem någon annanstans än i telefonen.

# Sessions
sessions-title = Sessioner
sessions-text = Här är du inloggad just nu. Om du inte känner igen något, avsluta det och byt lösenord.
sessions-this = Den här sessionen
sessions-other = En annan session
sessions-began = Började { $time }
sessions-used = Senast använd { $time }
sessions-end = Avsluta
sessions-end-others = Avsluta alla andra

# A link for setting the account up
set-up-title = Ta ditt konto i bruk
set-up-button = Ta kontot i bruk
set-up-done-title = Ditt konto är klart
set-up-done = Nu kan du logga in. Spara först reservkoderna.
set-up-gone-title = Länken gäller inte
set-up-used = Länken är redan använd, eller så har du fått en ny i stället.
set-up-expired = Länkens tid har gått ut.
set-up-ask = Be administratören om en ny länk.
