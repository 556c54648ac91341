# The form on paper
paper-others = Andra blanketter
paper-form-concern = Anmälan om ett barn på papper
paper-form-young-person = Eget meddelande från barn eller unga på papper
paper-form-professional = Anmälan i arbetet på papper
paper-urgent = Om barnet är i fara, ring 112. Om saken inte kan vänta, ring. Ett brev kan ta flera dagar.
paper-how = Fyll i sidorna för hand. Skriv bara det du vet. Är du anonym behövs varken namn eller adress på kuvertet.
paper-where = Vart brevet skickas
paper-office = Kontor
paper-address = Adress
paper-phone = Telefon
paper-ask-address = Fråga efter adressen på { $phone }.
paper-elsewhere = Du kan också skicka brevet till kontoret där barnet bor. Skicka inte blanketten med e-post, för det är inte säkert.
paper-report-title = Anmälan
paper-report-readers = Barnets vårdnadshavare får i regel läsa den här delen.
paper-apart-title = Endast för socialarbetaren
paper-apart-readers = Socialarbetaren håller den här delen åtskild. Vad familjen får veta avgörs från fall till fall.
paper-several = Skriv ut den här delen för varje barn om de är flera.
