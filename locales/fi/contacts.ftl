# Opening hours in words
hours-open-until = Auki nyt, { $time } asti.
hours-open-always = Auki aina, vuorokauden ympäri.
hours-closed-until = Nyt suljettu. Avautuu { $when }.
hours-closed = Nyt suljettu.
hours-unknown = Aukioloaikoja ei ole kerrottu.
hours-today = tänään { $time }
hours-end = klo{"\u00A0"}{ $time }
hours-end-on = { $date } klo{"\u00A0"}{ $time }
hours-days = { $from }–{ $to }
hours-named-day = { $date } ({ $name })
hours-off = suljettu
hours-whole-day = vuorokauden ympäri

# Whom to call: below every page, and where something cannot wait
calls-general = Sosiaalipäivystys vastaa kaikkina vuorokauden aikoina. Sen tavoittaa myös numerosta 112.
calls-number = { $office }: { $phone }.
calls-duty = Nyt vastaa { $office }: { $phone }.
calls-aland = Ahvenanmaalla lastensuojelusta vastaa maakunnan oma sosiaalitoimi KST.
calls-closed-until = { $office } on nyt suljettu ja avautuu { $when }.
calls-closed = { $office } on nyt suljettu.
calls-urgent = Jos asia ei voi odottaa, soita { $phone } tai 112.
calls-urgent-emergency = Jos asia ei voi odottaa, soita 112.

# Finding an office
contacts-danger = Jos lapsi on nyt vaarassa, soita 112.
contacts-night = Verkossa lähetetty ilmoitus luetaan vasta, kun toimipiste on auki.
contacts-place = Missä kunnassa lapsi asuu tai oleskelee?
contacts-place-hint = Kirjoita kunta tai postinumero.
contacts-find = Etsi numerot
contacts-found = { $place }, { $county }
contacts-postal-code-proposes = Postinumero { $code } kuuluu yleensä kuntaan { $place }. Jos lapsi asuu muualla, kirjoita kunnan nimi.
contacts-several-offices = Täällä on useita toimipisteitä. Soita sille, jonka alueella lapsi asuu, tai mille tahansa niistä.
contacts-unknown = Emme tunnistaneet paikkaa. Alla ovat kaikkien alueiden numerot.
contacts-no-office = Tämän alueen toimipisteitä ei ole tässä palvelussa. Numerot ovat alueen omilla sivuilla.
contacts-all = Kaikkien alueiden numerot
contacts-county = Alue
contacts-duty = Sosiaalipäivystys
contacts-office = Toimipiste
contacts-now = Nyt
contacts-phone = Puhelin
contacts-exchange = Vaihde
contacts-professionals = Ammattilaisille
contacts-for = Kenelle
contacts-hours = Aukiolo
contacts-exceptions = Poikkeavat ajat
contacts-address = Osoite
contacts-languages = Kielet
contacts-postal-codes = Postinumerot { $codes }
contacts-for-language = Kun perhettä palvellaan kielellä: { $language }
contacts-for-prenatal = Syntymättömän lapsen asiat
contacts-for-authority = Viranomaisten ilmoitukset
contacts-for-rest = Kun et tiedä aluetta
contacts-away = Palvelu ei juuri nyt vastaa. Ilmoitusta ei voi nyt lähettää verkossa, mutta voit soittaa.
contacts-as-of = Tiedot ovat päivältä { $date }.
language-se = pohjoissaame
language-smn = inarinsaame
language-sms = koltansaame
