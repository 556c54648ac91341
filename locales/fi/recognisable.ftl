# Words on the check page by which the reporter could be recognised
recognisable-title = Näistä sinut voisi tunnistaa
recognisable-what = Perhe saa yleensä lukea nämä kohdat. Voit muuttaa niitä tai lähettää ilmoituksen näin.
recognisable-worker-only = Kirjoita asia kohtaan ”{ $place }”
recognisable-words = ”{ $words }”: { $reason }
recognisable-because-relation = suhteesi lapseen tai perheeseen
recognisable-because-work = työsi tai työpaikkasi
recognisable-because-home = missä asut
recognisable-because-presence = milloin tai missä olit
recognisable-because-told = mitä sinulle on kerrottu tai mitä sanoit
recognisable-because-name = nimesi tai yhteys­tietosi
recognisable-because-phone = puhelinnumero
recognisable-because-email = sähköpostiosoite
recognisable-because-identity-code = henkilötunnus
