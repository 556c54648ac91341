# Advice and numbers
contact-title = Kontakt­uppgifter och rådgivning
contact-emergency = I en nödsituation ring 112.
contact-children = Barn- och ungdoms­telefonen är 116 111. Där talar man finska.

# Privacy
privacy-title = Dataskydd
privacy-kept = Anmälan sparas krypterad. Av personalen läser bara de den som har det som uppgift.
privacy-guardians = Barnets vårdnads­havare får i regel läsa anmälan. Anmälarens uppgifter kan hållas hemliga för dem.
privacy-device = Vi sparar inget på din enhet. Vi använder inte kakor.
privacy-keeper-title = Vem för registret
privacy-keeper = Personuppgifts­ansvarig är { $county }. Om barnet bor i ett annat område går anmälan dit, och det området för registret.
privacy-why-title = Varför vi behandlar uppgifter
privacy-why = Enligt lag ska socialvården ta emot anmälningar och bedöma vilken hjälp barnet behöver. Grunden är en rättslig förpliktelse (EU 2016/679, artiklarna 6 och 9).
privacy-law = Lagarna är barnskyddslagen (417/2007), socialvårdslagen (1301/2014) och lagen om behandling av kunduppgifter inom social- och hälsovården (703/2023).
privacy-what-title = Vad vi sparar och hur länge
privacy-what = Vi sparar anmälan, bilagorna, meddelandena och hur ärendet har skötts. Uppgifterna om barnet och familjen får vi av anmälaren. Anmälarens uppgifter sparar vi om hen ger dem.
privacy-time = Anmälan sparas så länge som lagen om behandling av kunduppgifter kräver. En anteckning om vem som har läst anmälan sparas i minst 12 år. Vi sparar inte dina svar innan du skickar dem.
privacy-given = Vi lämnar uppgifter till andra bara när lagen tillåter eller kräver det. Det är alltid en människa som avgör ärendet.
privacy-ask-title = Vem du kan fråga
privacy-rights = Du kan be välfärdsområdet visa dina uppgifter, rätta ett fel eller begränsa behandlingen av dem. Ibland hindrar lagen oss från att visa allt.
privacy-row-officer = Dataskydds­ombud
privacy-row-notice = Dataskydds­beskrivning
privacy-complaint = Om du tycker att dina uppgifter har behandlats fel kan du lämna in klagomål till dataombudsmannen. Anvisningen finns på tietosuoja.fi/sv.

# Accessibility
accessibility-title = Tillgänglighet
accessibility-text = Tjänsten fungerar utan mus och utan JavaScript. Den har ännu inte provats med skärmläsare.
accessibility-feedback = Meddela välfärdsområdet om brister. Det svarar inom två veckor.
