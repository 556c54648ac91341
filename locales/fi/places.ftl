# Understanding a place
place-did-you-mean = Tarkoititko?
place-none-of-these = Ei mikään näistä
place-choose-error = Valitse kunta tai ”Ei mikään näistä”.
place-postal-code-proposes = Postinumero { $code } kuuluu yleensä tähän kuntaan.
place-unknown-title = Emme tiedä, minne ilmoitus kuuluu
place-unknown-text = Voit silti tehdä ilmoituksen. Selvitämme, kuka sen käsittelee.
place-send-anyway = Jatka silti
place-aland = Ahvenanmaalla lastensuojelusta vastaa KST. Voit silti lähettää ilmoituksen tästä.
place-abroad = Ulkomailla lasta auttaa sen maan viranomainen. Hätänumero 112 toimii koko EU:ssa.

# Why an office gets a case (the rules of routing)
routing-municipality = Kunnan mukaan
routing-postal-code = Postinumeron mukaan
routing-area-question = Valitun alueen mukaan
routing-language = Kielen mukaan
routing-prenatal = Syntymättömän lapsen ilmoitukset
routing-authority = Viranomaisen ilmoitukset
routing-by-recorder = Kirjaaja valitsi toimipisteen
routing-default = Oletus­toimipiste
