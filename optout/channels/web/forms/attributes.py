"""Abbreviations that only ``name`` and ``id`` attributes use, and words found inside others."""

WORDS: dict[str, str] = {
    "given-name": (
        "fname, first nm, firstnm, f name, name first, name mei, user first, namefirst, prenom, "
        "namefirstname"
    ),
    "additional-name": "mname, m name, middleinit, name middle, minit, middlename, name m",
    "family-name": (
        "lname, l name, last nm, lastnm, name last, name sei, sname, namelast, user last, surename"
    ),
    "name": (
        "your name, ship name, bill name, person name, profile name, uname full, fio, contactname, "
        "from name, sender name"
    ),
    "email": "mail, usermail, emailid, mailaddr, eml, email addr, mail1",
    "tel": (
        "telno, phoneno, phone1, tel1, mob, mobileno, fon, phn, telnr, handy, phone 1, tel 1, "
        "mobilephone"
    ),
    "street-address": "addr, adress, adresse",
    "address-line1": (
        "addr1, address1, adr1, addressline1, addr line1, street1, address line1, addr 1, streetname, "
        "str, line1, addrline1, street addr, address 0, street 0, address line 0, adresse1, "
        "direccion1, adress1, streetaddress1, straddr"
    ),
    "address-line2": (
        "addr2, address2, adr2, addressline2, addr line2, street2, address line2, addr 2, line2, "
        "addrline2, adresse2, direccion2, adress2, streetaddress2, aptno, address 1 2"
    ),
    "address-level2": "cty, addr city, address city",
    "address-level1": (
        "state id, region id, addr state, stateprov, province id, stateprovince, provincia id, zone id"
    ),
    "postal-code": (
        "zip5, postal cd, zip5 code, zippostal, cep, codpostal, codepostal, zip cd, addr zip, code "
        "postal"
    ),
    "country-name": ("country id, ctry, country iso, country cd, countryid, country select, cntry"),
    "bday": "dob, birth dt, bdate, geb, datebirth, birth",
    "bday-day": (
        "dobday, dob d, bday d, birth d, dob dd, bd day, birthdate d, date of birth dd, birthdayday"
    ),
    "bday-month": (
        "dobmonth, dob m, bday m, birth m, dob mm, bd month, birthdate m, date of birth mm, "
        "birthdaymonth"
    ),
    "bday-year": (
        "dobyear, dob y, bday y, birth y, dob yyyy, bd year, birthdate y, date of birth yyyy, "
        "birthdayyear, dob yy"
    ),
    "username": "uname, usr, user nick, userlogin",
    "country?": "country code, countrycode",
    "~repeat": "conf, check, 2nd, rpt, re, cnf",
    "!other": (
        "q, qty, msg, utm, hp, bot, url hp, trap, subj, hear, tos, recaptcha, suggestion, validator, "
        "firm name, honey, website url, fake, promocode, couponcode, emailmessage, emailsubject, "
        "companytype"
    ),
    "!secret": (
        "ssn4, ssn, cardno, ccnum, ccname, accountholdername, expirydate, cvv2, ppw, dl number, "
        "ccnumber, bankaccount"
    ),
}

WITHIN: tuple[tuple[str, str], ...] = (
    ("firstname", "given-name"),
    ("givenname", "given-name"),
    ("vorname", "given-name"),
    ("lastname", "family-name"),
    ("nachname", "family-name"),
    ("familyname", "family-name"),
    ("surname", "family-name"),
    ("middlename", "additional-name"),
    ("fullname", "name"),
    ("realname", "name"),
    ("username", "username"),
    ("nickname", "username"),
    ("password", "!secret"),
    ("creditcard", "!secret"),
    ("cardnumber", "!secret"),
    ("nameoncard", "!secret"),
    ("cardholder", "!secret"),
    ("captcha", "!other"),
    ("honeypot", "!other"),
    ("newsletter", "!other"),
    ("company", "organization"),
    ("zipcode", "postal-code"),
    ("postcode", "postal-code"),
    ("postalcode", "postal-code"),
    ("phonenumber", "tel"),
    ("telephone", "tel"),
    ("telefon", "tel"),
    ("birthdate", "bday"),
    ("birthday", "bday"),
    ("dateofbirth", "bday"),
    ("geburtsdatum", "bday"),
    ("emailaddress", "email"),
    ("email", "email"),
    ("countrycode", "country?"),
    ("country", "country-name"),
    ("addressline1", "address-line1"),
    ("addressline2", "address-line2"),
    ("streetaddress", "street-address"),
    ("strasse", "address-line1"),
)
"""Looked for in single words of a name that no list knows: ``txtfirstname``, ``usernamee``."""
