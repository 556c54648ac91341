# The wizard: what the form's own texts do not say
check-no-code = Ingen uppföljnings­kod
check-too-old = Sidan har varit öppen länge. Anmälan har inte skickats. Skicka den på nytt.
lost-copy = Här är texten som du skrev. Du kan kopiera den.
reporter-name-warning = Ditt namn saknas i anmälan. Du kan ändå fortsätta.
place-aland-title = Åland har en egen myndighet
