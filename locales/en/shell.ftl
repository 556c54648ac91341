# What surrounds every page.
shell-title = Form
shell-fault = Error
shell-skip = Skip to main content
shell-continue = Continue
shell-exit = Leave this page
shell-exit-region = Quick exit
shell-language = Language
shell-previous = Previous
shell-previous-region = Previous page
shell-help = Do you need help at once?
shell-emergency = If someone is in danger right now, call 112.
shell-accessibility = Accessibility
shell-privacy = Privacy
shell-feedback = Feedback
shell-contact = Contacts and advice
shell-find-office = Find the numbers of your county
shell-start = To the start page

staff-shell-title = Huoli
staff-shell-navigation = Staff pages

# What stands on an error page.
error-title = The page cannot be shown
error-again = Start again
error-number = Error number: { $id }
error-bad-request = The request was faulty. Nothing was stored.
error-sign-in = Sign in and try again.
error-forbidden = You are not allowed to do this.
error-not-found = The page cannot be found. Check the address or start again.
error-method = The page cannot be opened this way. Start again.
error-conflict = This was changed elsewhere meanwhile. Open the page again.
error-timeout = Sending took too long. Try again.
error-expired = The form is too old. Start again.
error-too-large = What you sent is too large. Shorten the text or send a smaller file.
error-address-too-long = The address is too long. Start again.
error-headers-too-large = The browser sent too much. Try another browser.
error-other-host = The service is not at this address.
error-media-type = Data in this format cannot be sent here.
error-invalid = Check the answers.
error-too-many = Wait a moment and try again.
error-internal = The service has a fault. It is our fault. Try again in a moment.
error-unavailable = The service does not work right now. Try again in a moment. If the matter cannot wait, call.
