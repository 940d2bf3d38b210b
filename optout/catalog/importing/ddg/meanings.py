"""The format's words for facts, and ours."""

from collections.abc import Mapping

FORM: Mapping[str, str] = {
    "firstName": "given-name",
    "middleName": "additional-name",
    "lastName": "family-name",
    "fullName": "name",
    "age": "x-age",
    "birthYear": "bday-year",
    "birthDate": "bday",
    "email": "email",
    "phone": "tel",
    "street": "address-line1",
    "city": "address-level2",
    "state": "address-level1",
    "fullState": "address-level1",
    "cityState": "x-place",
    "zip": "postal-code",
    "zipCode": "postal-code",
    "username": "username",
    "profileUrl": "x-listing-url",
    "verificationCode": "x-code",
}
"""What a box of a form, a placeholder of an address or a comparison asks for."""

REPEATED: Mapping[str, str] = {"email": "x-confirm-email"}
"""What the second box of a form for the same thing asks for."""

OPTIONAL = frozenset({"additional-name"})
"""What many people do not have, and no form of these insists on."""

FABRICATED: Mapping[str, str] = {
    "$generated_phone_number$": "a telephone number",
    "$generated_zip_code$": "a postal code",
    "$generated_street_address$": "a street address",
    "$generated_random_number$": "a number",
    "$generated_dob$": "a date of birth",
    "$file_id$": "a picture of an identity document",
}
"""What the format's other readers invent a value for. We never do: the box is described instead."""

READ: Mapping[str, str] = {
    "name": "name",
    "age": "x-age",
    "alternative_names_list": "x-also-known-as",
    "relatives_list": "x-relatives",
    "phone": "tel",
    "phone_list": "x-phones",
    "address_full": "street-address",
    "address_full_list": "x-addresses",
    "address_city_state": "x-place",
    "address_city_state_list": "x-places",
    "email": "email",
    "first_name": "given-name",
    "middle_name": "additional-name",
    "last_name": "family-name",
    "full_name": "name",
    "street": "address-line1",
    "city": "address-level2",
    "state": "address-level1",
    "full_state": "address-level1",
    "zip": "postal-code",
    "zip_code": "postal-code",
    "birth_year": "bday-year",
    "birth_date": "bday",
    "username": "username",
}
"""What is read from a record, by the field's name in ``profile.Profile``."""
