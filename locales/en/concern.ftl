# Pages: heading, hint below it
page-who-title = Who are you in this matter?
page-where-title = In which municipality does the child live or stay?
page-area-title = In which part of the municipality does the child live or stay?
page-place-title = Where did you see or hear this?
page-child-title = Which child are you worried about?
page-child-hint = Everything is optional.
page-child-title-more = Child { $number }
page-child-area-title = In which part of the municipality does the child live or stay?
page-unborn-title = Tell us about the unborn child
page-unborn-hint = Everything is optional.
page-concern-title = What are you worried about?
page-family-title = Has this been talked about with the family?
page-you-title = Do you want to say who you are?
page-you-details-title = About you
page-you-details-hint = Everything is optional.
page-work-title = About your work
page-check-title = Check and send

# Buttons of the pages
button-add-child = Add another child
button-remove-child = Remove
button-unborn = The child is not yet born
button-born = The child is already born
children-so-far = The children so far

# Blocks that open
details-child-more = I know more
details-unborn-more = I know more
details-other-parent = The other parent
details-worker-only = For the worker only
details-own-concern = About one child only
details-concern-more = More about your worry

# Whom a row is about
group-child = Child { $number }
group-unborn = Unborn child
group-parent-1 = The expectant mother
group-parent-2 = The other parent
group-guardian = Guardian { $number }

# Who
reporter-role-label = Who are you in this matter?
reporter-role-row = Reporter
reporter-role-error-required = Choose who you are in this matter.
reporter-role-option-private-person = I am worried about a child
reporter-role-option-guardian = I am the child's parent or guardian
reporter-role-option-young-person = I am a child or young person myself
reporter-role-option-professional = I report as part of my job or position of trust

# Where
children-residence-municipality-label = In which municipality does the child live or stay?
children-residence-municipality-hint = Municipality or postal code. For an unborn child, the mother's. Leave it empty if you do not know.
children-residence-municipality-row = Municipality
further-municipality-label = In which municipality does the child live or stay?
further-municipality-hint = Write a municipality or postal code. Leave it empty if you do not know.
further-municipality-row = Municipality
children-residence-postal-code-label = Postal code
children-residence-area-label = In which part of the municipality does the child live or stay?
children-residence-area-row = Area
children-residence-area-unknown = I do not know
place-of-concern-label = Where did you see or hear this?
place-of-concern-hint = Write a municipality or a place. Leave it empty if you do not know.
place-of-concern-row = Place
place-of-concern-municipality-label = Municipality of the place

# Child
children-first-names-label = First names
children-last-name-label = Last name
children-age-estimate-label = Age
children-age-estimate-hint = A guess will do.
children-recognise-text-label = How can the child be recognised?
children-recognise-text-hint = This alone is enough.
children-recognise-text-row = Recognised by
children-same-municipality-label = Same municipality as the previous child
children-same-municipality-row = Same municipality
children-same-address-label = Same address as the previous child
children-same-address-row = Same address
children-birth-date-label = Date of birth
children-birth-date-hint = The year alone will do.
children-birth-text-label = Birth date in words
children-personal-identity-code-label = Personal identity code
children-residence-street-address-label = Street address
children-protected-address-label = The child's address is protected
children-protected-address-hint = Address and municipality are then hidden from others.
children-protected-address-row = Protected address
children-whereabouts-label = Day care, school, or where the child is now
children-whereabouts-row = Day care, school or whereabouts
children-whereabouts-municipality-label = The municipality where the child is now
children-whereabouts-municipality-hint = If it is not the one where the child lives.
children-whereabouts-municipality-row = Municipality where the child is now
children-guardians-text-label = The child's parents or guardians
children-guardians-text-row = Parents or guardians
children-language-label = The child's language
children-language-row = Language
children-concerns-staff-label = It is about somebody who works in child welfare here
children-concerns-staff-hint = We tell this to the worker, so that somebody else can take care of the matter.
children-concerns-staff-row = Concerns a child welfare worker
children-interpreter-label = Need of an interpreter
children-told-label = Has the child been told about the report?
children-told-row = Child told

# Unborn child
unborn-child-expected-birth-date-label = Expected date of birth
unborn-child-expected-birth-text-label = Expected time of birth in your own words
unborn-child-expected-birth-text-row = Expected time in words
unborn-child-parents-role-label = Role
unborn-child-parents-name-label = The parent's name
unborn-child-parents-name-row = Name
expectant-name-label = Name of the expectant mother
expectant-name-row = Name
unborn-child-parents-residence-municipality-label = Municipality where the parent lives
unborn-child-parents-residence-municipality-row = Municipality
expectant-municipality-label = Municipality where she lives
expectant-municipality-row = Municipality
unborn-child-parents-residence-postal-code-label = Postal code
unborn-child-parents-residence-area-label = Area
unborn-child-parents-residence-street-address-label = Street address
unborn-child-parents-birth-date-label = The parent's date of birth
unborn-child-parents-birth-date-hint = The year alone will do.
unborn-child-parents-birth-date-row = Date of birth
unborn-child-parents-birth-text-label = Parent’s birth date in words
unborn-child-parents-birth-text-row = Birth date in words
unborn-child-parents-personal-identity-code-label = The parent's personal identity code
unborn-child-parents-personal-identity-code-row = Personal identity code
unborn-child-parents-phone-label = The parent's phone number
unborn-child-parents-phone-row = Phone
unborn-child-parents-protected-address-label = The parent's address is protected
unborn-child-parents-protected-address-row = Protected address
unborn-child-parents-told-label = Has the parent been told about the report?
unborn-child-parents-told-row = Told about the report
unborn-child-other-children-text-label = The family's other children
unborn-child-maternity-care-text-label = Maternity clinic or hospital
unborn-child-concerns-staff-label = It is about somebody who works in child welfare here
unborn-child-concerns-staff-hint = We tell this to the worker, so that somebody else can take care of the matter.
unborn-child-concerns-staff-row = Concerns a child welfare worker

# Concern
concern-who-reads = Guardians can usually read the text. To stay anonymous, leave out what could show who you are.
concern-description-label = In your own words
concern-description-hint = What happened, when and how often?
concern-description-row = Worry
concern-description-error-required = Write what you are worried about. A few words are enough.
children-own-concern-label = About child { $number } only
children-own-concern-row = About this child only
worker-only-label = What could show who I am
worker-only-hint = The family cannot usually read this. The worker decides case by case.
worker-only-row = For the worker
concern-reasons-label = What is it about?
concern-reasons-hint = You can choose several.
concern-reasons-row = What it is about
support-needs-label = What do the parents need support with?
support-needs-hint = You can choose several.
support-needs-row = Need of support
support-needs-option-substances = Alcohol or drugs
support-needs-option-mental-health = Mental health
support-needs-option-prison-sentence = Prison sentence
support-needs-option-violence = Violence
support-needs-option-other = Something else
concern-observed-label = When and how did you notice this?
concern-observed-row = Noticed
concern-ongoing-label = Is it still going on?
concern-ongoing-row = Going on
concern-urgency-label = Urgency as the reporter sees it

# Family
family-told-label = Has this been talked about with the family?
family-told-row = Talked with the family
family-told-option-unknown = I do not know or do not want to say

# You
reporter-identity-label = Do you want to say who you are?
reporter-identity-row = Who reports
reporter-identity-error-required = Choose whether you report anonymously or by name.
reporter-identity-option-anonymous = No, I report anonymously
reporter-identity-option-anonymous-hint = You get a code for reading messages.
reporter-identity-option-named = Yes, with my name
reporter-identity-option-named-hint = The family can learn your name. You can ask us to keep it secret.
reporter-name-label = Your name
reporter-name-row = Name
reporter-phone-label = Your phone number
reporter-phone-row = Phone
reporter-phone-error-required = Write your phone number.
reporter-email-label = Your e-mail address
reporter-email-row = E-mail
reporter-relation-label = How do you know the child?
reporter-relation-row = Relation to the child
reporter-relation-option-same-household = We live in the same household
reporter-relation-option-other-household = I am close to the child and live elsewhere
reporter-relation-option-other-private = Other, such as a neighbour
reporter-contact-times-label = When can you be reached?
reporter-contact-times-row = Can be reached
reporter-protected-address-label = My address is protected
reporter-protected-address-row = Protected address
reporter-secrecy-request-label = I ask that my name and contact details are kept secret from the family
reporter-secrecy-request-hint = The wellbeing services county decides.
reporter-secrecy-request-row = Secrecy request
reporter-secrecy-grounds-label = Why should they be kept secret?
reporter-secrecy-grounds-row = Grounds for secrecy
safe-contact-label = When and how can we safely contact you?
safe-contact-hint = The family cannot usually read this.
safe-contact-row = Safe contact

# Work
work-not-anonymous = A report made as part of your job cannot be anonymous. The family will be told who made it.
reporter-authority-label = Which field of work is it?
reporter-authority-row = Field of work
reporter-authority-error-required = Choose the field of work.
reporter-organisation-label = Workplace or organisation
reporter-organisation-row = Organisation
reporter-organisation-error-required = Write your workplace or organisation.
reporter-title-label = Job title
reporter-unit-label = Unit
reporter-business-id-label = Business ID

# Asked by other systems; shown to the worker by these names
kind-label = Kind of report
guardians-name-label = Name
guardians-personal-identity-code-label = Personal identity code
guardians-birth-date-label = Date of birth
guardians-birth-text-label = Birth date in words
guardians-phone-label = Phone
guardians-residence-municipality-label = Municipality
guardians-residence-postal-code-label = Postal code
guardians-residence-area-label = Area
guardians-residence-street-address-label = Street address
guardians-language-label = Language
guardians-interpreter-label = Need of an interpreter
guardians-protected-address-label = Protected address
guardians-told-label = Told about the report
guardians-not-told-reason-label = Why not told
observed-by-label = Who noticed it
observed-by-name-label = Name of the person who noticed it
history-text-label = The family's situation and history
support-tried-text-label = Support given before
other-services-text-label = Other services
child-view-text-label = The child's own view
family-view-text-label = The family's view
police-told-label = Police told
joint-contact-label = Made together with the family
called-at-label = Called the social emergency service
may-call-home-label = May we call home?
guardians-may-know-label = Can the guardians be told?
guardians-may-know-reason-label = Why the guardians should not be told
