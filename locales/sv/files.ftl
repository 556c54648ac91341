# Files on the check page; they are chosen last, as a page cannot give them back
files-add = Bilagor
files-label = Välj filer (frivilligt)
files-hint = PDF, JPEG eller PNG. Högst { $count } filer, var och en högst { $megabytes } MB. Välj dem sist, just innan du skickar.
files-keep = Bevara bildens uppgifter
files-keep-hint = En bild kan berätta om plats, tid och apparat. Vi tar bort uppgifterna, om du inte bevarar dem som bevis. PDF-filer ändrar vi inte.
files-title = Kontrollera bilagorna
files-too-many = Du kan lägga till högst { $count } filer.
files-too-large = Filen ”{ $name }” är för stor. En fil får vara högst { $megabytes } MB.
files-too-much = Filen är för stor, eller filerna är tillsammans för stora. En fil får vara högst { $megabytes } MB.
files-wrong-type = Filen ”{ $name }” är inte en PDF-, JPEG- eller PNG-fil.
files-unreadable = Uppgifterna kan inte tas bort ur bilden ”{ $name }”, eftersom bilden är felaktig. Välj en annan bild eller bevara bildens uppgifter.
files-not-stored = Filerna kunde inte sparas. Försök igen eller skicka anmälan utan dem.
files-choose-again = Anmälan har inte skickats. Dina svar finns kvar. Välj filerna på nytt.
files-not-kept = Filerna som du valde sparades inte. Välj dem på nytt just innan du skickar.
files-author = I filen ”{ $name }” står författarens namn: { $author }. Vi tar inte bort det.
files-name = Man kan kanske känna igen dig på filnamnet ”{ $name }”.
files-send-anyway = Anmälan har inte skickats. Välj andra filer, eller välj samma på nytt och skicka.

# Files of a case
case-files = Bilagor
case-files-saved = Filen sparas på din enhet. Ingen har kontrollerat den mot skadliga program. Öppna den med försiktighet.
case-file-name = Fil
case-file-kind = Typ och storlek
case-file-marks = Filens egna uppgifter
case-file-scan = Viruskontroll
case-file-author = Författare: { $author }
case-file-active = Innehåller funktioner som kan starta av sig själva.
case-file-kilobytes = { $count } kB
case-file-megabytes = { $count } MB
code-file-pdf = PDF-dokument
code-file-jpeg = Fotografi (JPEG)
code-file-png = Bild (PNG)
code-marks-removed = Plats, tid och apparat borttagna
code-marks-kept = Bevarade som bevis
code-marks-untouched = Inte ändrade
code-scan-not-scanned = Inte kontrollerad
code-scan-clean = Inga fynd
code-scan-infected = Skadligt program
case-file-with-message = Kom med ett meddelande.
messages-files = { $count ->
    [one] En fil kom med. Den finns under Bilagor.
   *[other] { $count } filer kom med. De finns under Bilagor.
}
