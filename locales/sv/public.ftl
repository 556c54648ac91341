# The wizard: what the form's own texts do not say
check-no-code = Jag vill inte ha någon kod för meddelanden
check-too-old = Sidan har varit öppen länge. Anmälan har inte skickats. Skicka den på nytt.
lost-copy = Här är texten som du skrev. Du kan kopiera den.
reporter-name-warning = Ditt namn saknas. Du kan fortsätta, men vi kan fråga efter det.
place-aland-title = Åland har en egen myndighet
