package io.parley.audio.encoder;

import java.util.Arrays;

/** Writes right checksums into Ogg pages, without which a reader skips a broken one. */
public final class OggSeals {

    private static final int CHECKSUM_AT = 22;

    private static final int SEGMENTS_AT = 26;

    private OggSeals() {
    }

    /** Changes each whole page of a file, wherever it stands (RFC 3533, 6). */
    public static void seal(byte[] file) {
        for (int at = 0; at + SEGMENTS_AT < file.length; at++) {
            if (file[at] == 'O' && file[at + 1] == 'g' && file[at + 2] == 'g' && file[at + 3] == 'S') {
                seal(file, at);
            }
        }
    }

    private static void seal(byte[] file, int at) {
        int body = at + SEGMENTS_AT + 1 + (file[at + SEGMENTS_AT] & 0xFF);
        int end = body;
        for (int i = at + SEGMENTS_AT + 1; i < Math.min(body, file.length); i++) {
            end += file[i] & 0xFF;
        }
        if (end <= file.length) {
            Arrays.fill(file, at + CHECKSUM_AT, at + CHECKSUM_AT + Integer.BYTES, (byte) 0);
            int checksum = OggChecksum.of(Arrays.copyOfRange(file, at, end));
            for (int i = 0; i < Integer.BYTES; i++) {
                file[at + CHECKSUM_AT + i] = (byte) (checksum >>> i * Byte.SIZE);
            }
        }
    }

}
