# The form of those who report in their work, and what they take along

# Pages
professional-start-title = Report as part of your job
professional-start-name = A report made as part of your job cannot be anonymous. The family will be told who made it.
professional-start-secrecy = Secrecy does not prevent a report. You need neither consent nor certainty.
professional-start-time = This takes about three minutes.
professional-start-history = The visit stays in the browser's history.
page-report-title = The report
page-report-hint = Only the description of the concern is required.
page-call-title = Call first
page-call-hint = You said that the child needs help today.
help-which-report = Which report?
help-which-report-1 = If the child may need protection, make a child welfare report at once (Child Welfare Act, section 25). No consent is needed.
help-which-report-2 = If you make contact together with the family, use this form and say so in part E (section 25 a). No other report is needed.
help-which-report-3 = If you are not sure, call and ask for advice. You need not say the child’s name.

# The sections of the long page
section-children = A. Children
section-guardians = B. Guardians
section-concern = C. Concern
section-urgency = D. Urgency
section-told = E. Who has been told
section-police = F. Police
section-police-hint = If you suspect a violent or sexual offence against the child, tell the police too.
button-add-guardian = Add a guardian
details-work-more = Business ID
details-guardian-more = I know more about the guardian
professional-who-reads = Guardians can usually read the text.
professional-worker-only-label = What the family should not read
professional-worker-only-hint = We decide case by case what the family is allowed to read.
professional-worker-only-row = For the worker

# Fields that this form asks in its own words
home-municipality-label = Municipality or postal code
home-municipality-row = Municipality
guardian-told-label = Has the guardian been told about the report?
guardian-told-row = Told about the report
professional-urgency-label = When does the child need help?
professional-urgency-row = Urgency in the reporter’s view
professional-urgency-option-not-urgent = It can wait
parent-1-told-label = Has the pregnant parent been told about the report?
parent-1-told-row = Told about the report
parent-2-told-label = Has the other parent been told about the report?
parent-2-told-row = Told about the report
professional-joint-label = I make contact together with the family
professional-joint-hint = This is then a contact, not a child welfare report.
professional-joint-row = Made together with the family
professional-police-label = Have the police been told?
professional-police-row = Told to the police
professional-called-label = When did you call?
professional-called-row = Called the social emergency service
professional-called-warning = Say when you called, or choose that you have not called yet.
not-called-label = I have not called yet
not-called-row = Not called yet

# The receipt of somebody in their work
receipt-work-silence = If you do not hear from us in { $days } days, call.
receipt-work-keep = Keep these
receipt-work-now = Make the copies now. We cannot show them later.
receipt-work-page = Copy to print
receipt-work-json = Copy as a file
receipt-work-proof = Proof of the report
receipt-work-proof-tells = The proof holds the reference, the time and a signature, not the content of the report.
receipt-work-back = Back to the receipt
copy-title = Copy of the report
copy-secret = Keep the copy as you keep other confidential documents.

# A contact made together with the family is called one
joint--check-send = Send
joint--check-too-old = The page has been open for a long time. Nothing has been sent yet. Please send it again.
joint--check-not-stored-title = The contact could not be stored
joint--check-not-stored = Nothing has been sent. Your answers are still on this page. Try again or call.
joint--receipt-title = Your contact has been received
joint--receipt-first-stands = This was already sent. The first one stands.
joint--receipt-no-outcome = We cannot tell you the decision. If you are still worried, contact us again.
joint--receipt-work-proof = Proof of the contact
joint--receipt-work-proof-tells = The proof holds the reference, the time and a signature, not the content of the contact.
joint--copy-title = Copy of the contact

# What staff read
admin-organisation = Organisation
admin-field-name = Name
admin-field-business-id = Business ID
admin-field-units = Units
case-reporter-system = The report came from the organisation’s own system. The system is known. The reporter’s identity is not verified.
