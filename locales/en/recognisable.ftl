# Words on the check page by which the reporter could be recognised
recognisable-title = These words could show who you are
recognisable-what = The family can usually read these parts. You can change them or send the report as it is.
recognisable-worker-only = Write it under “{ $place }”
recognisable-words = “{ $words }”: { $reason }
recognisable-because-relation = your relation to the child or the family
recognisable-because-work = your work or workplace
recognisable-because-home = where you live
recognisable-because-presence = when or where you were
recognisable-because-told = what you were told or what you said
recognisable-because-name = your name or contact details
recognisable-because-phone = a telephone number
recognisable-because-email = an e-mail address
recognisable-because-identity-code = an identity code
