# Understanding a place
place-did-you-mean = Did you mean?
place-none-of-these = None of these
place-choose-error = Choose a municipality or “None of these”.
place-postal-code-proposes = The postal code { $code } normally belongs to this municipality.
place-unknown-title = We do not know where the report belongs
place-unknown-text = You can still make a report. We will find out who handles it.
place-send-anyway = Continue anyway
place-aland = In Åland, KST is responsible for child welfare. You can still send the report here.
place-abroad = Abroad, the authority of that country helps the child. The emergency number 112 works everywhere in the EU.

# Why an office gets a case (the rules of routing)
routing-municipality = By the municipality
routing-postal-code = By the postal code
routing-area-question = By the chosen area
routing-language = By the language
routing-prenatal = Reports about unborn children
routing-authority = Reports of authorities
routing-by-recorder = The recorder chose the office
routing-default = Default office
