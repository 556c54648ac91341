# Who reports
code-reporter-role-private-person = Yksityishenkilö
code-reporter-role-guardian = Vanhempi tai huoltaja
code-reporter-role-young-person = Lapsi tai nuori itse
code-reporter-role-professional = Työssä tai luottamus­tehtävässä

# Whether the reporter tells who they are
code-identity-anonymous = Nimettömänä
code-identity-named = Nimellä

# Bodies of LsL 25 § 1 mom.
code-authority-social-welfare = Sosiaalihuolto
code-authority-health-care = Terveyden­huolto
code-authority-early-childhood-education = Varhais­kasvatus
code-authority-education = Opetustoimi
code-authority-youth-services = Nuorisotoimi
code-authority-police = Poliisi
code-authority-prison-probation = Rikos­seuraamus­laitos
code-authority-rescue = Palo- ja pelastustoimi
code-authority-service-provider = Sosiaali- tai terveys­palvelujen tai lasten päivähoidon tuottaja
code-authority-education-provider = Opetuksen tai koulutuksen järjestäjä
code-authority-parish = Seurakunta tai muu uskonnollinen yhdyskunta
code-authority-reception-centre = Vastaanotto­keskus tai järjestely­keskus
code-authority-emergency-response-centre = Hätäkeskus
code-authority-school-club = Koululaisten aamu- tai iltapäivä­toiminta
code-authority-customs = Tulli
code-authority-border-guard = Rajavartiolaitos
code-authority-enforcement = Ulosotto­viranomainen
code-authority-kela = Kansaneläkelaitos
code-authority-health-professional = Terveyden­huollon ammatti­henkilö muualla
code-authority-other = Muu

# Relation of a private reporter, list 1243
code-relation-self = Sosiaali­palvelujen tarpeessa oleva henkilö itse
code-relation-same-household = Samassa taloudessa asuva läheinen henkilö
code-relation-other-household = Eri taloudessa asuva läheinen henkilö
code-relation-other-private = Muu yksityishenkilö
code-relation-trustee = Sosiaali­palvelujen tarpeessa olevan henkilön edunvalvoja

# Reasons: the plain groups of the private forms
code-reasons-violence = Väkivalta tai hyväksikäyttö
code-reasons-neglect = Hoidon tai valvonnan puute
code-reasons-substance-use = Päihteet
code-reasons-carer-coping = Vanhempien jaksaminen tai terveys
code-reasons-family-conflict = Riidat perheessä tai ero
code-reasons-child-behaviour = Lapsen oma käytös
code-reasons-child-health = Lapsen terveys tai mieliala
code-reasons-school = Koulu
code-reasons-living-conditions = Asuminen tai raha
code-reasons-other = Muu asia

# Reasons: national list 1251
code-reasons-family-violence = Väkivalta perheessä
code-reasons-child-assault = Lapsen pahoinpitely
code-reasons-child-sexual-abuse = Lapsen seksuaalinen hyväksikäyttö
code-reasons-child-emotional-abuse = Lapseen kohdistuva henkinen väkivalta
code-reasons-circumcision = Lapsen ympärileikkaus tai sen epäily tai uhka
code-reasons-child-without-carer = Lapsen jääminen ilman kasvatuksesta vastaavaa henkilöä
code-reasons-care-neglect = Lapsen hoidon laiminlyönti
code-reasons-emotional-social-neglect = Lapsen psyykkisten ja sosiaalisten tarpeiden laiminlyönti
code-reasons-lack-of-supervision = Lapsen jääminen ilman tarpeellista valvontaa
code-reasons-carer-substance-use = Kasvatuksesta vastaavan päihteiden käyttö tai muu riippuvuus
code-reasons-child-substance-use = Lapsen päihteiden käyttö
code-reasons-carer-physical-health = Kasvatuksesta vastaavan fyysinen terveydentila
code-reasons-carer-mental-health = Kasvatuksesta vastaavan psyykkinen terveydentila
code-reasons-carer-everyday-skills = Kasvatuksesta vastaavan arjenhallinta­taidot
code-reasons-custody-contact-conflict = Lapsen huoltoon tai tapaamis­oikeuteen liittyvät ristiriidat
code-reasons-family-conflict-interaction = Vakava riitely ja/tai vuorovaikutus­ongelmat perheessä
code-reasons-child-violent = Lapsen väkivaltaisuus
code-reasons-child-self-harm = Lapsen itseään vahingoittava käyttäytyminen
code-reasons-child-offending = Lapsen lainvastainen toiminta
code-reasons-child-addiction = Lapsen peli- tai internet­riippuvuus tai muu riippuvuus
code-reasons-child-physical-health = Lapsen fyysinen terveydentila
code-reasons-child-mental-health = Lapsen psyykkinen terveydentila
code-reasons-schooling-neglect = Koulunkäynnin laiminlyönti
code-reasons-learning-development = Oppimiseen ja kehitykseen liittyvät vaikeudet
code-reasons-housing = Asumiseen liittyvät ongelmat
code-reasons-livelihood = Toimeentuloon liittyvät ongelmat
code-reasons-carer-offending = Kasvatuksesta vastaavan lainvastainen toiminta
code-reasons-undue-responsibility = Ikätasoon sopimaton vastuunotto
code-reasons-social-relations = Vaikeudet sosiaalisissa suhteissa

# Support needs: national list 1282
code-support-needs-everyday-life = Jokapäiväisestä elämästä selviytymiseen liittyvä tuen tarve
code-support-needs-housing = Asumiseen liittyvä tuen tarve
code-support-needs-finances = Taloudellisen tuen tarve
code-support-needs-inclusion = Osallisuuteen ja syrjäytymiseen liittyvä tuen tarve
code-support-needs-violence = Lähisuhde- ja perheväkivallasta tai kaltoin­kohtelusta aiheutuva tuen tarve
code-support-needs-acute-crisis = Äkilliseen kriisi­tilanteeseen liittyvä tuen tarve
code-support-needs-child-development = Lapsen tasapainoiseen kehitykseen ja hyvinvointiin liittyvä tuen tarve
code-support-needs-substances = Päihteiden ongelmakäytöstä aiheutuva tuen tarve
code-support-needs-mental-health = Mielenterveyden ongelmista aiheutuva tuen tarve
code-support-needs-functional-ability = Toimintakyvyn heikentymisestä aiheutuva tuen tarve
code-support-needs-carer-support = Omaisen tai läheisen tuen tarve
code-support-needs-prison-sentence = Vankeusrangaistus (muu tuen tarve)
code-support-needs-other = Muu tuen tarve

# Kind of report
code-kind-child-welfare = Lastensuojelu­ilmoitus
code-kind-prenatal = Ennakollinen lastensuojelu­ilmoitus
code-kind-contact = Yhteydenotto sosiaalihuoltoon

# Short answers
code-told-yes = Kyllä
code-told-no = Ei
code-told-unknown = En tiedä
code-yes-no-unknown-yes = Kyllä
code-yes-no-unknown-no = Ei
code-yes-no-unknown-unknown = En tiedä
code-police-told-yes = Kyllä
code-police-told-no = Ei
code-police-told-not-applicable = Ei tarvetta
code-ongoing-now = Kyllä, juuri nyt
code-ongoing-repeats = Se toistuu
code-ongoing-no = Ei
code-ongoing-unknown = En tiedä
code-observed-by-self = Ilmoittaja itse
code-observed-by-colleague = Työkaveri
code-parent-role-mother = Raskaana oleva
code-parent-role-other-parent = Toinen vanhempi
code-urgency-not-urgent = Ei kiireellinen
code-urgency-within-days = Muutaman päivän kuluessa
code-urgency-today = Tänään

# Status for the reporter
code-status-received = Vastaanotettu
code-status-read = Luettu
code-status-question = Sinulle on kysymys
code-status-handed-over = Siirretty eteenpäin
code-status-closed = Viestit päättyneet

# Status of a case, for the staff
code-case-status-received = Saapunut
code-case-status-triaged = Kiireellisyys arvioitu
code-case-status-under-assessment = Arviointi käynnissä
code-case-status-assessed = Arvioitu
code-case-status-with-own-worker = Omatyöntekijällä
code-case-status-handled-as-contact = Yhteydenottona
code-case-status-joined = Liitetty
code-case-status-transferring = Siirto odottaa vastausta
code-case-status-no-assessment = Ei arviointia
code-case-status-awaiting-birth = Odottaa syntymää
code-case-status-closed = Päätetty

# Urgency and outcome, by the worker
code-triage-urgency-now = Nyt
code-triage-urgency-urgent = Kiireellinen
code-triage-urgency-not-urgent = Ei kiireellinen
code-outcome-child-welfare-client = Lastensuojelun asiakkuus alkaa
code-outcome-social-welfare-services = Muut sosiaalihuollon palvelut
code-outcome-no-need = Ei palvelujen tarvetta

# Staff roles
code-role-intake-worker = Vastaanottava työntekijä
code-role-social-worker = Sosiaali­työntekijä
code-role-supervisor = Esihenkilö
code-role-office-admin = Toimipisteen pääkäyttäjä
code-role-county-admin = Hyvinvointialueen pääkäyttäjä
code-role-auditor = Tarkastaja

code-urgent-sign-now = tapahtuu juuri nyt
code-urgent-sign-today = ilmoittaja pyytää katsomaan tänään
code-urgent-sign-child-self = lapsi kirjoitti itse
code-urgent-sign-assault = epäily pahoinpitelystä
code-urgent-sign-sexual-abuse = epäily seksuaalisesta hyväksikäytöstä
code-urgent-sign-without-carer = lapsi on ilman huolenpitäjää
code-urgent-sign-self-harm = lapsi vahingoittaa itseään
code-urgent-sign-small-child = lapsi on alle 3-vuotias, ja väkivaltaa, hoidon puutetta tai aikuisen päihteitä
