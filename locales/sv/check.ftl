# Blocks of the check page and of the staff's view, by who may read them
block-family-may-read = Familjen kan få se detta
block-family-unwanted = Du vill inte att familjen ser det här
check-family-unwanted = Socialarbetaren får veta det och avgör vad vi berättar för familjen.
block-worker-only = I regel bara för socialarbetaren
block-reporter-identity = Dina uppgifter

# The check page: at most 45 words in Finnish
check-change = Ändra
check-goes-to = Mottagare
check-goes-to-office = { $county }, { $office }
check-goes-to-protected = Rätt välfärds­område. Platsen visas inte på grund av spärrmarkeringen.
check-no-contact = Vi kan inte kontakta dig.
check-several = Du skickar allt på en gång. Varje barn får ett eget ärende.
check-ongoing-now = Om detta pågår just nu, ring 112.
check-send = Skicka anmälan
check-not-stored-title = Anmälan kunde inte sparas
check-not-stored = Anmälan har inte skickats. Dina svar finns kvar på sidan. Försök igen eller ring.
check-try-again = Försök igen
