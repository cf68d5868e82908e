package io.parley.text.phonemes;

/** What a word does in its sentence, as far as its sound depends on it. */
enum WordClass {

    NOUN("NOUN"), VERB("VERB"), PAST("VBD"), ADJECTIVE("ADJ"), ADVERB("ADV"), DETERMINER("DT"),

    /** A function word that ends its clause, and so has its full form. */
    LAST("None"),

    /** Nothing that would tell. */
    OTHER("DEFAULT");

    private final String tag;

    WordClass(String tag) {
        this.tag = tag;
    }

    /** Its name in the dictionaries. */
    String tag() {
        return this.tag;
    }

}
