# The wizard: what the form's own texts do not say
check-no-code = Ei seurantatunnusta
check-too-old = Sivu on ollut auki pitkään. Ilmoitusta ei ole lähetetty. Lähetä se uudelleen.
lost-copy = Kirjoittamasi teksti on tässä. Voit kopioida sen talteen.
reporter-name-warning = Ilmoituksesta puuttuu nimesi. Voit silti jatkaa.
place-aland-title = Ahvenanmaalla on oma viranomainen
