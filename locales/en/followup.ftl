# The mailbox that the follow-up code opens: never the report, an earlier message, a name or the outcome
followup-title = Follow your report
followup-what = You see how far the report has come, and can answer questions. The report itself is not shown here.
followup-code = Follow-up code
followup-code-hint = The code has 24 characters. Spaces, hyphens and small letters are fine.
followup-open = Open the messages
followup-code-empty = Type the follow-up code.
followup-wrong = The code leads to no messages. Check the code. Messages about an old report end by themselves.
followup-wait = Wait a moment. Try again in { $seconds } seconds.
followup-away = The messages cannot be opened just now. Try again in a moment. If it cannot wait, call.

followup-mailbox-title = Messages
followup-arrived = The report came
followup-status-received = Received
followup-status-read = Read
followup-status-question = We have a question
followup-status-handed-over = Handed over
followup-status-closed = Messages closed
followup-questions = Questions for you
followup-asked = Asked { $date }
followup-no-questions = No questions. You can add information.
followup-message = Answer or add information
followup-message-hint = A worker reads the message. The guardians can usually read it too. A message cannot be taken back and is not shown here later. You need not give your name.
followup-send = Send the message
followup-sent = The message has been sent.
followup-empty = Write a message.
followup-recognisable = You may be recognised by these words: { $words }.
followup-send-anyway = The message has not been sent. Change the text, or send the message as it is.
followup-not-stored = The message is not sent yet. Try again. If it cannot wait, call.
followup-try-again = Try again

followup-close = Close the messages
followup-close-title = Close the messages?
followup-close-text = After that you cannot send messages, and nobody will be able to ask you anything. Your report stays valid.
followup-close-typed = This message has not been sent.
followup-close-now = Close the messages
followup-keep = Do not close
followup-closed = The messages have ended. If you are still worried, report again.
followup-new-report = Make a new report

followup-too-old = The page has been open for too long. Open the messages again with the code.
followup-unreadable = The page cannot be continued. Open the messages again with the code.
followup-ended = The messages have ended. This message was not sent. If you are still worried, report again.
followup-again = Open the messages with the code

# Files that come with a message
followup-files-only = Files are attached.
followup-files-choose-again = The message has not been sent. Your text is still here. Choose the files again.
followup-files-send-anyway = The message has not been sent. Choose other files, or choose the same ones again and send.
followup-files-not-stored = The files could not be stored. Try again or send the message without them.
