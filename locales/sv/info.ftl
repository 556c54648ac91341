# Advice and numbers
contact-title = Kontakt­uppgifter och rådgivning
contact-emergency = I en nödsituation ring 112.
contact-children = Barn- och ungdoms­telefonen är 116 111. Där talar man finska.

# Privacy
privacy-title = Dataskydd
privacy-kept = Anmälan sparas krypterad. Av personalen läser bara de den som har det som uppgift.
privacy-guardians = Barnets vårdnads­havare får i regel läsa anmälan. Anmälarens uppgifter kan hållas hemliga för dem.
privacy-device = Vi sparar inget på din enhet. Vi använder inte kakor.
privacy-rights = Du kan be välfärdsområdet om dina uppgifter.

# Accessibility
accessibility-title = Tillgänglighet
accessibility-text = Tjänsten fungerar utan mus och utan JavaScript. Den har ännu inte provats med skärmläsare.
accessibility-feedback = Meddela välfärdsområdet om brister. Det svarar inom två veckor.
