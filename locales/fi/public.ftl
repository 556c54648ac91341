# The wizard: what the form's own texts do not say
check-no-code = En halua tunnusta viestien lukemiseen
check-too-old = Sivu on ollut auki pitkään. Ilmoitusta ei ole lähetetty. Lähetä se uudelleen.
lost-copy = Kirjoittamasi teksti on tässä. Voit kopioida sen talteen.
reporter-name-warning = Nimesi puuttuu. Voit jatkaa, mutta työntekijä voi kysyä nimeäsi.
place-aland-title = Ahvenanmaalla on oma viranomainen
