# The mail to an office's mailbox. Never anything of a report.

mail-arrival-subject = A new report awaits
mail-arrival-subject-urgent = An urgent report awaits
mail-arrival-waits = A new report awaits in the queue.
mail-arrival-waits-urgent = An urgent report awaits in the queue. Open it at once.
mail-arrival-subject-unopened = An urgent report is unopened
mail-arrival-waits-unopened = Nobody has opened an urgent report. Open it now.
mail-arrival-reference = Reference: { $reference }
mail-arrival-where = Sign in: { $url }
mail-arrival-nothing = This message holds nothing of the report. Do not answer it, nobody reads the answer.
mail-message-subject = A message from the reporter awaits
mail-message-waits = The reporter has sent a message.
mail-message-nothing = Nothing of the message is in this mail. Do not answer it, nobody reads the answer.
mail-look-at = Sign in and look: { $url }
mail-nothing-of-case = This message holds nothing of the case. Do not answer it, nobody reads the answer.
mail-emergency-subject = A case was opened in an emergency
mail-emergency-opened = A worker at another office has opened one of your office's cases in an emergency. Review the opening within a week.
mail-emergency-opened-audit = A worker has opened another office's case in an emergency. The opening is in the log.
mail-emergency-subject-late = An emergency opening has not been looked through
mail-emergency-late = A case of your office was opened in an emergency a week ago. Nobody has looked that through. Do it now.
mail-emergency-late-audit = A case was opened in an emergency a week ago. No supervisor of its office has looked that through. It stands in the log.
mail-transfer-subject = Nobody has answered a transfer
mail-transfer-offered = A transfer to your office has waited for an answer for a day. Take the case or send it back.
mail-transfer-sent = A transfer from your office has had no answer for a day. Your office still answers for the case. Call the receiver.

# On the desk: a mail that did not arrive

notice-warning = Warning
notice-given-up = The mail about a report did not arrive. The report is in the queue: look at it there.
notice-given-up-other = A mail did not arrive. See below what it was about.
notice-open = Open { $reference }
notice-to = { $office }, { $address }
notice-nowhere = no mail address
notice-tried = Tries: { $count }, the last one { $when }
notice-moved-on = No longer at this office
notice-of-message = The reporter sent a message.
notice-of-emergency = A case was opened in an emergency.
notice-of-transfer = Nobody has answered a transfer.
notice-more = Besides these, { $count } other mails did not arrive.
notice-retry = Try again
notice-seen = Noted: I look at the report
notice-seen-other = Noted: I look after it
notice-retry-all = Try all again
notice-no-mailbox = { $office } has no mail address, so no mail tells of reports. Ask whoever keeps the service to set one.

code-mail-failure-mail-not-configured = The service has no mail server.
code-mail-failure-mail-unreachable = The mail server could not be reached.
code-mail-failure-mail-timed-out = The mail server did not answer in time.
code-mail-failure-mail-tls = The connection to the mail server was not safe.
code-mail-failure-mail-sign-in = The mail server did not accept the account of the service.
code-mail-failure-mail-refused-for-now = The mail server did not take the mail.
code-mail-failure-mail-refused = The mail server did not accept the address. Check the address.
code-mail-failure-mail-folder = The mail could not be written into its folder.
code-mail-failure-mail-unmakeable = The mail could not be made.
code-mail-failure-database = The database did not answer.
code-mail-failure-service = The service has a fault.
code-mail-failure-panicked = The service has a fault.
code-mail-failure-unknown-job = Another version of the service wrote the job.
code-mail-failure-worker-lost = Sending was cut off every time.
