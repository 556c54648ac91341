# The first page: at most 60 words in Finnish
start-title = Berätta om din oro för ett barn
start-danger = Är barnet i fara nu? Ring 112.
start-anonymous = Du kan vara anonym om du inte anmäler i ditt arbete. Du behöver inte vara säker.
start-guardians = Vårdnads­havarna får i regel läsa anmälan.
start-time = Det tar ungefär fem minuter.
start-history = Besöket syns i webbläsarens historik. Använd vid behov en annan enhet.
start-open = Vi läser anmälan i dag. Du kan också ringa: { $phone }.
start-open-no-number = Vi läser anmälan i dag. Om saken inte kan vänta, ring { $phone }.
start-closed = Det är stängt nu. Vi läser anmälan { $when }. Om saken inte kan vänta, ring { $phone }.
start-holiday = I dag är det helgdag. Vi läser anmälan { $when }. Om saken inte kan vänta, ring { $phone }.
start-unknown-hours = Vi läser anmälan nästa vardag. Om saken inte kan vänta, ring { $phone }.
start-begin = Börja
start-advice = Jag vill bara fråga om råd
start-paper = Skriv ut en pappersblankett
start-follow-up = Jag har en uppföljnings­kod
