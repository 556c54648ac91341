# The own account
account-title = Oma tili
account-back = Takaisin omaan tiliin
staff-done = Valmis
staff-sign-in-kept = Istunto on päättynyt. Kirjoittamasi teksti on tallessa tällä sivulla. Kirjaudu, niin voit jatkaa.
staff-sign-in-recovery = Varakoodi
staff-sign-in-recovery-hint = Yksi niistä koodeista, jotka sait talteen. Väliviivoilla ja isoilla kirjaimilla ei ole väliä.
staff-sign-in-with-recovery = Käytä varakoodia
staff-sign-in-with-code = Käytä kerta­käyttö­koodia

# What was typed when the session had ended
kept-title = Jatka siitä, mihin jäit
kept-text = Tätä ei ole vielä lähetetty. Voit lähettää sen nyt.
kept-send = Lähetä
kept-drop = Älä lähetä, siirry työpöydälle

# Another one-time code
step-up-title = Vahvista, että olet sinä
step-up-text = Seuraava kohta on tärkeä. Siksi siihen tarvitaan uusi kerta­käyttö­koodi.
step-up-text-kept = Seuraava kohta on tärkeä, tai olet avannut tänään monta suljettua tietoa. Siksi tarvitaan uusi kerta­käyttö­koodi. Lähettämäsi tiedot ovat tallessa tällä sivulla.
step-up-button = Vahvista
step-up-wrong = Koodi ei täsmää, tai se on jo käytetty. Odota seuraavaa koodia.

# Password
password-title = Salasana
password-text = Kun vaihdat salasanan, muut istuntosi päättyvät.
password-current = Nykyinen salasana
password-new = Uusi salasana
password-again = Uusi salasana uudelleen
password-hint = { $min }–{ $max } merkkiä. Merkit saa valita vapaasti. Hyvä salasana on esimerkiksi monta sanaa, jotka eivät liity toisiinsa. Salasanan voi liittää leikepöydältä.
password-button = Vaihda salasana
password-done = Salasana on vaihdettu. Muut istuntosi on päätetty.
password-differs = Salasanat eivät ole samat. Kirjoita sama salasana kahdesti.
password-current-wrong = Nykyinen salasana ei täsmää.
password-problem-length = Salasanassa on oltava { $min }–{ $max } merkkiä.
password-problem-common = Tämä salasana on yleinen ja helppo arvata. Valitse toinen.
password-problem-surroundings = Salasana koostuu lähinnä palvelun, alueen, toimipisteen tai omasta nimestäsi. Lisää muita sanoja.
password-problem-pattern = Salasana toistaa samaa tai kulkee näppäimiä järjestyksessä. Valitse toinen.

# Second factor
second-factor-title = Tunnistautumis­sovellus
second-factor-heading = Tunnistautumis­sovellus
second-factor-text = Uusi sovellus korvaa vanhan. Muut istuntosi päättyvät.
second-factor-step-app = Avaa tunnistautumis­sovellus puhelimessa.
second-factor-step-scan = Lue sovelluksella alla oleva kuva, tai kirjoita avain käsin.
second-factor-step-code = Kirjoita alle kuusi numeroa, jotka sovellus näyttää.
second-factor-picture = QR-koodi, jossa on sovelluksen avain. Sama avain on tekstinä alla.
second-factor-by-hand = Avain käsin kirjoitettavaksi
second-factor-button = Ota käyttöön
second-factor-done = Uusi tunnistautumis­sovellus on käytössä. Muut istuntosi on päätetty.
second-factor-wrong = Koodi ei ole tämän avaimen. Tarkista, että puhelimen kello on oikeassa.
second-factor-stale = Sivu oli liian vanha. Avain on nyt uusi: lisää se sovellukseen.

# Recovery codes
recovery-title = Varakoodit
recovery-text = Varakoodilla pääset sisään, kun puhelin ei ole käsillä. Kukin koodi toimii kerran.
recovery-left = { $count ->
    [0] Sinulla ei ole yhtään varakoodia jäljellä.
    [one] Sinulla on yksi varakoodi jäljellä.
   *[other] Sinulla on { $count } varakoodia jäljellä.
}
recovery-used = Kirjauduit varakoodilla. Se ei toimi enää. Jos puhelin on kadonnut, ota uusi sovellus käyttöön.
recovery-make-text = Uudet koodit korvaavat vanhat.
recovery-make = Tee uudet varakoodit
recovery-new-title = Uudet varakoodisi
recovery-once = Nämä { $count } koodia näytetään vain nyt. Vanhat koodit eivät toimi enää.
recovery-keep = Tulosta tai kirjoita ne muistiin. Säilytä ne muualla kuin puhelimessa.

# Sessions
sessions-title = Istunnot
sessions-text = Tässä ovat paikat, joissa olet nyt kirjautuneena. Jos et tunne jotakin, päätä se ja vaihda salasana.
sessions-this = Tämä istunto
sessions-other = Toinen istunto
sessions-began = Alkoi { $time }
sessions-used = Käytetty viimeksi { $time }
sessions-end = Päätä
sessions-end-others = Päätä kaikki muut

# A link for setting the account up
set-up-title = Ota tilisi käyttöön
set-up-button = Ota tili käyttöön
set-up-done-title = Tilisi on valmis
set-up-done = Voit nyt kirjautua sisään. Ota ensin varakoodit talteen.
set-up-gone-title = Linkki ei ole voimassa
set-up-used = Linkki on jo käytetty, tai sen tilalle on annettu uusi.
set-up-expired = Linkin aika on kulunut.
set-up-ask = Pyydä ylläpidolta uusi linkki.
