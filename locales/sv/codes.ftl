# Who reports
code-reporter-role-private-person = Privatperson
code-reporter-role-guardian = Förälder eller vårdnads­havare
code-reporter-role-young-person = Barnet eller den unga själv
code-reporter-role-professional = I arbete eller förtroende­uppdrag

# Whether the reporter tells who they are
code-identity-anonymous = Anonymt
code-identity-named = Med namn

# Bodies of LsL 25 § 1 mom.
code-authority-social-welfare = Socialvården
code-authority-health-care = Hälso- och sjukvården
code-authority-early-childhood-education = Småbarns­pedagogik
code-authority-education = Undervisnings­väsendet
code-authority-youth-services = Ungdomsväsendet
code-authority-police = Polisen
code-authority-prison-probation = Brottspåföljds­myndigheten
code-authority-rescue = Brand- och räddnings­väsendet
code-authority-service-provider = Producent av social- eller hälsovårds­tjänster eller barndagvård
code-authority-education-provider = Undervisnings- eller utbildnings­anordnare
code-authority-parish = Församling eller annat religiöst samfund
code-authority-reception-centre = Förläggning eller flyktingsluss
code-authority-emergency-response-centre = Nödcentral
code-authority-school-club = Morgon- eller eftermiddags­verksamhet för skolelever
code-authority-customs = Tullen
code-authority-border-guard = Gränsbevaknings­väsendet
code-authority-enforcement = Utsöknings­myndighet
code-authority-kela = Folkpensions­anstalten
code-authority-health-professional = Yrkesutbildad person inom hälso- och sjukvården på annat håll
code-authority-other = Annan

# Relation of a private reporter, list 1243
code-relation-self = Person som själv är i behov av social service
code-relation-same-household = Närstående person som bor i samma hushåll
code-relation-other-household = Närstående person som bor i annat hushåll
code-relation-other-private = Övrig privatperson
code-relation-trustee = Intressebevakare för person som är i behov av social service

# Reasons: the plain groups of the private forms
code-reasons-violence = Våld eller utnyttjande
code-reasons-neglect = Brist på omsorg eller tillsyn
code-reasons-substance-use = Alkohol eller droger
code-reasons-carer-coping = Föräldrarnas ork eller hälsa
code-reasons-family-conflict = Gräl i familjen eller separation
code-reasons-child-behaviour = Barnets eget beteende
code-reasons-child-health = Barnets hälsa eller mående
code-reasons-school = Skolan
code-reasons-living-conditions = Boende eller pengar
code-reasons-other = Annat

# Reasons: national list 1251
code-reasons-family-violence = Våld i familjen
code-reasons-child-assault = Barnmisshandel
code-reasons-child-sexual-abuse = Sexuellt utnyttjande av barn
code-reasons-child-emotional-abuse = Psykiskt våld riktat mot barn
code-reasons-circumcision = Omskärelse på barn eller misstanke eller risk för detta
code-reasons-child-without-carer = Barnet är utan uppfostrare
code-reasons-care-neglect = Försummelse av omsorgen om barnet
code-reasons-emotional-social-neglect = Försummelse av barnets psykiska och sociala behov
code-reasons-lack-of-supervision = Barnet är utan tillbörlig övervakning
code-reasons-carer-substance-use = Person som har hand om uppfostran missbrukar alkohol eller narkotika eller har andra missbruks­problem
code-reasons-child-substance-use = Barnet använder alkohol eller narkotika
code-reasons-carer-physical-health = Det fysiska hälso­tillståndet för den som har huvudansvaret för barnets fostran
code-reasons-carer-mental-health = Det psykiska hälso­tillståndet för den som har huvudansvaret för barnets fostran
code-reasons-carer-everyday-skills = Vardags­kompetensen hos den som har hand om barnets uppfostran
code-reasons-custody-contact-conflict = Konflikter som gäller vårdnad eller umgängesrätt
code-reasons-family-conflict-interaction = Allvarliga gräl och/eller kommunikations­problem i familjen
code-reasons-child-violent = Våldsbenägenhet hos barnet
code-reasons-child-self-harm = Självskade­beteende hos barnet
code-reasons-child-offending = Barnet har brutit mot lagen
code-reasons-child-addiction = Barnet är spel- eller internetberoende eller har andra beroendeproblem
code-reasons-child-physical-health = Barnets fysiska hälsotillstånd
code-reasons-child-mental-health = Barnets psykiska hälsotillstånd
code-reasons-schooling-neglect = Försummelse av skolgången
code-reasons-learning-development = Inlärnings- och utvecklings­svårigheter
code-reasons-housing = Problem som gäller boendet
code-reasons-livelihood = Problem som gäller försörjningen
code-reasons-carer-offending = Lagbrott av person som har hand om uppfostran
code-reasons-undue-responsibility = Otillbörligt ansvar med hänsyn till åldern
code-reasons-social-relations = Problem i de sociala relationerna

# Support needs: national list 1282
code-support-needs-everyday-life = Stödbehov för att klara sitt vardagsliv
code-support-needs-housing = Stödbehov för boende
code-support-needs-finances = Behov av ekonomiskt stöd
code-support-needs-inclusion = Stödbehov relaterat till delaktighet eller marginalisering
code-support-needs-violence = Stödbehov till följd av våld i nära relationer och inom familjen eller illabehandling
code-support-needs-acute-crisis = Stödbehov relaterat till en akut krissituation
code-support-needs-child-development = Stödbehov relaterat till en harmonisk utveckling och välbefinnande hos barn
code-support-needs-substances = Stödbehov på grund av drogmissbruk
code-support-needs-mental-health = Stödbehov på grund av problem med den psykiska hälsan
code-support-needs-functional-ability = Stödbehov på grund av nedsatt funktionsförmåga
code-support-needs-carer-support = Stödbehov hos en anhörig eller närstående
code-support-needs-prison-sentence = Fängelsestraff (annat stödbehov)
code-support-needs-other = Annat stödbehov

# Kind of report
code-kind-child-welfare = Barnskydds­anmälan
code-kind-prenatal = Föregripande barnskydds­anmälan
code-kind-contact = Kontakt med socialvården

# Short answers
code-told-yes = Ja
code-told-no = Nej
code-told-unknown = Jag vet inte
code-yes-no-unknown-yes = Ja
code-yes-no-unknown-no = Nej
code-yes-no-unknown-unknown = Jag vet inte
code-police-told-yes = Ja
code-police-told-no = Nej
code-police-told-not-applicable = Behövs inte
code-ongoing-now = Ja, just nu
code-ongoing-repeats = Det upprepas
code-ongoing-no = Nej
code-ongoing-unknown = Jag vet inte
code-observed-by-self = Anmälaren själv
code-observed-by-colleague = En kollega
code-parent-role-mother = Den gravida
code-parent-role-other-parent = Den andra föräldern
code-urgency-not-urgent = Inte brådskande
code-urgency-within-days = Inom några dagar
code-urgency-today = I dag

# Status for the reporter
code-status-received = Mottagen
code-status-read = Läst
code-status-question = Du har en fråga
code-status-handed-over = Överförd
code-status-closed = Meddelanden avslutade

# Status of a case, for the staff
code-case-status-received = Inkommen
code-case-status-triaged = Brådskan bedömd
code-case-status-under-assessment = Bedömning pågår
code-case-status-assessed = Bedömd
code-case-status-with-own-worker = Hos egen kontaktperson
code-case-status-handled-as-contact = Som kontakt
code-case-status-joined = Sammanförd
code-case-status-transferring = Överföring väntar på svar
code-case-status-no-assessment = Ingen bedömning
code-case-status-awaiting-birth = Väntar på födelse
code-case-status-closed = Avslutad

# Urgency and outcome, by the worker
code-triage-urgency-now = Nu
code-triage-urgency-urgent = Brådskande
code-triage-urgency-not-urgent = Inte brådskande
code-outcome-child-welfare-client = Klientrelation inom barnskyddet inleds
code-outcome-social-welfare-services = Annan socialservice
code-outcome-no-need = Inget behov av service

# Staff roles
code-role-intake-worker = Mottagande handläggare
code-role-social-worker = Socialarbetare
code-role-supervisor = Chef
code-role-office-admin = Verksamhets­ställets administratör
code-role-county-admin = Välfärdsområdets administratör
code-role-auditor = Granskare

code-urgent-sign-now = det händer just nu
code-urgent-sign-today = anmälaren ber att någon ser på det i dag
code-urgent-sign-child-self = barnet skrev själv
code-urgent-sign-assault = misstanke om misshandel
code-urgent-sign-sexual-abuse = misstanke om sexuellt utnyttjande
code-urgent-sign-without-carer = barnet är utan omsorgsperson
code-urgent-sign-self-harm = barnet skadar sig självt
code-urgent-sign-small-child = barnet är under 3 år, och våld, bristande omsorg eller en vuxens berusning
