# The first page: at most 60 words in Finnish
start-title = Kerro huolesi lapsesta
start-danger = Onko lapsi nyt vaarassa? Soita 112.
start-anonymous = Voit ilmoittaa nimettömänä, jos et ilmoita työssäsi. Epävarmakin saa ilmoittaa.
start-guardians = Huoltajat saavat yleensä lukea ilmoituksen.
start-time = Viisi minuuttia riittää.
start-history = Käynti jää selaimen historiaan. Käytä tarvittaessa toista laitetta.
start-open = Luemme ilmoituksen tänään. Voit myös soittaa: { $phone }.
start-open-no-number = Luemme ilmoituksen tänään. Jos asia ei voi odottaa, soita { $phone }.
start-closed = Nyt on suljettu. Luemme ilmoituksen { $when }. Jos asia ei voi odottaa, soita { $phone }.
start-holiday = Tänään on pyhäpäivä. Luemme ilmoituksen { $when }. Jos asia ei voi odottaa, soita { $phone }.
start-unknown-hours = Luemme ilmoituksen seuraavana arkipäivänä. Jos asia ei voi odottaa, soita { $phone }.
start-begin = Aloita
start-advice = Haluan vain kysyä neuvoa
start-paper = Paperilomake
start-follow-up = Minulla on seurantatunnus
