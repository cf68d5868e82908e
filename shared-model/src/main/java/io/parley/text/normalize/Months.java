package io.parley.text.normalize;

import java.util.List;
import java.util.Locale;

/** The months and how they are written. */
final class Months {

    /** A month in full or shortened, with its dot. */
    static final String WRITTEN = "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
            + "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?";

    private static final List<String> NAMES = List.of("January", "February", "March", "April", "May", "June", "July",
            "August", "September", "October", "November", "December");

    private Months() {
    }

    /** The full name of a month as written. */
    static String name(String written) {
        String start = written.substring(0, 3).toLowerCase(Locale.ROOT);
        return NAMES.stream()
            .filter((name) -> name.toLowerCase(Locale.ROOT).startsWith(start))
            .findFirst()
            .orElse(written);
    }

    /** The name of a month by its number from 1. */
    static String name(int month) {
        return NAMES.get(month - 1);
    }

}
