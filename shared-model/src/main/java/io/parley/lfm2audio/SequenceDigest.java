package io.parley.lfm2audio;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Follows what is fed to the backbone: equal keys mean equal tokens, frames and sounds in
 * equal order, however they are divided into pieces. Not thread-safe.
 */
final class SequenceDigest {

    private final MessageDigest digest;

    private int length;

    /** Of a sequence that is empty yet. */
    SequenceDigest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

    /** Goes on by what is fed next. */
    void add(PromptPiece piece) {
        this.length += piece.positions();
        switch (piece) {
            case PromptPiece.Text text -> {
                for (int id : text.ids()) {
                    add('t', id);
                }
            }
            case PromptPiece.Frame frame -> add('f', frame.codes());
            case PromptPiece.Clip clip -> add('c', clip.sound().samples());
        }
    }

    private void add(char kind, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES + Integer.BYTES * (1 + values.length));
        bytes.putChar(kind).putInt(values.length);
        bytes.asIntBuffer().put(values);
        this.digest.update(bytes.array());
    }

    private void add(char kind, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES + Integer.BYTES + Float.BYTES * values.length);
        bytes.putChar(kind).putInt(values.length);
        bytes.asFloatBuffer().put(values);
        this.digest.update(bytes.array());
    }

    /** Of everything so far. */
    PrefixKey key() {
        try {
            byte[] hash = ((MessageDigest) this.digest.clone()).digest();
            return new PrefixKey(this.length, HexFormat.of().formatHex(hash));
        }
        catch (CloneNotSupportedException ex) {
            throw new IllegalStateException("SHA-256 of every Java platform can be copied", ex);
        }
    }

}
