"""How German forms ask for a meaning, in folded letters: ``strasse``, ``bestatigen``."""

WORDS: dict[str, str] = {
    "name": (
        "name, vor und nachname, vorname und nachname, vor und zuname, vollstandiger name, ihr name, "
        "dein name, name und vorname, vor nachname, vorname nachname, nachname vorname, name vorname, "
        "vollstaendiger name, nachname und vorname, ganzer name, vorname name, vorname und name, "
        "ansprechpartner, ihr vollstandiger name, vor und familienname"
    ),
    "given-name": "vorname, vornamen, ihr vorname, rufname, vorname n, erster vorname",
    "additional-name": "zweiter vorname, weitere vornamen, mittelname, zweitname",
    "family-name": "nachname, familienname, zuname, nachnamen",
    "email": ("e mail adresse, email adresse, emailadresse, mailadresse, mail adresse, e mailadresse"),
    "tel": (
        "telefon, telefonnummer, telefon nummer, handy, handynummer, mobilnummer, mobiltelefon, "
        "rufnummer, telefonnr, telefon nr, mobil, mobilfunknummer, mobilfunk, festnetz, handy nummer, "
        "tel nr, festnetznummer, telefon privat, telefon mobil, telefon tagsuber, mobilrufnummer, "
        "ruckrufnummer"
    ),
    "street-address": (
        "adresse, anschrift, postanschrift, wohnadresse, postadresse, postalische adresse, "
        "wohnanschrift, lieferadresse, rechnungsadresse, lieferanschrift, rechnungsanschrift"
    ),
    "address-line1": (
        "strasse, strasse und hausnummer, strasse hausnummer, strasse und nr, strasse nr, str, "
        "strasse hausnr, strasse und hausnr, adresszeile 1, str nr, adresse zeile 1, strasse und "
        "nummer, strassenname, strasse nummer, str hausnr, strasse haus nr, strassen und hausnummer, "
        "anschrift zeile 1, strasse hausnummer zusatz"
    ),
    "address-line2": (
        "adresszusatz, adresszeile 2, zusatz, adresse zeile 2, anschriftenzusatz, adresszusatze, "
        "wohnungsnummer, stockwerk, zusatzliche adresszeile, anschrift zeile 2, zusatzliche adresse, "
        "wohnung, zusatzliche adressangaben, zusatzliche adressinformationen"
    ),
    "address-level2": "stadt, ort, wohnort, stadt ort, ort stadt, gemeinde, ortschaft",
    "address-level1": (
        "bundesland, bundesstaat, kanton, bundesland kanton, bundesland provinz, land kanton"
    ),
    "postal-code": "plz, postleitzahl, postleitzahl plz",
    "country-name": "land, wohnsitzland, land region, land des wohnsitzes, staat, land auswahlen",
    "bday": (
        "geburtsdatum, geburtstag, geb datum, gebdatum, geboren am, geburts datum, wann bist du "
        "geboren, wann sind sie geboren, tag monat jahr der geburt"
    ),
    "bday-day": "tag der geburt, geburtsdatum tag, geburtstag tag",
    "bday-month": "geburtsmonat, monat der geburt, geburtsdatum monat, geburtstag monat",
    "bday-year": "geburtsjahr, jahr der geburt, geburtsdatum jahr, jahrgang, geburtstag jahr",
    "username": (
        "benutzername, nutzername, benutzerkennung, anmeldename, spitzname, loginname, benutzer"
    ),
    "url": "webseite, internetseite, eigene webseite",
    "organization": (
        "firma, unternehmen, firmenname, organisation, arbeitgeber, name der firma, verein, name des "
        "unternehmens, firmenbezeichnung, unternehmensname, firma organisation, institution"
    ),
    "x-age": "alter, alter in jahren, ihr alter",
    "x-listing-url": (
        "link zum eintrag, link zum profil, url des eintrags, profil url, url des profils, adresse "
        "des eintrags, eintrag url, url der seite, zu loschende url, link zu ihrem profil, link zu "
        "ihrem eintrag, url ihres profils, url ihres eintrags"
    ),
    "x-reason": (
        "grund, begrundung, grund der anfrage, grund des antrags, grund fur die loschung, grund fur "
        "ihre anfrage, loschgrund, begrundung des antrags, warum mochten sie"
    ),
    "x-request-type": (
        "art der anfrage, art des antrags, anfrageart, art ihrer anfrage, ihr recht, antragsart, "
        "welches recht, was mochten sie tun, art des ersuchens, betroffenenrecht, art ihres "
        "anliegens, welches recht mochten sie ausuben, ich mochte, anfragetyp, typ der anfrage"
    ),
    "x-relationship": (
        "beziehung, ich bin, verhaltnis zur person, beziehung zur person, beziehung zu uns, ich bin "
        "ein, in welcher beziehung stehen sie zu uns, beziehung zum betroffenen, verhaltnis zum "
        "betroffenen"
    ),
    "x-signature": "unterschrift, elektronische unterschrift, signatur, name als unterschrift",
    "x-code": ("bestatigungscode, einmalcode, verifizierungscode, sicherheitscode aus der e mail, tan"),
    "~birth": "geburt, geboren",
    "~day": "tag, tt",
    "~month": "monat",
    "~year": "jahr, jjjj",
    "~repeat": (
        "wiederholen, bestatigen, wiederholung, erneut, nochmals, nochmal, bestatigung, wiederholt"
    ),
    "~part": (
        "vorwahl, landervorwahl, landesvorwahl, durchwahl, telefonvorwahl, ortsvorwahl, vorwahl "
        "telefon, vorwahl mobil, landeskennzahl"
    ),
    "!other": (
        "hausnummer, hausnr, haus nr, suche, suchen, suchbegriff, kommentar, nachricht, betreff, "
        "frage, antwort, gutschein, gutscheincode, rabattcode, aktionscode, menge, anzahl, betrag, "
        "anrede, titel, beruf, position, abteilung, branche, sprache, wahrung, geschlecht, "
        "nationalitat, staatsangehorigkeit, staatsburgerschaft, familienstand, geburtsort, "
        "geburtsland, bestellnummer, auftragsnummer, rechnungsnummer, kundennummer, mitgliedsnummer, "
        "fax, faxnummer, telefax, ihre nachricht, mitteilung, bemerkung, bemerkungen, anmerkung, "
        "sicherheitsfrage, sicherheitsabfrage, ihre frage, newsletter, abonnieren, thema, datum, "
        "uhrzeit, namenszusatz, lieblingsfarbe, vertragsnummer, aktenzeichen, anliegen, spamschutz, "
        "handelsregisternummer, rechtsform, packstation, postnummer, ansprechzeit, landkreis, kreis, "
        "reisedatum, reiseziel, telefonzeit, gewunschter liefertermin, lieferdatum, zahlernummer, "
        "kennzeichen, liefertermin, wunschtermin, hausnummernzusatz"
    ),
    "!secret": (
        "passwort, kennwort, kreditkarte, kreditkartennummer, karteninhaber, kartennummer, "
        "kontonummer, kontoinhaber, bankleitzahl, bankverbindung, personalausweis, "
        "personalausweisnummer, ausweisnummer, reisepass, reisepassnummer, sozialversicherungsnummer, "
        "steuernummer, steuer id, umsatzsteuer id, ust id, ust idnr, steueridentifikationsnummer, "
        "fuhrerschein, fuhrerscheinnummer, prufziffer, kartenprufnummer, krankenversicherungsnummer, "
        "versicherungsnummer, rentenversicherungsnummer, ahv nummer, prufnummer, pass nr"
    ),
    "!person": (
        "geburtsname, madchenname, mutter, vater, eltern, elternteil, ehepartner, ehegatte, ehefrau, "
        "ehemann, kind, kindes, kinder, partners, freund, freundes, freunds, freundin, notfall, "
        "notfallkontakt, vormund, fruhere, fruherer, fruheres, ehemalige, ehemaliger, "
        "bevollmachtigter, bevollmachtigten, vertreter, vertreters, empfanger, empfangers, "
        "abweichende, angehorige, erziehungsberechtigter, erziehungsberechtigten, kollegen, geworben "
        "von, empfohlen von, begleitperson, haustier, haustiers, alte adresse, bisherige, name des "
        "kindes, beschenkter, beschenkten"
    ),
    "country?": "landercode",
}
