# No language: a few texts by which tests see what a language does that is not whole. See docs/languages.md.
shell-title = Qaform
shell-fault = Qafault
shell-skip = Qaskip
shell-continue = Qacontinue
shell-exit = Qaexit
shell-exit-region = Qaexit
shell-language = Qalanguage
shell-previous = Qaprevious
shell-previous-region = Qaprevious
shell-emergency = Qaemergency 112.
shell-accessibility = Qaaccessibility
shell-privacy = Qaprivacy
shell-feedback = Qafeedback
shell-contact = Qacontact
shell-start = Qastartpage
