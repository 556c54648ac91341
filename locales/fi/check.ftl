# Blocks of the check page and of the staff's view, by who may read them
block-family-may-read = Perhe voi nähdä nämä
block-family-unwanted = Et halua, että perhe näkee nämä
check-family-unwanted = Työntekijä saa tietää tämän ja päättää, mitä perheelle kerrotaan.
block-worker-only = Yleensä vain työntekijälle
block-reporter-identity = Sinun tietosi

# The check page: at most 45 words in Finnish
check-change = Muuta
check-goes-to = Vastaanottaja
check-goes-to-office = { $county }, { $office }
check-goes-to-protected = Oikea hyvinvointi­alue. Paikkaa ei näytetä turvakiellon vuoksi.
check-no-contact = Emme voi ottaa sinuun yhteyttä.
check-several = Lähetät kaiken kerralla. Jokaisesta lapsesta tulee oma asia.
check-ongoing-now = Jos tämä tapahtuu juuri nyt, soita 112.
check-send = Lähetä ilmoitus
check-not-stored-title = Ilmoitusta ei voitu tallentaa
check-not-stored = Ilmoitusta ei ole lähetetty. Vastauksesi ovat tallessa tällä sivulla. Yritä uudelleen tai soita.
check-try-again = Yritä uudelleen
