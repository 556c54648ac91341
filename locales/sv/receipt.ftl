# The receipt: at most 45 words in Finnish; never a name, never what was typed
receipt-title = Anmälan har skickats
receipt-first-stands = Den här anmälan har redan skickats. Den första gäller.
receipt-reference = Referens
receipt-case = Ärende { $number }
receipt-case-unborn = Det väntade barnet
receipt-arrived = Inkommen
receipt-county = Mottagare
receipt-files = { $count ->
    [one] En fil skickades med.
   *[other] { $count } filer skickades med.
}
receipt-code = Uppföljnings­kod
receipt-code-keep = Skriv upp koden. Vi visar den inte igen.
receipt-code-use = Öppna meddelandena med koden
receipt-next = Vad händer nu
receipt-next-urgent-now = Vi bedömer allra först hur brådskande det är.
receipt-next-urgent-later = Vi bedömer hur brådskande det är { $when }.
receipt-next-start = Om en bedömning behövs börjar den senast { $date }.
receipt-next-complete = Den är klar senast { $date }.
receipt-next-unborn = Vi bedömer föräldrarnas behov av hjälp. Barnets ärende börjar när barnet är fött.
receipt-no-outcome = Vi får inte berätta om beslutet. Gör en ny anmälan om oron fortsätter.
receipt-guardian-contacted = Vi kontaktar dig.
receipt-guardian-unreached = Vi vet inte hur vi når dig. Ring oss, så berättar vi hur det går vidare.
