package io.parley.accounts.keys;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a caller may do: one job each, or run the place. */
public enum Scope {

    /** Speech to text. */
    TRANSCRIBE,
    /** Text to speech. */
    SPEAK,
    /** What a sound is. */
    CLASSIFY,
    /** Conversation. */
    CHAT,
    /** Keys and everybody's usage. */
    ADMIN;

    /** Every job, but not running the place. */
    public static Set<Scope> jobs() {
        return EnumSet.complementOf(EnumSet.of(ADMIN));
    }

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of a word, if it is one. */
    public static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter((scope) -> scope.word().equals(word)).findFirst();
    }

}
