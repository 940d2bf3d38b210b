"""How Dutch forms ask for a meaning, without accents."""

WORDS: dict[str, str] = {
    "name": (
        "naam, volledige naam, uw naam, voor en achternaam, voornaam en achternaam, je naam, naam en "
        "voornaam, naam en voornamen, voornaam en naam, voor en familienaam, voornaam achternaam, "
        "volledige voor en achternaam"
    ),
    "given-name": "voornaam, voornamen, roepnaam, uw voornaam, je voornaam, eerste voornaam",
    "additional-name": "tweede voornaam, tweede naam",
    "family-name": "achternaam, familienaam, uw achternaam, je achternaam",
    "email": (
        "e mailadres, emailadres, e mail adres, email adres, mailadres, uw e mailadres, je e "
        "mailadres, e mailadressen"
    ),
    "tel": (
        "telefoon, telefoonnummer, mobiel, mobiel nummer, mobiele telefoon, mobiele nummer, gsm, gsm "
        "nummer, telefoon nummer, telefoonnr, mobiele telefoonnummer, vaste telefoon, mobiel "
        "telefoonnummer, gsmnummer, tel nr, 06 nummer"
    ),
    "street-address": (
        "adres, postadres, woonadres, volledig adres, uw adres, bezoekadres, factuuradres, "
        "afleveradres, bezorgadres, thuisadres, leveradres"
    ),
    "address-line1": (
        "straat, straatnaam, straat en huisnummer, straatnaam en huisnummer, adresregel 1, straat en "
        "nummer, straat huisnummer, straat nr, adres regel 1, straat en nr, straat nummer, straat en "
        "huisnr, straatnaam en nummer"
    ),
    "address-line2": (
        "adresregel 2, adres regel 2, appartement, busnummer, verdieping, =bus, appartementnummer, "
        "adrestoevoeging, extra adresregel, appartement bus"
    ),
    "address-level2": (
        "plaats, woonplaats, stad, gemeente, plaatsnaam, stad gemeente, plaats stad, stad plaats, "
        "woonplaats gemeente"
    ),
    "address-level1": "provincie, staat provincie, provincie staat, provincie regio",
    "postal-code": "postcode, postkode, post code, postcode en cijfers",
    "country-name": (
        "land, land van verblijf, woonland, land van vestiging, land regio, land van verblijfplaats"
    ),
    "bday": "geboortedatum, verjaardag, geboren op, geb datum, geboorte datum, datum van geboorte",
    "bday-day": "geboortedag, dag van geboorte, geboortedatum dag",
    "bday-month": "geboortemaand, maand van geboorte, geboortedatum maand",
    "bday-year": "geboortejaar, jaar van geboorte, geboortedatum jaar",
    "username": "gebruikersnaam, gebruikers naam, bijnaam, schermnaam, inlognaam, loginnaam",
    "url": "eigen website, webpagina",
    "organization": (
        "bedrijf, bedrijfsnaam, organisatie, onderneming, werkgever, naam bedrijf, firmanaam, naam "
        "organisatie, naam van het bedrijf, instelling, naam van de organisatie, organisatienaam"
    ),
    "x-age": "leeftijd, uw leeftijd, je leeftijd",
    "x-listing-url": (
        "link naar profiel, link naar het profiel, url van het profiel, link naar de vermelding, "
        "profiellink, te verwijderen url, url van de pagina"
    ),
    "x-reason": (
        "reden, reden van verzoek, reden van het verzoek, reden van uw verzoek, reden voor "
        "verwijdering, motivatie verzoek"
    ),
    "x-request-type": (
        "soort verzoek, type verzoek, welk recht, =recht, aard van het verzoek, soort aanvraag, uw "
        "verzoek betreft"
    ),
    "x-relationship": (
        "relatie, ik ben, relatie tot de persoon, relatie met ons, ik ben een, uw relatie tot ons, "
        "relatie tot betrokkene, relatie tot de betrokkene"
    ),
    "x-signature": "handtekening, digitale handtekening, elektronische handtekening",
    "x-code": "verificatiecode, bevestigingscode, eenmalige code",
    "~birth": "geboorte, geboren",
    "~day": "dag",
    "~month": "maand",
    "~year": "jaar",
    "~repeat": (
        "bevestig, bevestigen, herhaal, herhalen, opnieuw, nogmaals, controle, bevestiging, herhaling"
    ),
    "~part": "landnummer, kengetal, netnummer, toestelnummer, toestel, landcode telefoon",
    "!other": (
        "huisnummer, huisnr, huis nr, toevoeging, huisnummer toevoeging, huisnummertoevoeging, "
        "zoeken, zoek, zoekterm, opmerking, opmerkingen, bericht, onderwerp, vraag, antwoord, "
        "kortingscode, actiecode, waardebon, aantal, bedrag, aanhef, titel, functie, beroep, "
        "afdeling, branche, taal, valuta, geslacht, nationaliteit, burgerlijke staat, geboorteplaats, "
        "geboorteland, bestelnummer, ordernummer, factuurnummer, klantnummer, lidnummer, fax, "
        "faxnummer, nieuwsbrief, datum, tijd, beveiligingsvraag, lievelingskleur, favoriete, "
        "trefwoord, uw bericht, uw vraag, referentie, tussenvoegsel, tussenvoegsels, voorvoegsel, "
        "voorletters, initialen, cadeaubon, bestemming, achtervoegsel, kvk nummer, dossiernummer, "
        "contractnummer, plaats van geboorte, land van geboorte, voorvoegsels"
    ),
    "!secret": (
        "wachtwoord, creditcard, creditcardnummer, kaartnummer, kaarthouder, rekeningnummer, "
        "bankrekening, rekeninghouder, bsn, burgerservicenummer, paspoort, paspoortnummer, rijbewijs, "
        "rijbewijsnummer, identiteitskaart, btw nummer, btw, sofinummer, rijksregisternummer, "
        "identiteitsbewijs, documentnummer, naam op kaart, tenaamstelling, pincode kaart, naam "
        "kaarthouder, naam op de kaart, beveiligingscode, veiligheidscode, bankrekeningnummer, id "
        "nummer"
    ),
    "!person": (
        "meisjesnaam, geboortenaam, moeder, vader, ouder, ouders, partner, echtgenoot, echtgenote, "
        "kind, kinderen, vriend, vriendin, vrienden, noodgeval, noodcontact, contactpersoon "
        "noodgevallen, voogd, vertegenwoordiger, gemachtigde, ontvanger, vorige, eerdere, vroegere, "
        "familielid, huisdier, advocaat, begunstigde, oud adres, oude, verzorger"
    ),
    "country?": "landcode",
}
