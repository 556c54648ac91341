# A heading without its question, and a question without its heading.
page-who-title = Qawho
concern-description-label = Qadescription
family-told-option-unknown = Qaunknown
