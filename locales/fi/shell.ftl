# What surrounds every page.
shell-title = Lomake
shell-fault = Virhe
shell-skip = Siirry pääsisältöön
shell-continue = Jatka
shell-exit = Poistu sivulta
shell-exit-region = Nopea poistuminen
shell-language = Kieli
shell-previous = Edellinen
shell-previous-region = Edellinen sivu
shell-help = Tarvitsetko apua heti?
shell-emergency = Jos joku on vaarassa juuri nyt, soita 112.
shell-accessibility = Saavutettavuus
shell-privacy = Tietosuoja
shell-feedback = Palaute
shell-contact = Yhteys­tiedot ja neuvonta
shell-find-office = Etsi oman alueesi numerot
shell-start = Etusivulle

staff-shell-title = Huoli
staff-shell-navigation = Työntekijän sivut

# What stands on an error page.
error-title = Sivua ei voi näyttää
error-again = Aloita alusta
error-number = Virheen tunnus: { $id }
error-bad-request = Pyyntö oli virheellinen. Mitään ei tallennettu.
error-sign-in = Kirjaudu sisään ja yritä uudelleen.
error-forbidden = Sinulla ei ole oikeutta tähän.
error-not-found = Sivua ei löydy. Tarkista osoite tai aloita alusta.
error-method = Tätä sivua ei voi avata näin. Aloita alusta.
error-conflict = Tieto on muuttunut toisaalla. Avaa sivu uudelleen.
error-timeout = Tietojen lähetys kesti liian kauan. Yritä uudelleen.
error-expired = Lomake on vanhentunut. Aloita alusta.
error-too-large = Lähetetty tieto on liian suuri. Lyhennä tekstiä tai lähetä pienempi tiedosto.
error-address-too-long = Osoite on liian pitkä. Aloita alusta.
error-headers-too-large = Selain lähetti liikaa tietoja. Kokeile toista selainta.
error-other-host = Palvelua ei ole tässä osoitteessa.
error-media-type = Tätä tiedon muotoa ei voi lähettää tänne.
error-invalid = Tarkista tiedot.
error-too-many = Odota hetki ja yritä uudelleen.
error-internal = Palvelussa on vika. Se on meidän syytämme. Yritä hetken päästä uudelleen.
error-unavailable = Palvelu ei juuri nyt toimi. Yritä hetken päästä uudelleen. Jos asia ei voi odottaa, soita.
