# The receipt: at most 45 words in Finnish; never a name, never what was typed
receipt-title = Ilmoitus on lähetetty
receipt-first-stands = Tämä ilmoitus on jo lähetetty. Ensimmäinen lähetys on voimassa.
receipt-reference = Viite
receipt-case = Asia { $number }
receipt-case-unborn = Syntyvä lapsi
receipt-arrived = Saapunut
receipt-county = Vastaanottaja
receipt-files = { $count ->
    [one] Mukana lähti yksi tiedosto.
   *[other] Mukana lähti { $count } tiedostoa.
}
receipt-code = Seurantatunnus
receipt-code-keep = Kirjoita tunnus talteen. Emme näytä sitä uudelleen.
receipt-code-use = Avaa viestit tunnuksella
receipt-next = Seuraavaksi
receipt-next-urgent-now = Arvioimme kiireellisyyden ensimmäiseksi.
receipt-next-urgent-later = Arvioimme kiireellisyyden { $when }.
receipt-next-start = Jos arviointi tarvitaan, se alkaa viimeistään { $date }.
receipt-next-complete = Se valmistuu viimeistään { $date }.
receipt-next-unborn = Arvioimme vanhempien avun tarpeen. Lapsen asia alkaa, kun lapsi on syntynyt.
receipt-no-outcome = Emme saa kertoa ratkaisua. Jos huoli jatkuu, ilmoita uudelleen.
receipt-guardian-contacted = Otamme sinuun yhteyttä.
receipt-guardian-unreached = Emme tiedä, miten tavoitamme sinut. Soita meille, niin kerromme, miten asia etenee.
