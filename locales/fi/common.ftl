# Päivät ja kellonajat
date-full = { $weekday }{"\u00A0"}{ $day }.{ $month }.{ $year }
date-short = { $weekday }{"\u00A0"}{ $day }.{ $month }.
date-plain = { $day }.{ $month }.{ $year }
date-month-year = { $month }/{ $year }
time-of-day = klo{"\u00A0"}{ $hour }.{ $minute }
time-clock = { $hour }.{ $minute }
date-and-time = { $date } { $time }
date-weekday-1 = ma
date-weekday-2 = ti
date-weekday-3 = ke
date-weekday-4 = to
date-weekday-5 = pe
date-weekday-6 = la
date-weekday-7 = su
date-month-1 = 1
date-month-2 = 2
date-month-3 = 3
date-month-4 = 4
date-month-5 = 5
date-month-6 = 6
date-month-7 = 7
date-month-8 = 8
date-month-9 = 9
date-month-10 = 10
date-month-11 = 11
date-month-12 = 12

# Sivun kehys
question-of = Kysymys { $number } / { $total }
step-of = Vaihe { $number } / { $total }

# Answers and errors
answer-yes = Kyllä
answer-no = Ei
answer-none = Ei annettu
optional = (vapaaehtoinen)
error-summary-title = Tarkista nämä kohdat
error-prefix = Virhe:
date-day = Päivä
date-month = Kuukausi
date-year = Vuosi
choose = Valitse

# What is wrong with a value, for people and for systems
problem-required = Tämä tieto tarvitaan.
problem-too-long = Teksti on liian pitkä. Siinä saa olla enintään { $max } merkkiä.
problem-too-many = Näitä saa olla enintään { $max }.
problem-not-text = Tekstissä on merkki, jota ei voi tallentaa. Kirjoita kohta uudelleen.
problem-wrong-type = Arvo on väärää tyyppiä. Tyypin pitää olla { $expected }.
problem-unknown-member = Tällaista kenttää ei ole.
problem-unknown-member-nearest = Tällaista kenttää ei ole. Tarkoititko kenttää { $nearest }?
problem-unknown-code = Valitse jokin annetuista vaihtoehdoista.
problem-date-invalid = Tarkista päivä. Sellaista päivää ei ole, tai siitä puuttuu osa. Voit myös jättää kohdan tyhjäksi.
problem-date-impossible = Tämä päivä ei voi pitää paikkaansa.
problem-identity-code-shape = Henkilö­tunnuksessa on 11 merkkiä, esimerkiksi 010516B903X.
problem-identity-code-date = Henkilötunnuksen alussa ei ole oikeaa päivää.
problem-check-character = Henkilötunnuksen viimeinen merkki ei täsmää.
problem-birth-date-mismatch = Henkilötunnus ja syntymäaika tarkoittavat eri päivää.
problem-not-a-child = Henkilö näyttää olevan jo täysi-ikäinen.
problem-municipality-unknown = Kuntaa ei löydy.
problem-postal-code-invalid = Postinumerossa on viisi numeroa.
problem-nobody-named = Kerro ainakin yhdestä lapsesta tai syntyvästä lapsesta.
problem-identity-code-temporary = Henkilötunnus on tilapäinen.
problem-identity-code-empty = Henkilötunnus on tyhjä.
problem-kind-differs = Ilmoituksen laji ei vastaa sen sisältöä.
problem-aland-own-service = Ahvenanmaalla ilmoituksen ottaa vastaan maakunnan oma sosiaalitoimi KST. Ilmoita myös sinne.
warning-accept = Jos jatkat, tieto tallentuu niin kuin kirjoitit sen.
warning-code-accept = Jos tunnus on mielestäsi oikein, jatka. Ilmoitus otetaan vastaan.
number-decimal-mark = ,
