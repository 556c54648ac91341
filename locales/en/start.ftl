# The first page: at most 60 words in Finnish
start-title = Tell us about your worry for a child
start-danger = Is the child in danger now? Call 112.
start-anonymous = You can stay anonymous unless you report as part of your job. You need not be sure.
start-guardians = Guardians can usually read the report.
start-time = It takes about five minutes.
start-history = The visit stays in the browser's history. Use another device if you need to.
start-open = We will read the report today. You can also call: { $phone }.
start-open-no-number = We will read the report today. If it cannot wait, call { $phone }.
start-closed = We are closed now. We will read the report { $when }. If it cannot wait, call { $phone }.
start-holiday = Today is a public holiday. We will read the report { $when }. If it cannot wait, call { $phone }.
start-unknown-hours = We will read the report on the next working day. If it cannot wait, call { $phone }.
start-begin = Start
start-advice = I only want advice
start-paper = Print a paper form
start-follow-up = I have a follow-up code
