# Advice and numbers
contact-title = Kontakt­uppgifter och rådgivning
contact-emergency = I en nödsituation ring 112.
contact-children = På finska kan barn och unga ringa 116 111.

# Privacy
privacy-title = Dataskydd
privacy-kept = Anmälan sparas krypterad. Bara de anställda vars uppgift det är läser den.
privacy-guardians = Barnets vårdnads­havare får i regel läsa anmälan. Anmälarens uppgifter kan hållas hemliga för dem.
privacy-device = Vi sparar inget på din enhet. Vi använder inte kakor.
privacy-rights = Du kan be välfärdsområdet om dina uppgifter.

# Accessibility
accessibility-title = Tillgänglighet
accessibility-text = Tjänsten fungerar utan mus, utan JavaScript och med skärmläsare.
accessibility-feedback = Meddela välfärdsområdet om brister. Det svarar inom två veckor.
