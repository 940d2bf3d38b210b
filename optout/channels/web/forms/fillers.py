"""Words that say nothing about what is asked for, in all the known languages."""

_WORDS = (
    "with used where that which if so when here below above also only do e g eg ex contacto "
    "contact contatto kontakt preferred number numbers no nr num etc its in case can reach at be "
    "will by on use field input txt shipping billing customer a actual actuel an and as auswahlen "
    "bitte choisir choose current d da das de dein deine del den der des die digite do du e een "
    "ein eine eingeben el elige en enter entrez escolha escribe et facoltativo facultatif for "
    "geben here het i ihr ihre ihren il in informe ingresa ingrese inserire inserisci insira "
    "introduce introduzca is je jouw kies l la las le legal legale les lo los me my o "
    "obbligatorio obligatoire obligatorio obrigatorio oder of opcional optional optioneel "
    "optionnel options or os ou our pflichtfeld please required s saisir saisissez scegli "
    "selecciona seleccione selecione select seleziona seu sie su sua suo teu the to tu tua tuo "
    "type un und une us uw valid verplicht veuillez vos votre vul wahlen we what y you your "
    "mailing xx xxx xxxx should create pick fur pour para per por voor"
)

FILLERS = frozenset(_WORDS.split())
