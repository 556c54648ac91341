# Messages between a worker and the reporter, on the page of a case
messages-title = Messages with the reporter
messages-skip = Go to the messages
messages-none = No messages.
messages-no-code = The reporter took no follow-up code, so nobody can ask them here.
messages-ended = The messages have ended. Nobody can ask the reporter here any more.
messages-from-worker = Question, { $who }
messages-from-reporter = The reporter
messages-waiting = New messages from reporters: { $count }
messages-waiting-since = { $reference }, latest { $date }
marker-new-message = New message
marker-unanswered = Waits for an answer
event-question-asked = The reporter was asked
event-message-received = The reporter sent a message
event-messages-closed = The reporter closed the messages

question-open = Ask the reporter
question-found = Somebody else may have found the follow-up code. Do not write whom it is about or what the report says.
question-ready = Ready questions
question-own = Your own question
question-own-hint = Write in the language of the reporter: { $language }. At most { $max } characters.
question-send = Send the question
question-text = Question
question-mended = Send the corrected question
question-title = Check the question
question-empty = Choose or write a question.
question-away = The question has not been sent. Try again in a moment.
question-gives-away = The question may tell whom it is about.
question-holds-identity-code = There is a personal identity code in it.
question-holds-phone = There is a phone number in it.
question-holds-email = There is an e-mail address in it.
question-holds-name = There is the name of somebody in the report in it.
question-anyway = Send it all the same
question-back = Back to the case

# Sent to the reporter as they stand: nothing in them may tell whom they are about
question-ready-where = Do you know where the child is now?
question-ready-when = When did you last see or hear this?
question-ready-before = Has this happened before?
question-ready-who = Does anybody else know of this?
question-ready-safe = When and how can you be contacted safely?
question-ready-home = Do you know where the child lives or goes to school?
