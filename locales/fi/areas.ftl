# Areas of the example directory
area-vanha-espoo = Vanha-Espoo
area-suur-kauklahti = Suur-Kauklahti
area-pohjois-espoo = Pohjois-Espoo
area-suur-espoonlahti = Suur-Espoonlahti
area-suur-leppavaara = Suur-Leppävaara
area-suur-matinkyla = Suur-Matinkylä
area-suur-tapiola = Suur-Tapiola
area-etela = Etelä-Helsinki
area-lansi = Länsi-Helsinki
area-pohjoinen = Pohjois-Helsinki
area-ita = Itä-Helsinki
