"""What the analysis knows about single languages: stemmers, words too common to ask for, and spellings that are one.

Stop lists beyond the engine's own hold question words and other function words, because people ask in sentences.
"""

from types import MappingProxyType

# ISO 639-1 → name of the Snowball stemmer (snowballstem.org) that tantivy brings.
STEMMERS = MappingProxyType({
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
})  # fmt: skip

# For these tantivy brings a stop list too.
WITH_STOPS = frozenset({"da", "de", "en", "es", "fi", "fr", "hu", "it", "nb", "nl", "nn", "no", "pt", "ru", "sv"})

# Where an accent changes the stemmer's mind, a word typed without it gets the accent back before it is stemmed, so that
# both spellings end alike: violacion(es), egalite(s); Portuguese plurals get their singular. Longest endings first.
ENDINGS = MappingProxyType({
    "es": (("cion", "ción"), ("sion", "sión")),
    "fr": (("ites", "ités"), ("ite", "ité"), ("ees", "ées"), ("ee", "ée")),
    "pt": (("oes", "ao"), ("aes", "ao")),
})  # fmt: skip

# These stemmers need the letters of their own alphabet; for the others accents go first.
STEM_BEFORE_FOLDING = frozenset({"da", "fi", "hu", "nb", "nn", "no", "ro", "sv", "tr"})

_MORE_STOPS = {
    "en": """about above after again against all also am among any anybody anyone anything because been before being
        below between both can cannot could did do does doing done down during each either every everyone from further
        get give given gives had has have having he her here hers him his how i is it its just made make me might more
        most much must my nor now off once one only other our ours out over own please same shall she should so some
        such than them themselves those though through too under until up upon us use used using very was way we were
        what when where whether which while who whom whose why will would yes you your yours""",
    "fr": """afin ainsi alors apres aucun aucune aussi autre autres avant beaucoup ca car ce ceci cela celle celles
        celui ces cet cette ceux chaque chez combien comme comment dans de des donc dont elle elles en encore entre est
        et etc faut il ils la le les leur leurs lors lorsque mais moins ne ni notre nos nous on ou par parmi pas peu
        peut peuvent plus pour pourquoi quand que quel quelle quelles quels qui quoi sa sans se selon ses si son sont
        sous sur ta te tes toujours tous tout toute toutes tres tu un une vers votre vos vous y""",
    "es": """a al algo algun alguna algunas algunos ante antes asi aunque cada como con contra cual cuales cuando cuanto
        de del desde donde durante e el ella ellas ellos en entre era es esa esas ese eso esos esta estas este esto
        estos fue ha han hasta hay la las le les lo los mas me mediante mi mientras muy ni no nos nosotros o otra otras
        otro otros para pero poco por porque pues que quien quienes se segun ser si sin sino sobre son su sus tambien
        tan tanto todo todos tras tu un una unas uno unos y ya yo""",
    "ar": """في من على إلى الى عن مع ان أن إن لا ما هذا هذه ذلك تلك التي الذي الذين هو هي هم هن كان كانت كما كل بعد قبل
        بين عند او أو ثم قد لم لن حتى اذا إذا هل كيف متى أين اين لماذا ماذا أي اي غير سوى منذ خلال حول ضد و""",
}
EXTRA_STOPS = MappingProxyType({language: frozenset(words.split()) for language, words in _MORE_STOPS.items()})

# "written as, taken for", pair by pair.
_ENGLISH_PAIRS = """
    women woman, men man, children child, wives wife, lives life, people person, religious religion,
    religions religion, defence defense, offence offense, licence license, practise practice, judgement judgment,
    programme program, programmes programs, labour labor, labours labors, neighbour neighbor, neighbours neighbors,
    neighbouring neighboring, neighbourhood neighborhood, neighbourhoods neighborhoods, behaviour behavior,
    behaviours behaviors, behavioural behavioral, favour favor, favours favors, favoured favored,
    favourable favorable, honour honor, honours honors, honoured honored, colour color, colours colors,
    coloured colored, harbour harbor, harbours harbors, humour humor, rumour rumor, rumours rumors, centre center,
    centres centers, theatre theater, theatres theaters, metre meter, metres meters, fibre fiber, catalogue catalog,
    catalogues catalogs, dialogue dialog, dialogues dialogs, analyse analyze, analysed analyzed,
    analysing analyzing, cheque check, travelling traveling, travelled traveled, traveller traveler,
    travellers travelers, counselling counseling, counsellor counselor, cancelled canceled, modelling modeling,
    modelled modeled, signalling signaling, fulfil fulfill, enrol enroll, ageing aging, grey gray, tyre tire
    """
CANONICAL = MappingProxyType({"en": dict(pair.split() for pair in _ENGLISH_PAIRS.split(","))})
