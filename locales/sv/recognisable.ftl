# Words on the check page by which the reporter could be recognised
recognisable-title = Det här kan avslöja vem du är
recognisable-what = Familjen får i regel läsa de här delarna. Du kan ändra dem eller skicka anmälan som den är.
recognisable-worker-only = Skriv det under ”{ $place }”
recognisable-words = ”{ $words }”: { $reason }
recognisable-because-relation = din relation till barnet eller familjen
recognisable-because-work = ditt arbete eller din arbetsplats
recognisable-because-home = var du bor
recognisable-because-presence = när eller var du var
recognisable-because-told = vad någon berättat för dig eller vad du sagt
recognisable-because-name = ditt namn eller dina kontakt­uppgifter
recognisable-because-phone = ett telefonnummer
recognisable-because-email = en e-postadress
recognisable-because-identity-code = en personbeteckning
