# Everything of the first page but what depends on the clock.
start-title = Qastart
start-danger = Qadanger 112.
start-anonymous = Qaanonymous.
start-guardians = Qaguardians.
start-time = Qatime.
start-history = Qahistory.
start-begin = Qabegin
start-advice = Qaadvice
start-paper = Qapaper
start-follow-up = Qafollow
