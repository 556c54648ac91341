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
receipt-code-keep = Write it down. We will not show it again.
receipt-code-use = Open messages with it
receipt-next = Next
receipt-next-urgent-now = We will first assess the urgency.
receipt-next-urgent-later = We will assess the urgency { $when }.
receipt-next-start = If an assessment is needed, it will begin by { $date }.
receipt-next-complete = It will be ready by { $date }.
receipt-next-unborn = We will assess the parents' need of help. The child's case will begin when the child is born.
receipt-no-outcome = We cannot tell you the decision. If you are still worried, report again.
receipt-guardian-contacted = We will contact you.
receipt-guardian-unreached = We do not know how to reach you. Call us, and we will tell you what happens next.
