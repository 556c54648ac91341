# The wizard: what the form's own texts do not say
check-no-code = No follow-up code
check-too-old = The page has been open for a long time. The report has not been sent. Please send it again.
lost-copy = Here is the text that you wrote. You can copy it.
reporter-name-warning = Your name is missing from the report. You can still go on.
place-aland-title = Åland has an authority of its own
