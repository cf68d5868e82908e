package io.parley.conversation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.parley.audio.Pcm;

/**
 * What tells one sound from another.
 *
 * @param digest SHA-256 of its samples
 */
public record HeardSound(String digest) {

    /** That of a sound. */
    public static HeardSound of(Pcm sound) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * sound.samples().length);
        bytes.asFloatBuffer().put(sound.samples());
        try {
            return new HeardSound(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java has SHA-256", ex);
        }
    }

}
