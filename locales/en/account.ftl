# The own account
account-title = My account
account-back = Back to my account
staff-done = Done
staff-sign-in-kept = The session has ended. What you typed is kept on this page. Sign in to go on.
staff-sign-in-recovery = Recovery code
staff-sign-in-recovery-hint = One of the codes that you put away. Hyphens and capital letters do not matter.
staff-sign-in-with-recovery = Use a recovery code
staff-sign-in-with-code = Use a one-time code

# What was typed when the session had ended
kept-title = Go on where you were
kept-text = This has not been sent yet. You can send it now.
kept-send = Send
kept-drop = Do not send, go to the desk

# Another one-time code
step-up-title = Confirm that it is you
step-up-text = What follows matters. That is why a new one-time code is needed.
step-up-text-kept = What follows matters, or you have opened many closed details today. That is why a new one-time code is needed. What you sent is kept on this page.
step-up-button = Confirm
step-up-wrong = The code does not match, or it has been used. Wait for the next one.

# Password
password-title = Password
password-text = When you change the password, your other sessions end.
password-current = Present password
password-new = New password
password-again = The new password again
password-hint = { $min }–{ $max } characters, of any kind. A good password is several words that have nothing to do with each other. You can paste it.
password-button = Change the password
password-done = The password is changed. Your other sessions have ended.
password-differs = The passwords are not the same. Type the same password twice.
password-current-wrong = The present password does not match.
password-problem-length = A password has { $min }–{ $max } characters.
password-problem-common = This password is common and easy to guess. Choose another.
password-problem-surroundings = The password is mostly the name of the service, the county, the office or yourself. Add other words.
password-problem-pattern = The password repeats itself or follows the keys in a row. Choose another.

# Second factor
second-factor-title = Authenticator app
second-factor-heading = Authenticator app
second-factor-text = A new app takes the place of the old one. Your other sessions end.
second-factor-step-app = Open the authenticator app on your telephone.
second-factor-step-scan = Read the picture below with the app, or type the key.
second-factor-step-code = Type the six digits that the app shows below.
second-factor-picture = QR code with the key for the app. The same key stands as text below.
second-factor-by-hand = The key, to type
second-factor-button = Start to use it
second-factor-done = The new authenticator app is in use. Your other sessions have ended.
second-factor-wrong = The code does not belong to this key. Check that the telephone's clock is right.
second-factor-stale = The page was too old. The key is a new one now: add it to the app.

# Recovery codes
recovery-title = Recovery codes
recovery-text = With a recovery code you get in when you do not have your telephone. Each code works once.
recovery-left = { $count ->
    [0] You have no recovery codes left.
    [one] You have one recovery code left.
   *[other] You have { $count } recovery codes left.
}
recovery-used = You signed in with a recovery code. It works no more. If the telephone is lost, set up a new app.
recovery-make-text = New codes take the place of the old ones.
recovery-make = Make new recovery codes
recovery-new-title = Your new recovery codes
recovery-once = These { $count } codes are shown only now. Old codes work no more.
recovery-keep = Print them or write them down. Keep them elsewhere than on the telephone.

# Sessions
sessions-title = Sessions
sessions-text = This is where you are signed in now. If you do not know one, end it and change your password.
sessions-this = This session
sessions-other = Another session
sessions-began = Began { $time }
sessions-used = Last used { $time }
sessions-end = End
sessions-end-others = End all others

# A link for setting the account up
set-up-title = Set up your account
set-up-button = Set up the account
set-up-done-title = Your account is ready
set-up-done = You can sign in now. First put the recovery codes away.
set-up-gone-title = The link is not valid
set-up-used = The link has been used, or a newer one was given.
set-up-expired = The link's time is over.
set-up-ask = Ask the administrator for a new link.
