# Blocks of the check page and of the staff's view, by who may read them
block-family-may-read = The family can see this
block-family-unwanted = You do not want the family to see this
check-family-unwanted = The worker will see this and decide what the family is told.
block-worker-only = Usually only for the worker
block-reporter-identity = About you

# The check page: at most 45 words in Finnish
check-change = Change
check-goes-to = Received by
check-goes-to-office = { $county }, { $office }
check-goes-to-protected = The right wellbeing services county. The place is not shown because the address is protected.
check-no-contact = We cannot contact you.
check-several = You send everything at once. Each child gets a case of its own.
check-ongoing-now = If this is happening right now, call 112.
check-send = Send the report
check-not-stored-title = The report could not be stored
check-not-stored = The report has not been sent. Your answers are still on this page. Try again or call.
check-try-again = Try again
