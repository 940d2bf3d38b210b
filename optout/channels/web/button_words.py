"""Whether a button with other words still does the same. Pure."""

import re
import unicodedata

_INTENTS = {
    "send": "submit send request absenden senden einreichen anfrage envoyer soumettre demande enviar "
    "solicitar solicitud invia inviare richiesta pedido submeter verzenden versturen indienen verzoek",
    "remove": "remove removal delete deletion erase suppress opt-out optout entfernen loschen supprimer "
    "retirer effacer eliminar borrar quitar rimuovi rimuovere elimina cancella remover apagar excluir "
    "verwijderen verwijder wissen",
    "search": "search find lookup look-up suchen suche finden rechercher chercher trouver buscar "
    "encontrar cerca cercare trova pesquisar procurar zoeken zoek",
    "confirm": "confirm verify bestatigen confirmer confirmar conferma confermare bevestigen bevestig",
}
_OF_WORD = {word: intent for intent, words in _INTENTS.items() for word in words.split()}
_FILLING = (
    "my your our this the a an of for it now form please here record records listing profile "
    "information data dossier people person privacy sale sell meine meinen anfrage jetzt ma mon mes la "
    "le les mi mis el los las mia mio il minha meu mijn de het formular formulaire formulario modulo "
    "formulier"
)
_SAYS_NOTHING = frozenset(_FILLING.split())
_JOINED = re.compile(r"\b(opt|look)[ -](out|up)\b")


def intents_of(words: str) -> frozenset[str]:
    """What a button says it does; empty where a word of it is not understood, or it says more.

    "Submit request" and "Anfrage senden" send; "Send and subscribe" is not understood.
    """
    plain = _plain(words)
    found = [(word, _OF_WORD.get(word)) for word in re.findall(r"[\w-]+", plain)]
    if any(intent is None and word not in _SAYS_NOTHING for word, intent in found):
        return frozenset()
    return frozenset(intent for _, intent in found if intent)


def does_the_same(known: str, now: str) -> bool:
    """Whether ``now`` is another way of saying ``known``: only words of sending, and of the same."""
    before, after = intents_of(known), intents_of(now)
    return bool(before and after) and (before <= after or after <= before)


def _plain(words: str) -> str:
    parts = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _JOINED.sub(r"\1-\2", plain)
