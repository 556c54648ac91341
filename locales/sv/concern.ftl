# Pages: heading, hint below it
page-who-title = I vilken roll gör du anmälan?
page-where-title = I vilken kommun bor eller vistas barnet?
page-area-title = I vilken del av kommunen bor eller vistas barnet?
page-place-title = Var såg eller hörde du detta?
page-child-title = Vilket barn är du orolig för?
page-child-hint = Allt är frivilligt.
page-child-title-more = Barn { $number }
page-child-area-title = I vilken del av kommunen bor eller vistas barnet?
page-unborn-title = Berätta om det väntade barnet
page-unborn-hint = Allt är frivilligt.
page-concern-title = Vad är du orolig för?
page-family-title = Har saken tagits upp med familjen?
page-you-title = Vill du berätta vem du är?
page-you-details-title = Dina uppgifter
page-you-details-hint = Allt är frivilligt.
page-work-title = Uppgifter om ditt arbete
page-check-title = Kontrollera och skicka

# Buttons of the pages
button-add-child = Lägg till ett barn till
button-remove-child = Ta bort
button-unborn = Barnet är inte fött ännu
button-born = Barnet är redan fött
children-so-far = Barnen hittills

# Blocks that open
details-child-more = Jag vet mer
details-unborn-more = Jag vet mer
details-other-parent = Den andra föräldern
details-worker-only = Endast för socialarbetaren
details-own-concern = Uppgifter om bara ett av barnen
details-concern-more = Mer om oron

# Whom a row is about
group-child = Barn { $number }
group-unborn = Det väntade barnet
group-parent-1 = Den gravida
group-parent-2 = Den andra föräldern
group-guardian = Vårdnads­havare { $number }

# Who
reporter-role-label = I vilken roll gör du anmälan?
reporter-role-row = Anmälare
reporter-role-error-required = Välj i vilken roll du gör anmälan.
reporter-role-option-private-person = Jag är orolig för ett barn
reporter-role-option-guardian = Jag är barnets förälder eller vårdnads­havare
reporter-role-option-young-person = Jag är själv ett barn eller en ung person
reporter-role-option-professional = Jag gör anmälan i mitt arbete eller förtroende­uppdrag

# Where
children-residence-municipality-label = I vilken kommun bor eller vistas barnet?
children-residence-municipality-hint = Kommun eller postnummer. Om barnet inte är fött, mammans kommun. Lämna tomt om du inte vet.
children-residence-municipality-row = Kommun
further-municipality-label = I vilken kommun bor eller vistas barnet?
further-municipality-hint = Skriv kommun eller postnummer. Lämna tomt om du inte vet.
further-municipality-row = Kommun
children-residence-postal-code-label = Postnummer
children-residence-area-label = I vilken del av kommunen bor eller vistas barnet?
children-residence-area-row = Område
children-residence-area-unknown = Jag vet inte
place-of-concern-label = Var såg eller hörde du detta?
place-of-concern-hint = Skriv kommun eller plats. Lämna tomt om du inte vet.
place-of-concern-row = Plats
place-of-concern-municipality-label = Platsens kommun

# Child
children-first-names-label = Förnamn
children-last-name-label = Efternamn
children-age-estimate-label = Ålder
children-age-estimate-hint = En uppskattning räcker.
children-recognise-text-label = Hur kan man känna igen barnet?
children-recognise-text-hint = Detta ensamt räcker.
children-recognise-text-row = Känne­tecken
children-same-municipality-label = Samma kommun som det föregående barnet
children-same-municipality-row = Samma kommun
children-same-address-label = Samma adress som det föregående barnet
children-same-address-row = Samma adress
children-birth-date-label = Födelsetid
children-birth-date-hint = Enbart året räcker.
children-birth-text-label = Födelsetid i ord
children-personal-identity-code-label = Person­beteckning
children-residence-street-address-label = Gatuadress
children-protected-address-label = Barnet har spärrmarkering
children-protected-address-hint = Adressen och hemkommunen är då hemliga för andra.
children-protected-address-row = Spärrmarkering
children-whereabouts-label = Daghem, skola eller plats där barnet är nu
children-whereabouts-row = Daghem, skola eller vistelseort
children-whereabouts-municipality-label = Kommunen där barnet är nu
children-whereabouts-municipality-hint = Om det är en annan kommun än den där barnet bor.
children-whereabouts-municipality-row = Kommunen där barnet är nu
children-guardians-text-label = Barnets föräldrar eller vårdnads­havare
children-guardians-text-row = Föräldrar eller vårdnads­havare
children-language-label = Barnets språk
children-language-row = Språk
children-concerns-staff-label = Ärendet gäller någon som arbetar inom barnskyddet här
children-concerns-staff-hint = Vi berättar det för den som tar emot anmälan, så att någon annan kan sköta ärendet.
children-concerns-staff-row = Gäller en anställd inom barnskyddet
children-interpreter-label = Behov av tolk
children-told-label = Har man berättat om anmälan för barnet?
children-told-row = Barnet vet

# Unborn child
unborn-child-expected-birth-date-label = Beräknad födelsetid
unborn-child-expected-birth-text-label = Beräknad födelsetid i egna ord
unborn-child-expected-birth-text-row = Beräknad tid i ord
unborn-child-parents-role-label = Roll
unborn-child-parents-name-label = Förälderns namn
unborn-child-parents-name-row = Namn
expectant-name-label = Den gravidas namn
expectant-name-row = Namn
unborn-child-parents-residence-municipality-label = Kommun där föräldern bor
unborn-child-parents-residence-municipality-row = Kommun
expectant-municipality-label = Kommun där hon bor
expectant-municipality-row = Kommun
unborn-child-parents-residence-postal-code-label = Postnummer
unborn-child-parents-residence-area-label = Område
unborn-child-parents-residence-street-address-label = Gatuadress
unborn-child-parents-birth-date-label = Förälderns födelsetid
unborn-child-parents-birth-date-hint = Enbart året räcker.
unborn-child-parents-birth-date-row = Födelsetid
unborn-child-parents-birth-text-label = Förälderns födelsetid i ord
unborn-child-parents-birth-text-row = Födelsetid i ord
unborn-child-parents-personal-identity-code-label = Förälderns person­beteckning
unborn-child-parents-personal-identity-code-row = Person­beteckning
unborn-child-parents-phone-label = Förälderns telefonnummer
unborn-child-parents-phone-row = Telefon
unborn-child-parents-protected-address-label = Föräldern har spärrmarkering
unborn-child-parents-protected-address-row = Spärrmarkering
unborn-child-parents-told-label = Har man berättat om anmälan för föräldern?
unborn-child-parents-told-row = Vet om anmälan
unborn-child-other-children-text-label = Familjens andra barn
unborn-child-maternity-care-text-label = Mödra­rådgivning eller sjukhus
unborn-child-concerns-staff-label = Ärendet gäller någon som arbetar inom barnskyddet här
unborn-child-concerns-staff-hint = Vi berättar det för den som tar emot anmälan, så att någon annan kan sköta ärendet.
unborn-child-concerns-staff-row = Gäller en anställd inom barnskyddet

# Concern
concern-who-reads = Vårdnadshavarna får i regel läsa texten. Vill du vara anonym, skriv inget som avslöjar vem du är.
concern-description-label = Berätta med egna ord
concern-description-hint = Vad hände, när och hur ofta?
concern-description-row = Oro
concern-description-error-required = Skriv vad du är orolig för. Några ord räcker.
children-own-concern-label = Uppgifter om bara barn { $number }
children-own-concern-row = Om bara detta barn
worker-only-label = Sådant som kan avslöja vem jag är
worker-only-hint = Familjen får i regel inte läsa detta. Socialarbetaren avgör saken från fall till fall.
worker-only-row = Till socialarbetaren
concern-reasons-label = Vad handlar oron om?
concern-reasons-hint = Du kan välja flera.
concern-reasons-row = Oron handlar om
support-needs-label = Vad behöver föräldrarna stöd med?
support-needs-hint = Du kan välja flera.
support-needs-row = Stödbehov
support-needs-option-substances = Alkohol eller droger
support-needs-option-mental-health = Psykisk hälsa
support-needs-option-prison-sentence = Fängelsestraff
support-needs-option-violence = Våld
support-needs-option-other = Annat
concern-observed-label = När och hur märkte du detta?
concern-observed-row = Upptäckt
concern-ongoing-label = Fortsätter situationen?
concern-ongoing-row = Fortsätter
concern-urgency-label = Brådskan enligt anmälaren

# Family
family-told-label = Har saken tagits upp med familjen?
family-told-row = Pratat med familjen
family-told-option-unknown = Jag vet inte eller vill inte säga

# You
reporter-identity-label = Vill du berätta vem du är?
reporter-identity-row = Vem anmäler
reporter-identity-error-required = Välj om du anmäler anonymt eller med ditt namn.
reporter-identity-option-anonymous = Nej, jag anmäler anonymt
reporter-identity-option-anonymous-hint = Du får en uppföljnings­kod för att läsa meddelanden.
reporter-identity-option-named = Ja, jag berättar mitt namn
reporter-identity-option-named-hint = Familjen kan få veta ditt namn. Du kan be att det hålls hemligt.
reporter-name-label = Ditt namn
reporter-name-row = Namn
reporter-phone-label = Ditt telefonnummer
reporter-phone-row = Telefon
reporter-phone-error-required = Skriv ditt telefonnummer.
reporter-email-label = Din e-post
reporter-email-row = E-post
reporter-relation-label = Hur känner du barnet?
reporter-relation-row = Relation till barnet
reporter-relation-option-same-household = Vi bor i samma hushåll
reporter-relation-option-other-household = Jag är en närstående och bor någon annanstans
reporter-relation-option-other-private = Annan, till exempel granne
reporter-contact-times-label = När kan man nå dig?
reporter-contact-times-row = Går att nå
reporter-protected-address-label = Jag har spärrmarkering
reporter-protected-address-row = Spärrmarkering
reporter-secrecy-request-label = Jag ber att mitt namn och mina kontakt­uppgifter hålls hemliga för familjen
reporter-secrecy-request-hint = Välfärdsområdet fattar beslutet.
reporter-secrecy-request-row = Begäran om sekretess
reporter-secrecy-grounds-label = Varför borde uppgifterna hållas hemliga?
reporter-secrecy-grounds-row = Grunder för sekretess
safe-contact-label = När och hur kan man tryggt kontakta dig?
safe-contact-hint = Familjen får i regel inte läsa detta.
safe-contact-row = Trygg kontakt

# Work
work-not-anonymous = En anmälan i arbetet kan inte vara anonym. Familjen får veta vem som gjort den.
reporter-authority-label = Inom vilket område arbetar du?
reporter-authority-row = Område
reporter-authority-error-required = Välj område.
reporter-organisation-label = Arbetsplats eller organisation
reporter-organisation-row = Organisation
reporter-organisation-error-required = Skriv din arbetsplats eller organisation.
reporter-title-label = Uppgifts­beteckning
reporter-unit-label = Enhet
reporter-business-id-label = FO-nummer

# Asked by other systems; shown to the worker by these names
kind-label = Typ av anmälan
guardians-name-label = Namn
guardians-personal-identity-code-label = Person­beteckning
guardians-birth-date-label = Födelsetid
guardians-birth-text-label = Födelsetid i ord
guardians-phone-label = Telefon
guardians-residence-municipality-label = Kommun
guardians-residence-postal-code-label = Postnummer
guardians-residence-area-label = Område
guardians-residence-street-address-label = Gatuadress
guardians-language-label = Språk
guardians-interpreter-label = Behov av tolk
guardians-protected-address-label = Spärrmarkering
guardians-told-label = Vet om anmälan
guardians-not-told-reason-label = Varför man inte berättat
observed-by-label = Vem märkte detta?
observed-by-name-label = Namnet på den som märkte
history-text-label = Familjens situation och tidigare skeden
support-tried-text-label = Tidigare stöd
other-services-text-label = Andra tjänster
child-view-text-label = Barnets egen åsikt
family-view-text-label = Familjens åsikt
police-told-label = Anmält till polisen
joint-contact-label = Gjord tillsammans med familjen
called-at-label = Ringt till jouren
may-call-home-label = Får man ringa hem?
guardians-may-know-label = Får vårdnads­havarna veta?
guardians-may-know-reason-label = Varför vårdnads­havarna inte får veta
