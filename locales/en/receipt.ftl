# The receipt: at most 45 words in Finnish; never a name, never what was typed
receipt-title = The report has been sent
receipt-first-stands = This report was already sent. The first one stands.
receipt-reference = Reference
receipt-case = Case { $number }
receipt-case-unborn = Unborn child
receipt-arrived = Arrived
receipt-county = Received by
receipt-files = { $count ->
    [one] One file was sent along.
   *[other] { $count } files were sent along.
}
receipt-code = Follow-up code
receipt-code-keep = Write the code down. We do not show it again.
receipt-next = What happens now
receipt-next-urgent-now = We assess the urgency first of all.
receipt-next-urgent-later = We assess the urgency { $when }.
receipt-next-start = If an assessment is needed, it begins by { $date }.
receipt-next-complete = It is ready by { $date }.
receipt-next-unborn = We assess the parents' need of help. The child's case begins when the child is born.
receipt-no-outcome = We are not allowed to tell you the decision. If you are still worried, report again.
receipt-guardian-contacted = We will contact you.
