"""How French forms ask for a meaning, without accents."""

WORDS: dict[str, str] = {
    "name": (
        "nom complet, nom et prenom, prenom et nom, nom prenom, prenom nom, vos nom et prenom, noms "
        "et prenoms, nom et prenoms, prenoms et nom, vos nom et prenoms, votre nom et prenom, votre "
        "prenom et nom"
    ),
    "given-name": "prenom, prenoms, votre prenom, premier prenom",
    "additional-name": "deuxieme prenom, second prenom, autres prenoms",
    "family-name": "nom de famille, patronyme, votre nom de famille, nom de naissance ou famille",
    "name?": "nom, votre nom",
    "email": (
        "courriel, adresse courriel, adresse e mail, adresse mail, adresse email, adresse "
        "electronique, courrier electronique, adresse de courriel, mel, adresse de messagerie, "
        "adresse de courrier electronique"
    ),
    "tel": (
        "telephone, numero de telephone, portable, mobile, telephone portable, numero de portable, "
        "telephone mobile, no de telephone, n de telephone, telephone fixe, numero de mobile, num de "
        "telephone, gsm, numero de gsm, cellulaire, numero de cellulaire, n telephone, numero "
        "telephone, telephone domicile"
    ),
    "street-address": (
        "adresse, adresse postale, votre adresse, adresse de livraison, adresse de facturation, "
        "adresse complete, adresse de residence, adresse du domicile, domicile"
    ),
    "address-line1": (
        "rue, adresse ligne 1, numero et rue, numero et nom de rue, n et rue, adresse 1, rue et "
        "numero, n et nom de rue, numero et libelle de la voie, numero et voie, ligne d adresse 1, no "
        "et rue, nom de rue, voie, numero et nom de la rue, n et voie, nom de la rue"
    ),
    "address-line2": (
        "complement d adresse, complement adresse, adresse ligne 2, adresse 2, complement, "
        "appartement, batiment, ligne d adresse 2, appt, etage, bat, appartement batiment, adresse "
        "complementaire, complements d adresse"
    ),
    "address-level2": (
        "ville, commune, localite, ville de residence, commune de residence, municipalite"
    ),
    "address-level1": (
        "etat, province, etat province, canton, etat region, province etat, etat ou province, region"
    ),
    "postal-code": "code postal, cp, npa, code postale",
    "country-name": "pays, pays de residence, pays region, region pays, votre pays",
    "bday": "date de naissance, ne e le, ne le, anniversaire, date naissance, date d anniversaire",
    "bday-day": "jour de naissance, jour naissance",
    "bday-month": "mois de naissance, mois naissance",
    "bday-year": "annee de naissance, annee naissance",
    "username": (
        "nom d utilisateur, pseudo, pseudonyme, nom utilisateur, identifiant, surnom, nom d usager"
    ),
    "url": "site web, site internet, page personnelle",
    "organization": (
        "entreprise, societe, nom de l entreprise, raison sociale, organisme, organisation, "
        "employeur, nom de la societe, nom de l organisation, nom de l organisme, association"
    ),
    "x-age": "age, votre age",
    "x-listing-url": (
        "lien vers le profil, lien vers la fiche, url de la fiche, url du profil, adresse de la "
        "fiche, lien du profil, lien de la fiche, url a supprimer, lien a supprimer, url de la page, "
        "lien vers votre profil, url de votre profil, adresse de la page, lien vers la page, url "
        "concernee"
    ),
    "x-reason": (
        "motif, raison, motif de la demande, raison de la demande, motif de votre demande, raison de "
        "votre demande"
    ),
    "x-request-type": (
        "type de demande, nature de la demande, objet de la demande, quel droit, =droit, type de la "
        "demande, votre demande concerne, nature de votre demande, type de requete, droit exerce, "
        "droit que vous souhaitez exercer"
    ),
    "x-relationship": (
        "lien avec la personne, je suis, relation, vous etes, qualite du demandeur, relation avec nous"
    ),
    "x-signature": "signature electronique, signature",
    "x-code": "code de verification, code de confirmation, code de validation, code recu",
    "~birth": "naissance",
    "~day": "jour, jj",
    "~month": "mois",
    "~year": "annee, aaaa",
    "~repeat": (
        "confirmer, confirmez, confirmation, repeter, repetez, verification, ressaisir, ressaisissez, "
        "nouveau, confirmez votre, retapez"
    ),
    "~part": (
        "indicatif, indicatif pays, indicatif telephonique, poste, indicatif regional, indicatif du pays"
    ),
    "!other": (
        "recherche, rechercher, commentaire, commentaires, message, votre message, objet, sujet, "
        "question, reponse, code promo, bon de reduction, code promotionnel, code avantage, quantite, "
        "montant, civilite, titre, fonction, profession, poste occupe, secteur, langue, devise, sexe, "
        "genre, nationalite, citoyennete, lieu de naissance, ville de naissance, pays de naissance, "
        "numero de commande, numero de facture, numero client, numero de client, numero d adherent, "
        "numero de dossier, fax, telecopie, numero de fax, precisions, remarques, remarque, code "
        "cadeau, question secrete, question de securite, reponse secrete, lettre d information, "
        "infolettre, departement, date, heure, etat civil, situation familiale, situation de famille, "
        "service, n client, numero de rue, couleur preferee, motcle, mot cle, mots cles, reference, "
        "numero de voie, departement de naissance, suffixe, carte cadeau, sinformer, numero de "
        "contrat, digicode, destination, numero rue, numero de membre, ville de depart, ville d "
        "arrivee, etablissement scolaire"
    ),
    "!secret": (
        "mot de passe, carte bancaire, numero de carte, titulaire de la carte, carte de credit, "
        "cryptogramme, numero de compte, rib, code banque, numero de securite sociale, securite "
        "sociale, passeport, carte d identite, numero de passeport, permis de conduire, numero de "
        "permis, numero fiscal, numero de tva, tva, siret, siren, numero de siret, code confidentiel, "
        "titulaire du compte, nom sur la carte, titulaire, numero de piece d identite, nir, numero "
        "national, nom du titulaire, piece d identite, numero d assurance sociale, nas, n tva"
    ),
    "!person": (
        "nom de jeune fille, nom de naissance, mere, pere, parent, parents, conjoint, conjointe, "
        "epoux, epouse, enfant, enfants, ami, amie, amis, urgence, contact d urgence, tuteur, "
        "representant, mandataire, destinataire, beneficiaire, parrain, filleul, ancien, ancienne, "
        "precedent, precedente, contact en cas d urgence, animal, proche, representant legal, avocat, "
        "responsable legal, nom d epouse, nom marital, accompagnant, tiers, nom de l enfant, prenom "
        "de l enfant, filleule, marraine"
    ),
    "country?": "code pays, code du pays",
}
