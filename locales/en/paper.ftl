# The form on paper
paper-others = Other forms
paper-form-concern = Report about a child, on paper
paper-form-young-person = A child's or young person's own message, on paper
paper-form-professional = Report made in one's work, on paper
paper-urgent = If the child is in danger, call 112. If it cannot wait, call. A letter may take days.
paper-how = Fill in the pages by hand. Write only what you know. To stay anonymous, leave your name and address off the envelope.
paper-where = Where to send the letter
paper-office = Office
paper-address = Address
paper-phone = Telephone
paper-ask-address = Ask for the address by calling { $phone }.
paper-elsewhere = You can also send the letter to the office of the child's own area. Do not send the form by e-mail, as that is not safe.
paper-report-title = Report
paper-report-readers = The child's guardians may usually read this part.
paper-apart-title = For the worker only
paper-apart-readers = The worker keeps this part separate, and decides case by case what the family may know.
paper-several = If there are several children, print this part for each.
