# Areas of the example directory
area-vanha-espoo = Gamla Esbo
area-suur-kauklahti = Stor-Köklax
area-pohjois-espoo = Norra Esbo
area-suur-espoonlahti = Stor-Esboviken
area-suur-leppavaara = Stor-Alberga
area-suur-matinkyla = Stor-Mattby
area-suur-tapiola = Stor-Hagalund
area-etela = Södra Helsingfors
area-lansi = Västra Helsingfors
area-pohjoinen = Norra Helsingfors
area-ita = Östra Helsingfors
