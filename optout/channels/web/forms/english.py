"""How English forms ask for a meaning. See ``lexicon`` for the shape and the tags with a mark."""

WORDS: dict[str, str] = {
    "name": (
        "name, full name, full legal name, legal name, your name, first and last name, fullname, real "
        "name, complete name, names, first name and last name, first last name, first name last name, "
        "display name first and last, contact name, customer name, name in full, applicant name, "
        "realname, preferred full name, first and surname, forename and surname, name and surname, "
        "first middle last name, name surname, name of person, full name of person to be removed, "
        "name of person to be removed, name of the person"
    ),
    "given-name": (
        "first name, given name, given names, forename, forenames, firstname, legal first name, first "
        "names, first given name, first name initial, =first, christian name, first or given name, "
        "first middle name, first and middle name, preferred first name, givenname"
    ),
    "additional-name": (
        "middle name, middle names, middle initial, additional name, middlename, second name, =mi, m "
        "i, =middle, patronymic"
    ),
    "family-name": (
        "last name, family name, surname, lastname, legal last name, last names, =last, familyname, "
        "last or family name, surnames, family name surname, last name surname"
    ),
    "email": (
        "email, e mail, email address, e mail address, emailaddress, mail address, email id, emails, "
        "mail, electronic mail, email adress, e mail id, email addresses, best email, email for "
        "confirmation"
    ),
    "tel": (
        "phone, telephone, mobile, cell, phone number, telephone number, mobile number, cell number, "
        "tel, cell phone, cellphone, mobile phone, phone no, telephone no, mobile no, phonenumber, "
        "contact number, cell phone number, mobile phone number, daytime phone, evening phone, home "
        "phone, work phone, tel no, landline, primary phone, phone mobile, daytime telephone, number "
        "to call, tel number, phone num, handphone"
    ),
    "street-address": (
        "address, street address, postal address, mailing address, home address, residential address, "
        "billing address, shipping address, delivery address, address lines, current address, street "
        "or po box, full address, physical address, permanent address, address street, property "
        "address, residential street address, home street address"
    ),
    "address-line1": (
        "address line 1, address line one, address 1, street, street and number, street name, street "
        "1, street name and number, first line of address, address line, street address 1, line 1, "
        "street address line 1, address first line, street number and name, house number and street, "
        "house number and street name, building and street, number and street, street no, street line "
        "1, house number or name, mailing address 1, billing address line 1, shipping address line 1, "
        "address 1 street"
    ),
    "address-line2": (
        "address line 2, address line two, address 2, apt, apartment, apartment suite, unit, suite, "
        "apt suite, apt unit, apt number, apt no, apartment number, unit number, suite number, "
        "apartment no, ste, street address line 2, street address 2, floor, line 2, second line of "
        "address, street 2, street line 2, apartment or suite, apt or suite, flat, flat number, "
        "apartment unit, mailing address 2, building, flat unit, billing address line 2, shipping "
        "address line 2, address second line, optional address, address cont, address continued, "
        "address line 2 apt, extra address line"
    ),
    "address-level2": (
        "city, town, suburb, city town, city or town, town or city, town city, locality, city name, "
        "city suburb, suburb town, post town, municipality, city of residence, city locality, village "
        "town, suburb city, town suburb, city or suburb, city village"
    ),
    "address-level1": (
        "state, state province, state or province, province, region, state or region, state region, "
        "state territory, state or territory, province state, province or territory, province "
        "territory, state province region, state abbreviation, us state, state code, province region, "
        "region state, state province territory, state county, county state, state province county, "
        "prefecture, state name"
    ),
    "postal-code": (
        "zip, zip code, postal code, postcode, zip postal code, zip or postal code, zipcode, "
        "postalcode, post code, zip postcode, postal zip code, postal or zip code, zip post code, pin "
        "code, pincode, eircode, postal, postcode zip, postal zip, 5 digit zip, zip 4, postal code "
        "zip, post zip code, 5 digit zip code"
    ),
    "country-name": (
        "country, country name, country of residence, country or region, country region, region "
        "country, country territory, country or territory, residence country, country region of "
        "residence, country residence, country of residency"
    ),
    "bday": (
        "date of birth, birth date, birthday, birthdate, dob, bday, d o b, born on, birth day and "
        "month, dateofbirth, date birth, day you were born"
    ),
    "bday-day": (
        "day of birth, birth day, birthday day, dob day, date of birth day, bday day, day of your birth"
    ),
    "bday-month": (
        "month of birth, birth month, birthday month, dob month, date of birth month, bday month"
    ),
    "bday-year": (
        "year of birth, birth year, birthday year, dob year, date of birth year, bday year, yob"
    ),
    "username": (
        "username, user name, user id, userid, login name, nickname, nick name, screen name, desired "
        "username, login id, display name, login, nick, handle, user login, choose username, account "
        "name, online id, public name, screenname"
    ),
    "url": (
        "website, own web page, web site, personal website, homepage, website url, home page, your "
        "website"
    ),
    "organization": (
        "organization, organisation, company, company name, business name, employer, employer name, "
        "organization name, organisation name, name of company, name of organization, firm, "
        "institution, name of business, name of organisation, firm name, name of employer, agency "
        "name, school name"
    ),
    "x-age": "age, age in years, your age, how old are you, current age",
    "x-image-url": "image url, address of the image, link to the image, image address",
    "x-domain": "domain, domain name, own domain",
    "x-listing-url": (
        "listing url, link to the listing, link to listing, profile url, record url, =listing, "
        "address of the listing, url of the listing, url of listing, link to profile, link to record, "
        "listing link, address of the record, url of the record, link to the record, link to the "
        "profile, url of the profile, profile link, url of profile, url to remove, link to your "
        "record, url of record, link to your profile, link to your listing, url of your profile, url "
        "of your listing, urls to remove, record link, page to remove, link to be removed, url to be "
        "removed, opt out url, removal url, link to remove, profile page url, url of your record, url "
        "of the page, listing page url, links to remove, report url, report link"
    ),
    "x-reason": (
        "reason, reason for request, reason for the request, reason for removal, reason for your "
        "request, reason for opting out, reason for opt out, reason for deletion, removal reason, "
        "reason for contact, why are you requesting removal, reason for contacting us, reason of "
        "request, why do you want to opt out"
    ),
    "x-request-type": (
        "request type, type of request, kind of request, what would you like us to do, select request "
        "type, what is your request, nature of request, i would like to, privacy request type, type "
        "of privacy request, what type of request, request category, select your request, rights "
        "request, which right, select a request, nature of your request, requested action, what kind "
        "of request"
    ),
    "x-relationship": (
        "relationship, who is asking, i am, i am a, relationship to the person, i am an, relationship "
        "to data subject, on whose behalf, requester type, who are you, i am the, requestor type, "
        "relationship to us, your relationship to us, your relationship, relationship to the data "
        "subject, requester relationship, are you submitting, who is making, submitting on behalf, i "
        "am submitting, i am making this request, who are you submitting, what is your relationship, "
        "relationship with us, who is this request for, are you making this request"
    ),
    "x-state-of-residence": (
        "state of residence, state where i live, state you live in, residence state, state of "
        "residency, state you reside in, state where you live, state in which you reside, state in "
        "which you live, residency state, which state do you live in, what state do you live in, "
        "state where you reside, resident state, =residency, state resident"
    ),
    "x-signature": (
        "signature, electronic signature, e signature, digital signature, esignature, your signature, "
        "type your name to sign, sign here, sign your name, type your full name to sign, signed by, "
        "sign by typing, sign your full name, sign full name"
    ),
    "x-code": (
        "=code, verification code, confirmation code, one time code, security code from the email, "
        "otp, code from the email, code from email, one time password, one time passcode, email code, "
        "sms code, authentication code, 6 digit code, access code, enter code, passcode, validation "
        "code, 2fa code"
    ),
    "~birth": "birth, born",
    "~day": "day, dd",
    "~month": "month, mm",
    "~year": "year, yyyy, yy",
    "~repeat": (
        "confirm, repeat, again, re enter, reenter, verify, retype, re type, confirmation, retyped, "
        "verification, repeated, confirmed, duplicate"
    ),
    "~part": (
        "ext, extension, phone extension, area code, dial code, dialing code, country calling code, "
        "phone country code, calling code, phone code, phone prefix, prefix, phone country, mobile "
        "country code, phone ext, phone number country code, mobile code, phone type, mobile country, "
        "phone area code, phone number prefix, phone number country, telephone country code, mobile "
        "area code, mobile number country code, tel country code, phone number type, calling prefix, "
        "dialling code, isd code, type of phone, mobile prefix, telephone extension, phonecountry, "
        "mobile number country, international code"
    ),
    "!other": (
        "new email, new address, new phone, new number, search, find, query, keyword, keywords, "
        "comment, comments, message, subject, question, answer, coupon, coupon code, promo code, "
        "promo, promotion code, promotional code, discount, discount code, gift, gift card, gift "
        "certificate, voucher, newsletter, subscribe, quantity, qty, amount, total, price, captcha, "
        "captcha code, security question, security answer, job title, title, salutation, position, "
        "occupation, department, industry, website type, sort, sort by, filter, language, currency, "
        "gender, sex, pronouns, nationality, citizenship, citizen, ethnicity, race, marital status, "
        "place of birth, birth place, birthplace, city of birth, country of birth, state of birth, "
        "birth city, birth country, order number, order id, order no, invoice, invoice number, "
        "reference number, reference, tracking number, serial number, model, product, size, color, "
        "colour, rating, review, feedback, notes, note, description, details, additional information, "
        "instructions, delivery instructions, gate code, membership number, member number, member id, "
        "loyalty number, frequent flyer number, customer number, customer id, account id, fax, fax "
        "number, fax no, how did you hear, time zone, timezone, preferred language, preferred time, "
        "contact time, mode of contact, preferred contact, contact method, contact preference, best "
        "time, county, company type, company size, number of employees, organization type, company "
        "website, company url, business type, topic, security code, membership, loyalty, referral "
        "code, invite code, invitation code, access key, api key, token, project name, team name, "
        "group name, file name, shop name, store name, store, shop url, shop, domain extension, page "
        "title, event name, product name, item name, album, list name, address book, nick for "
        "address, address name, address title, address type, address nickname, name of address, ip "
        "address, mac address, email subject, emailsubject, email type, email format, email "
        "frequency, category, location, city or zip, city or state, destination, departure, arrival, "
        "from city, to city, travel date, check in, check out, date of visit, start date, end date, "
        "expiration, expiry, issue date, appointment, date, time, budget, school, university, "
        "college, degree, major, pet name, pet, dog, cat, favorite, favourite, book, movie, teacher, "
        "vehicle, vin, make, year of graduation, graduation year, plan, phrase, interest, interests, "
        "terms, rights, role, ein, ext type, height, weight, income, salary, state of issue, license "
        "state, issuing state, issuing country, contact us, summary, complaint, enquiry, inquiry, "
        "issue, problem, honeypot, address suggestion, hashtag, tag, tags, bio, about you, about me, "
        "hobbies, skype, twitter, facebook, instagram, linkedin, whatsapp, social, social media, name "
        "suffix, suffix, name prefix, honorific, generation, company registration number, "
        "registration number, extension type, site name, blog name, website name, channel, age range, "
        "age group, to email, email this to, send to, send email to, tax residency, tax residence"
    ),
    "!secret": (
        "ssn, social security, social security number, password, passwords, passphrase, passwd, pin, "
        "pin number, card, card number, card name, name on card, cardholder, cardholder name, card "
        "holder, cvv, cvc, credit card, debit card, cc number, cc exp, cc type, cc month, cc year, cc "
        "cvc, cc csc, iban, bic, swift, sort code, account number, bank, bank account, bank code, "
        "routing number, bank name, passport, passport number, driver s license, driver license, "
        "drivers license, driving licence, driving license, license number, licence number, license, "
        "licence, national id, id number, identification number, identity number, national insurance, "
        "national insurance number, tax id, tax number, tin, vat, vat number, vat id, taxpayer, id "
        "card, document number, social insurance number, nino, account holder, accountholder, account "
        "holder name, security number, csc, last 4, last four, card code, name on the card, "
        "nameoncard, billing card, medicare, insurance number, itin, government id, state id, last "
        "four digits, last 4 digits, account name holder, cc name, holder name, name on account, ss "
        "number, id document number, tax identification number, cardnumber, last 4 of ssn, pass code, "
        "pwd, pass"
    ),
    "!person": (
        "mother, mother s, father, father s, parent, parents, parent s, guardian, guardian s, spouse, "
        "spouse s, husband, wife, partner s name, child, child s, children, kid, kids, relative, "
        "relative s, relatives, friend, friend s, friends, emergency, emergency contact, refer, "
        "referral, referrer, referred by, referee, assistant, assistant s, manager, manager s, "
        "previous, maiden, maiden name, former, formerly, alias, aliases, also known as, other names, "
        "beneficiary, next of kin, agent, agent s, agent name, attorney, authorized agent, authorised "
        "agent, representative, representative s, supervisor, recipient, recipient s, gift recipient, "
        "invitee, colleague, witness, sponsor, doctor, physician, patient, tenant, landlord, birth "
        "name, name at birth, other name, past addresses, past, prior, old address, old email, old, "
        "previous address, someone, someone else, sibling, deceased, alternate, alternative, "
        "secondary email, secondary phone, alternate email, alternate phone, grandmother, "
        "grandfather, brother, sister, best friend, seller, contact person, minor, co applicant"
    ),
    "country?": "country code",
}
