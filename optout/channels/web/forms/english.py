"""How English forms ask for a meaning. See ``lexicon`` for the shape and the tags with a mark."""

WORDS: dict[str, str] = {
    "name": (
        "name, full name, full legal name, legal name, your name, first and last name, fullname, real "
        "name, complete name, names, first name and last name, first last name, first name last name, "
        "display name first and last, contact name, customer name, name in full, applicant name, "
        "realname, preferred full name, first and surname, forename and surname, name and surname, "
        "first middle last name, name surname, name of person, full name of person to be removed, "
        "name of person to be removed, name of the person, what should we call you, attn full name, "
        "donor name, applicant s full name, consumer s full name, consumer name, subscriber name, "
        "account name first and last, guest name, visitor name, requester name, requester s name, "
        "requestor name, your first and last name, your full legal name, participant name, attendee "
        "name, user s full name, name on account first and last, member s full name, name of "
        "consumer, name of requester, name of data subject, data subject name, first name surname, "
        "contact person name"
    ),
    "given-name": (
        "first name, given name, given names, forename, forenames, firstname, legal first name, first "
        "names, first given name, first name initial, =first, christian name, first or given name, "
        "first middle name, first and middle name, preferred first name, givenname, fore name, name "
        "first"
    ),
    "additional-name": (
        "middle name, middle names, middle initial, additional name, middlename, second name, =mi, m "
        "i, =middle, patronymic"
    ),
    "family-name": (
        "last name, family name, surname, lastname, legal last name, last names, =last, familyname, "
        "last or family name, surnames, family name surname, last name surname, second name surname, "
        "name last"
    ),
    "email": (
        "email, e mail, email address, e mail address, emailaddress, mail address, email id, emails, "
        "mail, electronic mail, email adress, e mail id, email addresses, best email, email for "
        "confirmation, school email, sign up with your email, student email, email contact, college "
        "email, university email, personal email address, work email address, email me at, email us "
        "at"
    ),
    "tel": (
        "phone, telephone, mobile, cell, phone number, telephone number, mobile number, cell number, "
        "tel, cell phone, cellphone, mobile phone, phone no, telephone no, mobile no, phonenumber, "
        "contact number, cell phone number, mobile phone number, daytime phone, evening phone, home "
        "phone, work phone, tel no, landline, primary phone, phone mobile, daytime telephone, number "
        "to call, tel number, phone num, handphone, best number, best number to reach you, best "
        "contact number, primary phone number, alternate contact number, cell mobile, mobile cell, "
        "contact telephone, phone contact, contact phone number, contact mobile, mobile contact, "
        "contact no, contact num"
    ),
    "street-address": (
        "address, street address, postal address, mailing address, home address, residential address, "
        "billing address, shipping address, delivery address, address lines, current address, street "
        "or po box, full address, physical address, permanent address, address street, property "
        "address, residential street address, home street address, street address or p o box, street "
        "address or po box, start typing your address, street address company name c o, begin typing "
        "your address, search address, street or p o box, address street or po box, full street "
        "address"
    ),
    "address-line1": (
        "address line 1, address line one, address 1, street, street and number, street name, street "
        "1, street name and number, first line of address, address line, street address 1, line 1, "
        "street address line 1, address first line, street number and name, house number and street, "
        "house number and street name, building and street, number and street, street no, street line "
        "1, house number or name, mailing address 1, billing address line 1, shipping address line 1, "
        "address 1 street, street name number, address line 1 or company name, address line 1 street, "
        "street address apartment, house no and street, street address line one, home address line 1, "
        "residential address line 1, mailing address line 1, permanent address line 1"
    ),
    "address-line2": (
        "address line 2, address line two, address 2, apt, apartment, apartment suite, unit, suite, "
        "apt suite, apt unit, apt number, apt no, apartment number, unit number, suite number, "
        "apartment no, ste, street address line 2, street address 2, floor, line 2, second line of "
        "address, street 2, street line 2, apartment or suite, apt or suite, flat, flat number, "
        "apartment unit, mailing address 2, building, flat unit, billing address line 2, shipping "
        "address line 2, address second line, optional address, address cont, address continued, "
        "address line 2 apt, extra address line, apt suite bldg, bldg, apartment suite bldg, apt or "
        "suite number, apt ste floor, address line two optional, ste apt, apartment suite etc, home "
        "address line 2, mailing address line 2, residential address line 2, second address line, "
        "address line 2 optional, flat apartment, flat no, block, additional address, additional "
        "address information, room number, apt suite other, apt suite unit, apt suite floor, unit "
        "apt, address details, apt flat, po box"
    ),
    "address-level2": (
        "city, town, suburb, city town, city or town, town or city, town city, locality, city name, "
        "city suburb, suburb town, post town, municipality, city of residence, city locality, village "
        "town, suburb city, town suburb, city or suburb, city village, city town village, town "
        "village city, home city, residence city, city municipality, city town department, city or "
        "apo fpo, city apo fpo, city town locality, city town district"
    ),
    "address-level1": (
        "state, state province, state or province, province, region, state or region, state region, "
        "state territory, state or territory, province state, province or territory, province "
        "territory, state province region, state abbreviation, us state, state code, province region, "
        "region state, state province territory, state county, state province county, prefecture, "
        "state name, state prov, state county province, province state region, state district, state "
        "or province or region, home state, state region province, us state territory"
    ),
    "postal-code": (
        "zip, zip code, postal code, postcode, zip postal code, zip or postal code, zipcode, "
        "postalcode, post code, zip postcode, postal zip code, postal or zip code, zip post code, pin "
        "code, pincode, eircode, postal, postcode zip, postal zip, 5 digit zip, zip 4, postal code "
        "zip, post zip code, 5 digit zip code, home zip, home zip code, zip or postcode, zip pin, pin "
        "zip code, zip code postal code, zip plus 4, postal zip postcode, zip code or postcode"
    ),
    "country-name": (
        "country, country name, country of residence, country or region, country region, region "
        "country, country territory, country or territory, residence country, country region of "
        "residence, country residence, country of residency, country location, country or location, "
        "country where you live, home country, country or territory of residence, country territory "
        "of residence, country you live in, country in which you live, which country do you live in, "
        "what country do you live in, country region where you live, country of domicile, current "
        "country, country of your residence"
    ),
    "bday": (
        "date of birth, birth date, birthday, birthdate, dob, bday, d o b, born on, birth day and "
        "month, dateofbirth, date birth, day you were born, when were you born, when s your birthday, "
        "when is your birthday, what is your date of birth, what s your date of birth, what s your "
        "birthday, what is your birthday"
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
        "name, online id, public name, screenname, member name, profile name, choose a user name, "
        "account user name, user name or id, sign in name, nick name username, chat name, choose a "
        "id, create a user id"
    ),
    "url": (
        "website, own web page, web site, personal website, homepage, website url, home page, your "
        "website, website address, your website address, own website, blog url, portfolio url, "
        "homepage url, url of your website, your url"
    ),
    "organization": (
        "organization, organisation, company, company name, business name, employer, employer name, "
        "organization name, organisation name, name of company, name of organization, firm, "
        "institution, name of business, name of organisation, firm name, name of employer, agency "
        "name, business company name, company business name, business or company name, company or "
        "business name, business company, company or organization, company or organisation"
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
        "of the page, listing page url, links to remove, report url, report link, links to your "
        "profile s, links to your profile, url of the record you want removed, web address of the "
        "listing, web page url, url s to be removed, link s to your profile, url of record to remove, "
        "paste your profile url, address of your record, address of your listing, address of the "
        "profile, address of your profile, link to information, url of the information, link to your "
        "information, url of your information, link to page, url of page, link of your profile, "
        "direct link to your profile, direct link to the record, profile to remove, record to remove, "
        "listing to remove, report id, url to your profile, url to your record, url to your listing, "
        "url to the record, url to the listing, url to the profile, url to be deleted, url to delete, "
        "url or link, offending url"
    ),
    "x-reason": (
        "reason, reason for request, reason for the request, reason for removal, reason for your "
        "request, reason for opting out, reason for opt out, reason for deletion, removal reason, "
        "reason for contact, why are you requesting removal, reason for contacting us, reason of "
        "request, why do you want to opt out, reason for erasure, reason for deletion request, reason "
        "for contacting, state your reason, reason you are requesting removal, grounds for request, "
        "grounds for your request, reason for your removal request, why are you contacting us"
    ),
    "x-request-type": (
        "request type, type of request, kind of request, what would you like us to do, select request "
        "type, what is your request, nature of request, i would like to, privacy request type, type "
        "of privacy request, what type of request, request category, select your request, rights "
        "request, which right, select a request, nature of your request, requested action, what kind "
        "of request, what would you like to do, right you wish to exercise, right you want to "
        "exercise, which right do you wish to exercise, which right would you like to exercise, what "
        "right, privacy right, ccpa right, type of your request, what can we help you with today "
        "request, choose a request, request you would like to make, request you are making, what "
        "request, what is the nature of your request, select the type of request, select type of "
        "request, type of data request, type of inquiry request, data request type, dsar type, which "
        "request would you like to make, what kind of privacy request"
    ),
    "x-relationship": (
        "relationship, who is asking, i am, i am a, relationship to the person, i am an, relationship "
        "to data subject, on whose behalf, requester type, who are you, i am the, requestor type, "
        "relationship to us, your relationship to us, your relationship, relationship to the data "
        "subject, requester relationship, are you submitting, who is making, submitting on behalf, i "
        "am submitting, i am making this request, who are you submitting, what is your relationship, "
        "relationship with us, who is this request for, are you making this request, relationship to "
        "the subject, relationship to subject, are you making this request on behalf of someone else, "
        "are you the data subject, are you the consumer, i am making this request as, i am submitting "
        "as, requesting as, you are, what best describes you, which best describes you, which of the "
        "following best describes you, i am requesting as, relationship to consumer, relationship to "
        "the consumer, your relationship to the data subject, your relationship with us, your "
        "relationship to the company, relation to the person, your relationship to the person, "
        "relation to person, request made by, request submitted by, submitting as, are you acting on "
        "behalf, i am submitting this request as, i am submitting this request on behalf of, who is "
        "submitting this request, who are you submitting this request for, are you an authorized "
        "agent, how do you interact with us, what is your relationship with us, what is your "
        "relationship to us, relationship to company"
    ),
    "x-state-of-residence": (
        "state of residence, state where i live, state you live in, residence state, state of "
        "residency, state you reside in, state where you live, state in which you reside, state in "
        "which you live, residency state, which state do you live in, what state do you live in, "
        "state where you reside, resident state, =residency, state resident, what state do you reside "
        "in, which state do you reside in, us state of residence, u s state of residence, state in "
        "which you are a resident, your state of residence, i am a resident of, what is your state of "
        "residence, state or country of residence, state of legal residence, state of primary "
        "residence"
    ),
    "x-signature": (
        "signature, electronic signature, e signature, digital signature, esignature, your signature, "
        "type your name to sign, sign here, sign your name, type your full name to sign, signed by, "
        "sign by typing, sign your full name, sign full name, type full name as signature, full name "
        "as signature, your full name as signature, type your full name as your signature, signature "
        "of requester, signature of requestor, sign with your name, name as signature, typed "
        "signature, signature full legal name, electronic signature full name"
    ),
    "x-code": (
        "=code, verification code, confirmation code, one time code, security code from the email, "
        "otp, code from the email, code from email, one time password, one time passcode, email code, "
        "sms code, authentication code, 6 digit code, access code, enter code, passcode, validation "
        "code, 2fa code, enter the code we sent to your email, code we sent to your email, code we "
        "sent you, code sent to your email, code that we sent, security code from email, code from "
        "your email, code sent to you, code we emailed you, pin from email, 4 digit code, 5 digit "
        "code, 8 digit code, two factor code, authenticator code, sms passcode, one time pin, enter "
        "verification code, enter otp, otp code, email verification code, phone verification code"
    ),
    "country?": "country code",
    "address-level1?": "county, county optional",
}
