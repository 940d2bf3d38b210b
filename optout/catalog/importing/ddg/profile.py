"""How the format says what is read from a record: one description per field."""

from typing import Literal

from pydantic import Field, model_validator

from optout.catalog.importing.ddg.strict import Address, Strict, Text


class FieldSpec(Strict):
    """Where a field is and how its text is cut."""

    comment: str | None = Field(None, alias="_comment")
    selector: Text
    find_elements: bool = False
    before_text: Text | None = None
    after_text: Text | None = None
    separator: Text | None = None
    attribute: Text | None = None


class PlaceSpec(Strict):
    """A place: one text that holds city and state, or a description of each."""

    comment: str | None = Field(None, alias="_comment")
    selector: Text | None = None
    find_elements: bool = False
    before_text: Text | None = None
    after_text: Text | None = None
    separator: Text | None = None
    attribute: Text | None = None
    city: FieldSpec | None = None
    state: FieldSpec | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "PlaceSpec":
        parts = (self.city, self.state)
        if (self.selector is None) == (parts == (None, None)):
            raise ValueError("a place is read by a selector, or by city and state")
        return self


class UrlSpec(Strict):
    """The record's address, and which part of it identifies the record."""

    comment: str | None = Field(None, alias="_comment")
    selector: Text | None = None
    attribute: Text | None = None
    source: Literal["pageUrl"] | None = None
    identifier_type: Literal["param", "path", "hash"] | None = None
    identifier: Address | None = None
    find_elements: bool = False
    before_text: Text | None = None
    after_text: Text | None = None


class Profile(Strict):
    """What is read from each record. A null is a field that is not read."""

    comment: str | None = Field(None, alias="_comment")
    name: FieldSpec | None = None
    age: FieldSpec | None = None
    alternative_names_list: FieldSpec | None = None
    relatives_list: FieldSpec | None = None
    phone: FieldSpec | None = None
    phone_list: FieldSpec | None = None
    address_full: PlaceSpec | None = None
    address_full_list: PlaceSpec | None = None
    address_city_state: PlaceSpec | None = None
    address_city_state_list: PlaceSpec | None = None
    profile_url: UrlSpec | None = None

    # Anything else is an "extra" of the record; these are the ones whose meaning is known.
    email: FieldSpec | None = None
    first_name: FieldSpec | None = None
    middle_name: FieldSpec | None = None
    last_name: FieldSpec | None = None
    full_name: FieldSpec | None = None
    street: FieldSpec | None = None
    city: FieldSpec | None = None
    state: FieldSpec | None = None
    full_state: FieldSpec | None = None
    zip: FieldSpec | None = None
    zip_code: FieldSpec | None = None
    birth_year: FieldSpec | None = None
    birth_date: FieldSpec | None = None
    username: FieldSpec | None = None
