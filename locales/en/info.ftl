# Advice and numbers
contact-title = Contacts and advice
contact-emergency = In an emergency call 112.
contact-children = The phone for children and young people is 116 111.

# Privacy
privacy-title = Privacy
privacy-kept = The report is stored encrypted. Among our staff, only those whose task it is read it.
privacy-guardians = The child's guardians can usually read the report. The reporter's details can be kept secret from them.
privacy-device = We store nothing on your device. We use no cookies.
privacy-rights = You can ask the wellbeing services county for your data.

# Accessibility
accessibility-title = Accessibility
accessibility-text = The service works without a mouse and without JavaScript. It has not yet been tried with a screen reader.
accessibility-feedback = Tell the wellbeing services county about faults. It will answer within two weeks.
