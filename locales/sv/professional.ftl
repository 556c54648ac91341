# The form of those who report in their work, and what they take along

# Pages
professional-start-title = Anmäl i ditt arbete
professional-start-name = En anmälan som görs i arbetet kan inte vara anonym. Familjen får veta vem som gjorde den.
professional-start-secrecy = Sekretess hindrar inte anmälan. Du behöver inget samtycke, och du behöver inte vara säker.
professional-start-time = Det tar ungefär tre minuter.
professional-start-history = Besöket syns i webbläsarens historik.
page-report-title = Anmälan
page-report-hint = Bara beskrivningen av oron är obligatorisk.
page-call-title = Ring först
page-call-hint = Du sade att barnet behöver hjälp i dag.
help-which-report = Vilken anmälan?
help-which-report-1 = Om barnet kanske behöver skydd, gör en barnskydds­anmälan genast (barnskyddslagen 25 §). Samtycke behövs inte.
help-which-report-2 = Om du tar kontakt tillsammans med familjen, använd den här blanketten och välj det i punkt E (25 a §). Ingen annan anmälan behövs.
help-which-report-3 = Om du inte är säker, ring och fråga om råd. Du behöver inte säga barnets namn.

# The sections of the long page
section-children = A. Barn
section-guardians = B. Vårdnads­havare
section-concern = C. Oro
section-urgency = D. Hur brådskande
section-told = E. Vem har fått veta
section-police = F. Polisen
section-police-hint = Om du misstänker ett vålds- eller sexualbrott mot barnet, anmäl också till polisen.
button-add-guardian = Lägg till vårdnads­havare
details-work-more = FO-nummer
details-guardian-more = Jag vet mer om vårdnads­havaren
professional-who-reads = Vårdnads­havarna får i regel läsa texten.
professional-worker-only-label = Sådant som familjen inte borde läsa
professional-worker-only-hint = Vi avgör från fall till fall vad familjen får läsa.
professional-worker-only-row = Till socialarbetaren

# Fields that this form asks in its own words
home-municipality-label = Kommun eller postnummer
home-municipality-row = Kommun
guardian-told-label = Har vårdnads­havaren fått veta om anmälan?
guardian-told-row = Vet om anmälan
professional-urgency-label = När behöver barnet hjälp?
professional-urgency-row = Hur brådskande enligt anmälaren
professional-urgency-option-not-urgent = Saken kan vänta
parent-1-told-label = Har den gravida fått veta om anmälan?
parent-1-told-row = Vet om anmälan
parent-2-told-label = Har den andra föräldern fått veta om anmälan?
parent-2-told-row = Vet om anmälan
professional-joint-label = Jag tar kontakt tillsammans med familjen
professional-joint-hint = Då är detta en kontakt, inte en barnskydds­anmälan.
professional-joint-row = Gjord tillsammans med familjen
professional-police-label = Har det anmälts till polisen?
professional-police-row = Anmält till polisen
professional-called-label = När ringde du?
professional-called-row = Ringt jouren
professional-called-warning = Berätta när du ringde, eller välj att du inte har ringt än.
not-called-label = Jag har inte ringt än
not-called-row = Inte ringt än

# The receipt of somebody in their work
receipt-work-silence = Om du inte hör av oss inom { $days } dagar, ring.
receipt-work-keep = Spara
receipt-work-now = Gör kopiorna nu. Vi kan inte visa dem senare.
receipt-work-page = Kopia att skriva ut
receipt-work-json = Kopia som fil
receipt-work-proof = Bevis på anmälan
receipt-work-proof-tells = I beviset finns referens, tid och underskrift, men inte innehållet i anmälan.
receipt-work-back = Tillbaka till kvittot
copy-title = Kopia av anmälan
copy-secret = Förvara kopian som andra sekretessbelagda handlingar.

# A contact made together with the family is called one
joint--check-send = Skicka
joint--check-too-old = Sidan har varit öppen länge. Uppgifterna har inte skickats. Skicka dem på nytt.
joint--check-not-stored-title = Kontakten kunde inte sparas
joint--check-not-stored = Uppgifterna har inte skickats. Dina svar finns kvar på sidan. Försök igen eller ring.
joint--receipt-title = Kontakten har tagits
joint--receipt-first-stands = Det här har redan skickats. Det första gäller.
joint--receipt-no-outcome = Vi får inte berätta om beslutet. Ta ny kontakt om oron fortsätter.
joint--receipt-work-proof = Bevis på kontakten
joint--receipt-work-proof-tells = I beviset finns referens, tid och underskrift, men inte innehållet i kontakten.
joint--copy-title = Kopia av kontakten

# What staff read
admin-organisation = Organisation
admin-field-name = Namn
admin-field-business-id = FO-nummer
admin-field-units = Enheter
case-reporter-system = Anmälan kom från organisationens eget system. Systemet är identifierat. Anmälarens identitet är inte bekräftad.
