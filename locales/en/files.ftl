# Files on the check page; they are chosen last, as a page cannot give them back
files-add = Files
files-label = Choose files (optional)
files-hint = PDF, JPEG or PNG. At most { $count } files of at most { $megabytes } MB each. Choose them last, just before you send.
files-keep = Keep the details of pictures
files-keep-hint = A picture can tell the place, the time and the device. We remove these details unless you keep them as evidence. We do not change PDF files.
files-title = Check the files
files-too-many = You can add at most { $count } files.
files-too-large = The file “{ $name }” is too large. One file can have at most { $megabytes } MB.
files-too-much = The file is too large, or the files are too large together. One file can have at most { $megabytes } MB.
files-wrong-type = The file “{ $name }” is not a PDF, JPEG or PNG file.
files-unreadable = The details cannot be removed from the picture “{ $name }”, because it is damaged. Choose another picture or keep the details.
files-not-stored = The files could not be stored. Try again or send the report without them.
files-choose-again = The report has not been sent. Your answers are still here. Choose the files again.
files-not-kept = The files that you chose were not kept. Choose them again just before you send.
files-author = The file “{ $name }” names its author: { $author }. We do not remove the name.
files-name = You may be recognised by the file name “{ $name }”.
files-send-anyway = The report has not been sent. Choose other files, or choose the same ones again and send.

# Files of a case
case-files = Files
case-files-saved = The file is saved on your device. Nobody has checked it for harmful programs. Open it with care.
case-file-name = File
case-file-kind = Kind and size
case-file-marks = The file’s own details
case-file-scan = Virus check
case-file-author = Author: { $author }
case-file-active = Holds functions that may start by themselves.
case-file-kilobytes = { $count } kB
case-file-megabytes = { $count } MB
code-file-pdf = PDF document
code-file-jpeg = Photograph (JPEG)
code-file-png = Picture (PNG)
code-marks-removed = Place, time and device removed
code-marks-kept = Kept as evidence
code-marks-untouched = Not changed
code-scan-not-scanned = Not checked
code-scan-clean = Nothing found
code-scan-infected = Harmful program
case-file-with-message = Came with a message.
messages-files = { $count ->
    [one] One file came with it. It is under Files.
   *[other] { $count } files came with it. They are under Files.
}
