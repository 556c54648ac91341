# Advice and numbers
contact-title = Contacts and advice
contact-emergency = In an emergency call 112.
contact-children = The phone for children and young people is 116 111. They speak Finnish.

# Privacy
privacy-title = Privacy
privacy-kept = The report is stored encrypted. Among our staff, only those whose task it is read it.
privacy-guardians = The child's guardians can usually read the report. The reporter's details can be kept secret from them.
privacy-device = We store nothing on your device. We use no cookies.
privacy-keeper-title = Who keeps the register
privacy-keeper = The controller is { $county }. If the child lives in another county, the report goes there, and that county keeps the register.
privacy-why-title = Why we process data
privacy-why = By law, social services must take reports in and assess what help the child needs. The ground is a legal obligation (EU 2016/679, articles 6 and 9).
privacy-law = The acts are the Child Welfare Act (417/2007) and the Social Welfare Act (1301/2014). The act on client data in social and health care (703/2023) says how data is handled.
privacy-what-title = What we keep and for how long
privacy-what = We keep the report, the files, the messages and how the matter was dealt with. The reporter tells us about the child and the family. We keep the reporter's details if they are given.
privacy-time = The report is kept as long as the act on client data says. A note of who has read the report is kept for at least 12 years. We do not keep your answers before you send them.
privacy-given = We give data to others only when the law allows or requires it. A person always makes the decision.
privacy-ask-title = Whom you can ask
privacy-rights = You can ask the wellbeing services county to show you your data. You can also ask it to correct an error or to restrict how your data is used. Sometimes the law does not let us show everything.
privacy-row-officer = Data protection officer
privacy-row-notice = Notice on data protection
privacy-complaint = If you think that your data was handled wrongly, you can complain to the Data Protection Ombudsman. See tietosuoja.fi for how.

# Accessibility
accessibility-title = Accessibility
accessibility-text = The service works without a mouse and without JavaScript. It has not yet been tried with a screen reader.
accessibility-feedback = Tell the wellbeing services county about faults. It will answer within two weeks.
