# Opening hours in words
hours-open-until = Öppet nu till { $time }.
hours-open-always = Alltid öppet, dygnet runt.
hours-closed-until = Stängt nu. Öppnar { $when }.
hours-closed = Stängt nu.
hours-unknown = Öppettiderna har inte meddelats.
hours-today = i dag { $time }
hours-end = kl.{"\u00A0"}{ $time }
hours-end-on = { $date } kl.{"\u00A0"}{ $time }
hours-days = { $from }–{ $to }
hours-named-day = { $date } ({ $name })
hours-off = stängt
hours-whole-day = dygnet runt

# Whom to call: below every page, and where something cannot wait
calls-general = Socialjouren svarar dygnet runt. Den nås också via 112.
calls-number = { $office }: { $phone }.
calls-duty = Nu svarar { $office }: { $phone }.
calls-aland = På Åland ansvarar landskapets egen socialtjänst KST för barnskyddet.
calls-closed-until = { $office } är stängd nu och öppnar { $when }.
calls-closed = { $office } är stängd nu.
calls-urgent = Om saken inte kan vänta, ring { $phone } eller 112.
calls-urgent-emergency = Om saken inte kan vänta, ring 112.

# Finding an office
contacts-danger = Om barnet är i fara nu, ring 112.
contacts-night = En anmälan som skickas på nätet läses först när verksamhets­stället är öppet.
contacts-place = I vilken kommun bor eller vistas barnet?
contacts-place-hint = Skriv kommun eller postnummer.
contacts-find = Sök nummer
contacts-found = { $place }, { $county }
contacts-postal-code-proposes = Postnumret { $code } hör i regel till { $place }. Om barnet bor någon annanstans, skriv kommunens namn.
contacts-several-offices = Här finns flera verksamhets­ställen. Ring det på vars område barnet bor, eller vilket som helst av dem.
contacts-unknown = Vi kände inte igen platsen. Här nedan finns numren till alla områden.
contacts-no-office = Områdets verksamhets­ställen finns inte i den här tjänsten. Numren finns på områdets egna sidor.
contacts-all = Numren till alla områden
contacts-county = Område
contacts-duty = Socialjour
contacts-office = Verksamhets­ställe
contacts-now = Nu
contacts-phone = Telefon
contacts-exchange = Växel
contacts-professionals = För yrkes­personer
contacts-for = För vem
contacts-hours = Öppet
contacts-exceptions = Avvikande tider
contacts-address = Adress
contacts-languages = Språk
contacts-postal-codes = Postnummer { $codes }
contacts-for-language = När familjen betjänas på: { $language }
contacts-for-prenatal = Ärenden om ofödda barn
contacts-for-authority = Myndigheters anmälningar
contacts-for-rest = När du inte vet området
contacts-away = Tjänsten svarar inte just nu. Anmälan kan inte skickas på nätet nu, men du kan ringa.
contacts-as-of = Uppgifterna är från { $date }.
language-se = nordsamiska
language-smn = enaresamiska
language-sms = skoltsamiska
