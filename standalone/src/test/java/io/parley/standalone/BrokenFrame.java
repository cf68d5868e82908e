package io.parley.standalone;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What no frame may be, and the status that its sender deserves (RFC 6455, 5 and 7.4).
 */
enum BrokenFrame {

    RESERVED_BITS(1002), UNKNOWN_OPCODE(1002), UNMASKED(1002), CONTROL_IN_PARTS(1002), LONG_CONTROL(1002),
    CONTINUATION_OF_NOTHING(1002), MESSAGE_WITHIN_A_MESSAGE(1002), NEGATIVE_LENGTH(1002), LONGER_THAN_ANY_EVENT(1009),
    NOT_UTF8(1007), STATUS_OF_ONE_BYTE(1002), STATUS_OUT_OF_RANGE(1002), REASON_NOT_UTF8(1002);

    private static final byte[] EVENT = "{\"type\": \"response.cancel\"}".getBytes(StandardCharsets.UTF_8);

    private static final byte[][] WRONG_UTF8 = { { (byte) 0xff }, { (byte) 0xc0, (byte) 0x80 },
            { (byte) 0xed, (byte) 0xa0, (byte) 0x80 }, { (byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80 },
            { (byte) 0xe2, (byte) 0x82 }, { (byte) 0x80 } };

    private static final int[] NO_STATUS = { 0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535 };

    private final int status;

    BrokenFrame(int status) {
        this.status = status;
    }

    int status() {
        return this.status;
    }

    /** One of this kind, and perhaps a sound frame before it that it needs. */
    byte[] bytes(SplittableRandom random) {
        return switch (this) {
            case RESERVED_BITS -> RawSocket.frame(anyOpcode(random) | random.nextInt(1, 8) << 4, EVENT, random);
            case UNKNOWN_OPCODE -> RawSocket.frame(0x80 | random.nextInt(3, 8) | random.nextInt(2) << 3, EVENT, random);
            case UNMASKED -> joined(RawSocket.header(anyOpcode(random), false, EVENT.length), EVENT);
            case CONTROL_IN_PARTS -> RawSocket.frame(random.nextInt(8, 11), EVENT, random);
            case LONG_CONTROL ->
                RawSocket.frame(random.nextInt(0x88, 0x8b), new byte[random.nextInt(126, 70_000)], random);
            case CONTINUATION_OF_NOTHING -> RawSocket.frame(random.nextInt(2) << 7, EVENT, random);
            case MESSAGE_WITHIN_A_MESSAGE ->
                joined(RawSocket.frame(0x01, EVENT, random), RawSocket.frame(RawSocket.TEXT, EVENT, random));
            case NEGATIVE_LENGTH -> RawSocket
                .frame(RawSocket.header(RawSocket.TEXT, true, random.nextLong() | Long.MIN_VALUE), EVENT, random);
            case LONGER_THAN_ANY_EVENT ->
                RawSocket.frame(RawSocket.header(RawSocket.TEXT, true, Long.MAX_VALUE - random.nextInt(2)),
                        spaces(300_000), random);
            case NOT_UTF8 -> RawSocket.frame(RawSocket.TEXT,
                    joined(spaces(random.nextInt(20_000)), WRONG_UTF8[random.nextInt(WRONG_UTF8.length)]), random);
            case STATUS_OF_ONE_BYTE -> RawSocket.frame(RawSocket.CLOSE, new byte[] { 3 }, random);
            case STATUS_OUT_OF_RANGE -> close(NO_STATUS[random.nextInt(NO_STATUS.length)], EVENT, random);
            case REASON_NOT_UTF8 -> close(1000, WRONG_UTF8[random.nextInt(WRONG_UTF8.length)], random);
        };
    }

    private static int anyOpcode(SplittableRandom random) {
        return 0x80 | random.nextInt(1, 3) | random.nextInt(2) << 3;
    }

    private static byte[] close(int status, byte[] reason, SplittableRandom random) {
        byte[] payload = ByteBuffer.allocate(2 + reason.length).putShort((short) status).put(reason).array();
        return RawSocket.frame(RawSocket.CLOSE, payload, random);
    }

    private static byte[] spaces(int count) {
        byte[] spaces = new byte[count];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

}
