# Areas of the example directory
area-vanha-espoo = Vanha-Espoo
area-suur-kauklahti = Suur-Kauklahti
area-pohjois-espoo = Northern Espoo
area-suur-espoonlahti = Suur-Espoonlahti
area-suur-leppavaara = Suur-Leppävaara
area-suur-matinkyla = Suur-Matinkylä
area-suur-tapiola = Suur-Tapiola
area-etela = Southern Helsinki
area-lansi = Western Helsinki
area-pohjoinen = Northern Helsinki
area-ita = Eastern Helsinki
