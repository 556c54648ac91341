# The wizard: what the form's own texts do not say
check-no-code = I do not want a code for messages
check-too-old = The page has been open for a long time. The report has not been sent. Please send it again.
lost-copy = Here is the text that you wrote. You can copy it.
reporter-name-warning = Your name is missing. You can go on, but the worker can ask you for it.
place-aland-title = Åland has an authority of its own
