"""How Italian forms ask for a meaning, without accents."""

WORDS: dict[str, str] = {
    "name": (
        "nome completo, nome e cognome, cognome e nome, nome cognome, nominativo, cognome nome, il "
        "tuo nome e cognome"
    ),
    "name?": "nome, il tuo nome, il suo nome, tuo nome, vostro nome",
    "given-name": "nome di battesimo, primo nome",
    "additional-name": "secondo nome",
    "family-name": "cognome, cognomi, il tuo cognome, tuo cognome",
    "email": (
        "indirizzo e mail, indirizzo email, posta elettronica, indirizzo di posta elettronica, "
        "indirizzo mail, indirizzo di posta, la tua e mail, indirizzo di email, indirizzo di e mail"
    ),
    "tel": (
        "telefono, numero di telefono, cellulare, numero di cellulare, telefono cellulare, recapito "
        "telefonico, telefono fisso, n di telefono, numero telefonico, numero cellulare, numero di "
        "telefono cellulare, n telefono"
    ),
    "street-address": (
        "indirizzo, indirizzo postale, indirizzo di residenza, indirizzo di spedizione, indirizzo "
        "completo, indirizzo di fatturazione, residenza, domicilio, il tuo indirizzo"
    ),
    "address-line1": (
        "=via, via e numero civico, indirizzo e numero civico, via piazza, via e numero, indirizzo "
        "riga 1, indirizzo 1, via n civico, via e n civico, via numero civico, via piazza e numero "
        "civico, nome della via, strada, indirizzo linea 1, via e civico, via piazza n"
    ),
    "address-line2": (
        "indirizzo riga 2, indirizzo 2, =interno, =scala, appartamento, interno scala, scala interno, "
        "indirizzo linea 2, informazioni aggiuntive sull indirizzo, scala piano interno, indirizzo "
        "aggiuntivo, =piano, scala interno piano, interno, piano"
    ),
    "address-level2": (
        "citta, comune, localita, citta comune, comune di residenza, citta di residenza, paese citta, "
        "citta paese"
    ),
    "address-level1": (
        "provincia, regione, stato provincia, prov, provincia regione, provincia di residenza, stato "
        "regione, provincia stato"
    ),
    "postal-code": (
        "cap, codice postale, c a p, codice di avviamento postale, codice avviamento postale, cap "
        "codice postale"
    ),
    "country-name": (
        "paese, nazione, =stato, paese di residenza, paese regione, stato di residenza, nazione di "
        "residenza, stato nazione, paese o regione"
    ),
    "bday": "data di nascita, nato il, compleanno, nato a il, data nascita, nata il",
    "bday-day": "giorno di nascita, giorno nascita",
    "bday-month": "mese di nascita, mese nascita",
    "bday-year": "anno di nascita, anno nascita",
    "username": "nome utente, utente, soprannome, nome di utente, id utente",
    "url": "sito web, sito internet, pagina web, sito personale",
    "organization": (
        "azienda, societa, ragione sociale, nome azienda, nome dell azienda, ditta, organizzazione, "
        "ente, nome della societa, nome societa"
    ),
    "x-age": "eta, la tua eta",
    "x-listing-url": (
        "link al profilo, link della scheda, url del profilo, url della scheda, link alla scheda, url "
        "da rimuovere, link da rimuovere, url della pagina"
    ),
    "x-reason": "motivo, ragione, motivo della richiesta, motivazione, motivazione della richiesta",
    "x-request-type": (
        "tipo di richiesta, tipologia di richiesta, =diritto, quale diritto, oggetto della richiesta, "
        "diritto esercitato, tipologia richiesta, tipo richiesta, diritto che si desidera esercitare"
    ),
    "x-relationship": (
        "relazione, =sono, rapporto con la persona, rapporto con noi, in qualita di, relazione con l "
        "interessato"
    ),
    "x-signature": "firma elettronica, firma digitale",
    "x-code": "codice di verifica, codice di conferma, codice ricevuto",
    "~birth": "nascita, nato, nata",
    "~day": "giorno, gg",
    "~month": "mese",
    "~year": "anno",
    "~repeat": (
        "conferma, confermare, ripeti, ripetere, ripetizione, di nuovo, verifica, reinserisci, "
        "nuovamente"
    ),
    "~part": "prefisso, prefisso telefonico, prefisso internazionale, prefisso paese",
    "!other": (
        "numero civico, civico, n civico, cerca, ricerca, commento, commenti, messaggio, oggetto, "
        "domanda, risposta, codice sconto, codice promozionale, buono, coupon, quantita, importo, "
        "titolo, professione, ruolo, settore, lingua, valuta, sesso, genere, nazionalita, "
        "cittadinanza, luogo di nascita, comune di nascita, citta di nascita, provincia di nascita, "
        "stato civile, paese di nascita, stato di nascita, numero ordine, numero d ordine, numero "
        "fattura, codice cliente, numero cliente, fax, note, data, ora, domanda di sicurezza, colore "
        "preferito, parola chiave, destinazione, riferimento, numero tessera, suffisso, frazione, "
        "numero di ordine, nazione di nascita, carta regalo, buono regalo"
    ),
    "!secret": (
        "parola d ordine, carta di credito, numero di carta, numero carta, intestatario della carta, "
        "titolare della carta, intestatario, numero di conto, conto corrente, codice fiscale, partita "
        "iva, p iva, passaporto, numero di passaporto, carta d identita, numero documento, patente, "
        "numero patente, numero di patente, documento di identita, titolare, codice di sicurezza, "
        "tessera sanitaria, numero carta d identita, documento, cod fiscale, nome sulla carta, pec "
        "aziendale, codice sdi, numero di documento, parola chiave segreta"
    ),
    "!person": (
        "cognome da nubile, nome da nubile, madre, padre, genitore, genitori, coniuge, marito, "
        "moglie, figlio, figlia, figli, amico, amica, amici, emergenza, contatto di emergenza, "
        "tutore, rappresentante, destinatario, beneficiario, precedente, precedenti, delegato, "
        "familiare, parente, animale, avvocato, accompagnatore, referente, delegante"
    ),
    "country?": "codice paese",
}
