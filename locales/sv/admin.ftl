# The way in
staff-admin = Administration
admin-title = Administration av katalogen
admin-back = Tillbaka till administrationen
admin-save = Spara
admin-mend = Åtgärda
admin-none = Inte angivet
admin-warning = Varning
admin-done = Klart
admin-done-saved = Sparat. Ändringen gäller nu.
admin-done-added = Tillagt. Ändringen gäller nu.
admin-done-deleted = Borttaget. Ändringen gäller nu.
admin-done-filled = Kommunerna styrs nu till standard­verksamhets­stället.
admin-stale = Någon annan ändrade katalogen samtidigt. Inget sparades. Kontrollera uppgifterna och spara igen.
admin-stored-now = Sparat just nu
admin-same-code = Ett annat verksamhets­ställe har redan denna kod.

# The overview
admin-first = Gör först
admin-pages = Sidor
admin-in-order = I ordning
admin-to-do = Att åtgärda: { $count }
admin-unrouted = Kommuner utan verksamhets­ställe
admin-faults = Övriga fel i reglerna
admin-duty = Socialjour
admin-no-duty-text = Ingen jour är vald. Utanför kontorstid hänvisas till 112.
admin-alarm = Sista läsaren borta
admin-without-reader = Verksamhets­ställen utan läsare
admin-without-mailbox = Verksamhets­ställen utan e-postadress
admin-waiting-there = Ärenden väntar vid dessa verksamhets­ställen
admin-waiting = ärenden som väntar: { $count }

# The county
admin-county = Välfärdsområde
admin-field-default-office = Standard­verksamhets­ställe
admin-field-default-office-hint = Får anmälningar som ingen regel styr.
admin-field-duty-office = Socialjour
admin-field-duty-office-hint = Svarar när verksamhets­ställena är stängda och får då brådskande anmälningar.
admin-field-names = Namn
admin-no-duty = Ingen jour
admin-no-duty-office = Området har inget verksamhets­ställe av arten jour. Lägg till det först.
admin-stored-default = Standard­verksamhets­ställe nu
admin-stored-duty = Jour nu

# Offices
admin-offices = Verksamhets­ställen
admin-offices-empty = Det finns inga verksamhets­ställen. Lägg först till ett verksamhets­ställe som tar emot anmälningar.
admin-office-new = Lägg till ett verksamhets­ställe
admin-office-new-text = Ett nytt verksamhets­ställe börjar verka när det har en läsare och en e-postadress. Till dess ser också standard­verksamhets­stället dess ärenden.
admin-office-add = Lägg till verksamhets­stället
admin-office-code = Kod
admin-office-state = Läge
admin-office-now = Svarar nu
admin-office-is-default = Standard­verksamhets­ställe
admin-state-inactive = Inte i bruk ännu
admin-state-active = I bruk
admin-state-alarm = Larm
admin-lacks-reader = Läsare saknas. Driften lägger till ett konto med kommandot huoli staff add.
admin-lacks-mailbox = E-postadress saknas
admin-kind-regional = Regionalt verksamhets­ställe
admin-kind-duty = Socialjour
admin-language-fi = finska
admin-language-sv = svenska
admin-language-en = engelska
admin-language-se = nordsamiska
admin-language-smn = enaresamiska
admin-language-sms = skoltsamiska
admin-field-name-fi = Namn på finska
admin-field-name-sv = Namn på svenska
admin-field-name-sv-hint = Om du lämnar tomt används det finska namnet.
admin-field-name-en = Namn på engelska
admin-field-name-en-hint = Om du lämnar tomt används det finska namnet.
admin-field-name-se = Namn på nordsamiska (frivilligt)
admin-field-code = Kod (frivillig)
admin-field-code-hint = Små bokstäver, siffror och bindestreck. Lämnas det tomt görs koden av namnet. Koden kan inte ändras.
admin-field-kind = Art
admin-field-address = Adress
admin-field-languages = Servicespråk
admin-field-languages-hint = Till exempel finska, svenska.
admin-field-phones = Telefonnummer
admin-field-phones-hint = Ett per rad, först det som man ringer först. Skriv ordet yrkespersoner eller växel framför om numret är för dem.
admin-field-hours = Öppettider
admin-field-hours-hint = En rad för varje dag, till exempel mån-fre 8-16. Afton är skärtorsdag, valborg och nyårsafton. Helgdagar är stängda om inget annat sägs. En enskild dag: 23.12.2026 stängt. Alltid öppet: 24/7.
admin-field-mailbox = E-postadress dit ankomster meddelas
admin-field-mailbox-hint = Verksamhets­ställets gemensamma adress. Meddelandet innehåller inget ur anmälan.
admin-field-supervisor-mailbox = Chefernas e-postadress (frivillig)
admin-field-supervisor-mailbox-hint = Chefernas gemensamma adress. Dit meddelas nödöppningar och obesvarade överföringar. Lämnas det tomt går meddelandet till föregående adress.
admin-field-auditor-mailbox = Granskarnas e-postadress (frivillig)
admin-field-auditor-mailbox-hint = Granskarnas gemensamma adress. Dit meddelas nödöppningar. Meddelandet innehåller inget ur ärendet.

# When an office answers
admin-hours-unknown = Öppettiden är inte angiven
admin-hours-always = Alltid öppet
admin-hours-open = Öppet
admin-hours-closed = Stängt
admin-hours-until = Stänger { $time }
admin-hours-opens = Öppnar { $time }
admin-hours-never = Öppnar inte inom ett år
admin-hours-preview = De följande 14 dagarna
admin-hours-day = Dag
admin-hours-time = Öppet
admin-day-short = { $name }, kort dag

# Rules
admin-rules = Styrregler
admin-rules-text = Reglerna frågas i ordning. Den första som passar avgör. Allt annat får standard­verksamhets­stället.
admin-rules-empty = Det finns inga regler, och ett enda verksamhets­ställe behöver inga. Lägg till en regel när verksamhets­ställena är flera.
admin-rule-new = Lägg till en regel
admin-rule-new-text = Den nya regeln hamnar på rätt plats: de mer exakta först. Du kan flytta den i listan.
admin-rule-add = Lägg till regeln
admin-rule-wrong = Fungerar inte
admin-rule-municipality-in = Kommun { $municipality }
admin-rule-postal-code = Postnummer { $code }
admin-rule-area-in = Område { $area }, { $municipality }
admin-rule-language = Servicespråk { $language }
admin-rule-language-in = Servicespråk { $language }, { $municipality }
admin-rule-prenatal = Ofött barn
admin-rule-prenatal-in = Ofött barn, { $municipality }
admin-rule-authority = En myndighet anmäler
admin-rule-authority-in = En myndighet anmäler, { $municipality }
admin-column-rule = När
admin-column-office = Verksamhets­ställe
admin-column-do = Ändra
admin-column-municipality = Kommun
admin-column-area = Område
admin-up = Upp
admin-down = Ned
admin-delete = Ta bort
admin-field-looks-at = Vad avgör?
admin-looks-at-municipality = Kommunen
admin-looks-at-postal-code = Postnumret
admin-looks-at-language = Servicespråket
admin-looks-at-prenatal = Barnet är inte fött ännu
admin-looks-at-authority = Anmälaren är en myndighet
admin-field-municipality = Kommun
admin-whole-county = Hela området
admin-field-postal-codes = Postnummer
admin-field-postal-codes-hint = Bara om postnumret avgör. Flera med mellanslag emellan.
admin-field-language = Servicespråk
admin-field-language-hint = Bara om språket avgör. Till exempel svenska.
admin-field-office = Verksamhets­ställe

# Areas
admin-areas = Områden i kommunerna
admin-areas-text = Anmälaren väljer område när postnumret inte visar rätt verksamhets­ställe.
admin-areas-empty = Det finns inga områden. De behövs bara när ett postnummer hör till flera verksamhets­ställen.
admin-area-new = Lägg till ett område
admin-area-add = Lägg till området
admin-area-delete = Ta bort området

# Municipalities
admin-municipalities = Kommuner och verksamhets­ställen
admin-unrouted-none = Varje kommun har ett verksamhets­ställe.
admin-unrouted-text = Dessa kommuner har inget verksamhets­ställe:
admin-fill = Styr dem till standard­verksamhets­stället
admin-served-shared = Enligt område eller postnummer
admin-served-default = Områdets enda verksamhets­ställe
admin-served-nobody = Inget verksamhets­ställe

# Trying things
admin-result = Resultat
admin-routing = Testa styrningen
admin-routing-text = Skriv det som man vet om adressen. Inget sparas.
admin-routing-ask = Testa
admin-field-place = Kommun
admin-field-place-hint = Namn eller nummer, till exempel Esbo.
admin-field-postal-code = Postnummer
admin-field-area = Valt område
admin-no-area = Inte valt
admin-field-prenatal = Barnet är inte fött ännu
admin-field-authority = Anmälaren är en myndighet eller annan yrkesperson
admin-field-date = Datum
admin-field-time = Klockslag
admin-field-time-hint = Till exempel 18.30.
admin-why = Varför
admin-answers = Vem svarar då
admin-answers-office = Verksamhets­stället, { $phone }
admin-answers-duty = Socialjouren, { $phone }
admin-answers-emergency = Nödnumret { $phone }
admin-deadlines = Räkna måldagar
admin-deadlines-ask = Räkna måldagarna
admin-holidays = Helgdagar och aftnar
admin-holidays-text = Räknat ur lagen. Ett verksamhets­ställes öppettider flyttar ingen måldag.
admin-holidays-free = Helgdagar
admin-holidays-eves = Aftnar och korta dagar

# What was changed
admin-changes = Ändringar
admin-changes-empty = Katalogen har inte ändrats ännu.
admin-column-when = När och vem
admin-column-what = Vad
admin-column-change = Ändring
admin-by-operator = Driften på servern
admin-change-added = Tillagd
admin-change-line = { $field }: { $was } → { $is }
admin-change-order = Ordningen ändrades
admin-change-gone = Bort: { $item }
admin-change-came = Nytt: { $item }

# What is wrong with a form
admin-fault-choose = Välj ett alternativ.
admin-fault-name = Skriv namnet på finska.
admin-fault-too-long = Texten är för lång.
admin-fault-code = Koden har bara små bokstäver a–z, siffror och bindestreck, högst 60.
admin-fault-language = Jag känner inte språket: { $word }. Skriv till exempel svenska eller sv.
admin-fault-phone = Detta är inget telefonnummer: { $part }
admin-fault-mailbox = Kontrollera adressen. Skriv en enda e-postadress.
admin-fault-hours-days = { $part }: börja med dagarna, till exempel må-fr, afton, helgdag eller 23.12.2026.
admin-fault-hours-times = { $part }: skriv tiderna så här: 8-16, eller stängt.
admin-fault-hours-backwards = { $part }: perioden slutar innan den börjar.
admin-fault-hours-overlap = { $part }: tiderna går in i varandra.
admin-fault-hours-twice = { $part }: dessa dagar har redan en rad.
admin-fault-postal-codes = Skriv postnumren, fem siffror i varje.
admin-fault-place = Kommunen hittas inte. Skriv dess namn eller nummer.
admin-fault-several = Menade du: { $places }?
admin-fault-date = Kontrollera dagen.
admin-fault-time = Kontrollera klockslaget. Skriv det så här: 18.30.

# What is wrong with a directory
admin-fault-more = Och andra: { $count }
admin-fault-elsewhere = Ett annat områdes uppgifter har ett fel. Ändringen kan inte sparas innan driften har rättat det.
admin-fault-no-default = Välj ett standard­verksamhets­ställe. Annars skulle en del anmälningar sakna plats.
admin-fault-wrong-default = Standard­verksamhets­stället måste vara ett regionalt verksamhets­ställe i detta område.
admin-fault-wrong-duty = Jouren måste vara ett verksamhets­ställe i detta område av arten jour.
admin-fault-unrouted = { $municipality } skulle bli utan verksamhets­ställe. Lägg först till en regel som styr den.
admin-fault-wrong-office = Regel { $number } ({ $rule }): verksamhets­stället måste vara ett regionalt verksamhets­ställe i detta område.
admin-fault-wrong-place = Regel { $number } ({ $rule }): platsen ligger inte i detta område.
admin-fault-area-unknown = Regel { $number } ({ $rule }): området finns inte i listan.
admin-fault-same = Reglerna { $first } och { $second } har samma villkor: { $rule }.
admin-fault-unreachable = Regel { $second } ({ $rule }) avgör aldrig. Regel { $first } avgör samma sak först.
admin-fault-nothing-to-ask = Postnummer { $code } skulle höra till flera verksamhets­ställen. Lägg först till områden som anmälaren väljer bland.
admin-fault-wrong-area = Kommunen för området { $area } finns inte.
admin-fault-same-area = Kommunen har redan området { $area }.
admin-fault-area-unrouted = Området { $area } har inget verksamhets­ställe.
