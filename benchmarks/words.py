"""What the cards of a made-up portfolio say: French, with its accents, and now and then a wide character."""

FIRMS = ("Atelier", "Cabinet", "Maison", "Studio", "Agence", "Clinique", "Domaine", "École", "Éditions", "Institut")
NAMES = (
    "Sauvane", "Objectif Image", "Cap Dirigeant", "Lumière d’Août", "Bréhat", "Çà et Là", "Œuvre Vive", "Fougères",
    "Noël & Fils", "Garrigue", "Hélianthe", "Kermadec", "L’Échappée", "Montaigu", "Quatre-Vents", "Rivière",
)  # fmt: skip
FIRST_NAMES = (
    "Julie", "Nadir", "Hugo", "Maya", "Éloïse", "Zoé", "François", "Anaïs", "Théo", "Inès", "Gaël", "Chloé",
    "Mélanie", "Aïcha", "Loïc", "Noémie", "Rémi", "Solène", "Yanis", "Béatrice",
)  # fmt: skip
LAST_NAMES = (
    "Marchand", "Haddad", "Lenoir", "Lefèvre", "Béranger", "Nguyen", "Müller", "Gonçalves", "Le Goff", "d’Arcy",
    "Besson", "Perrin", "Diallo", "Fontaine", "Garnier", "Hervé", "Jourdan", "Kowalski", "Leclerc", "Mercier",
)  # fmt: skip
TASKS = (
    "Relire", "Préparer", "Envoyer", "Vérifier", "Mettre à jour", "Relancer l’équipe pour", "Planifier", "Déléguer",
    "Corriger", "Valider", "Chiffrer", "Publier", "Programmer", "Rédiger", "Archiver", "Intégrer", "Tester",
    "Traduire", "Monter", "Négocier",
)  # fmt: skip
THINGS = (
    "la page de vente", "le tunnel de bienvenue", "la séquence d’e-mails", "le calendrier éditorial", "la facture",
    "les étiquettes de transport", "l’ordre du jour du comité", "le compte rendu", "les rushs du module",
    "la fiche retour", "le webinaire", "le tableau de bord", "la procédure d’accueil", "le contrat de la graphiste",
    "les témoignages", "la newsletter", "le podcast", "les visuels Instagram", "l’espace membre", "le questionnaire",
    "la relance des impayés", "le budget publicité", "l’automatisation des réservations", "la réunion de lancement",
    "le plan d’action", "la bibliothèque de modèles", "la mise en page du livre blanc", "les accès de la stagiaire",
)  # fmt: skip
DETAILS = (
    "", "", "", "", " de la promo 12", " avant l’été", " avec Maya", " (version courte)", " : deuxième passage",
    " pour le lancement d’automne", " – prix et bonus à confirmer avec la cliente avant jeudi midi", " du mois",
    " en français et en anglais", " du module 4", " suite au retour de la comptable",
    " et prévenir toute l’équipe par message une fois que c’est en ligne",
)  # fmt: skip
MARKS = ("🚀 ", "📚 ", "🎙️ ", "✅ ", "⚠️ ", "👩‍💻 ", "日本 ")
SENTENCES = (
    "La cliente attend notre retour avant vendredi.",
    "Le fichier source est dans le dossier partagé, sous-dossier « Été ».",
    "Garder le même ton que la dernière fois, en plus court.",
    "À faire valider par la personne qui suit le budget.",
    "Penser aux sous-titres : une partie du public regarde sans le son.",
    "Le lien de paiement change au 1er du mois.",
    "Si rien n’a bougé d’ici mercredi, proposer un point de quinze minutes.",
)
REMARKS = (
    "C’est parti, merci !",
    "Je l’ai relu : deux coquilles page 3, sinon c’est bon.",
    "On attend encore les visuels de l’agence.",
    "Reporté à la semaine prochaine, la cliente est en déplacement.",
    "Fait. Il reste à prévenir l’équipe.",
    "Est-ce qu’on garde le bonus dans l’offre ? 🤔",
)
STEPS = (
    "Brouillon",
    "Relecture",
    "Visuels",
    "Lien de paiement",
    "Mise en ligne",
    "Annonce à l’équipe",
    "Bilan chiffré",
)
LABELS = ("urgent", "lancement", "récurrent", "à facturer", "contenu", "équipe")
PROJECTS = ("Lancement d’automne", "Refonte du site", "Accueil des clientes", "Rentrée", "Formation interne")
HEADINGS = ("", "", "Avant", "Le jour même")
