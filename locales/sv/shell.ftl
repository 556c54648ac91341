# What surrounds every page.
shell-title = Blankett
shell-fault = Fel
shell-skip = Gå till innehållet
shell-continue = Fortsätt
shell-exit = Lämna sidan
shell-exit-region = Lämna snabbt
shell-language = Språk
shell-previous = Föregående
shell-previous-region = Föregående sida
shell-help = Behöver du hjälp genast?
shell-emergency = Om någon är i fara just nu, ring 112.
shell-accessibility = Tillgänglighet
shell-privacy = Dataskydd
shell-feedback = Respons
shell-contact = Kontakt­uppgifter och rådgivning
shell-find-office = Sök numren till ditt område
shell-start = Till startsidan

staff-shell-title = Huoli
staff-shell-navigation = Arbetstagarens sidor

# What stands on an error page.
error-title = Sidan kan inte visas
error-again = Börja om
error-number = Felets nummer: { $id }
error-bad-request = Begäran var felaktig. Ingenting sparades.
error-sign-in = Logga in och försök igen.
error-forbidden = Du har inte rätt till detta.
error-not-found = Sidan hittas inte. Kontrollera adressen eller börja om.
error-method = Sidan kan inte öppnas så här. Börja om.
error-conflict = Uppgiften har ändrats på annat håll. Öppna sidan på nytt.
error-timeout = Det tog för länge att skicka uppgifterna. Försök igen.
error-expired = Blanketten är för gammal. Börja om.
error-too-large = Det du skickade är för stort. Förkorta texten eller skicka en mindre fil.
error-address-too-long = Adressen är för lång. Börja om.
error-headers-too-large = Webbläsaren skickade för mycket uppgifter. Försök med en annan webbläsare.
error-other-host = Tjänsten finns inte på den här adressen.
error-media-type = Uppgifter i det här formatet kan inte skickas hit.
error-invalid = Kontrollera uppgifterna.
error-too-many = Vänta en stund och försök igen.
error-internal = Tjänsten har ett fel. Felet är vårt. Försök igen om en stund.
error-unavailable = Tjänsten fungerar inte just nu. Försök igen om en stund. Om ärendet inte kan vänta, ring.
