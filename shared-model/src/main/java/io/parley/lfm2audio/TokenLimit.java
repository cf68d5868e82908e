package io.parley.lfm2audio;

import java.time.Duration;

/**
 * How much a sound may say before it counts as going round in circles: the reference's
 * 512 tokens for 30 s, which is three times what fast speech takes, and in proportion for
 * shorter ones, but never fewer than short sounds may take.
 *
 * @param perSecond tokens a second of sound
 * @param least tokens of any sound
 */
record TokenLimit(double perSecond, int least) {

    static final TokenLimit REFERENCE = new TokenLimit(512 / 30.0, 64);

    /** The most tokens of a sound. */
    int tokens(Duration sound) {
        return Math.max(this.least, (int) Math.ceil(this.perSecond * sound.toNanos() / 1e9));
    }

}
