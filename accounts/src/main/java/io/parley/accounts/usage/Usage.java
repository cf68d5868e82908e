package io.parley.accounts.usage;

/**
 * What work took and made.
 *
 * @param audioSecondsIn that were heard
 * @param audioSecondsOut that were spoken
 * @param characters of text that were read
 * @param tokensIn that a model read, by its own count
 * @param tokensOut that a model wrote
 */
public record Usage(double audioSecondsIn, double audioSecondsOut, long characters, long tokensIn, long tokensOut) {

    /** Of a sound that was heard. */
    public static Usage heard(double seconds, long tokensOut) {
        return new Usage(seconds, 0, 0, 0, tokensOut);
    }

    /** Of a text that was spoken. */
    public static Usage spoken(long characters, double seconds) {
        return new Usage(0, seconds, characters, 0, 0);
    }

}
