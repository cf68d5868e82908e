package io.parley.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sockets whose client breaks the protocol below the events: each is closed, nearly all
 * are told why, and the others go on. {@code -Dparley.fuzz.frames} says how many,
 * {@code -Dparley.fuzz.seed} the first one's number.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokenFramesTest {

    private static final int SOCKETS = Integer.getInteger("parley.fuzz.frames", 260);

    private static final long SEED = Long.getLong("parley.fuzz.seed", 1);

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(
            Map.of("parley.chat.realtime.longest-event", "200KB", "parley.chat.realtime.idle", "3s"));

    @Test
    void eachIsClosedWithItsReasonAndNothingIsLeft(CapturedOutput output) throws Exception {
        Map<String, Integer> ends = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        int cutOff = 0;
        socket(0);
        LeftBehind before = LeftBehind.now();
        for (long number = SEED; number < SEED + SOCKETS; number++) {
            int status = socket(number);
            BrokenFrame kind = kind(number);
            ends.merge(kind + " " + status, 1, Integer::sum);
            if (status == -1) {
                cutOff++;
            }
            else if (status != kind.status()) {
                faults.add("socket %d: %s was closed with %d".formatted(number, kind, status));
            }
        }
        Thread.sleep(1000);
        LeftBehind after = LeftBehind.now();
        System.out.printf("broken frames: %s%n%s, then %s%n", ends, before, after);
        assertThat(faults).isEmpty();
        // while an event is on its way the web server cuts, which RFC 6455, 7.1.7,
        // allows;
        // seen of one in twenty at most
        assertThat(cutOff).isLessThanOrEqualTo(SOCKETS / 10);
        after.assertLittleMoreThan(before);
        assertThat(output.getAll()).doesNotContain("Exception").doesNotContain("\tat ").doesNotContain("ERROR");
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "")) {
            client.next("session.created");
        }
    }

    private static BrokenFrame kind(long number) {
        return BrokenFrame.values()[(int) (number % BrokenFrame.values().length)];
    }

    /**
     * Some sound frames, a broken one, in pieces, and the status that it is closed with.
     */
    private static int socket(long number) throws IOException {
        SplittableRandom random = new SplittableRandom(number);
        try (RawSocket socket = new RawSocket(suite.uri())) {
            assertThat(socket.next()).as("session.created").isNotNull();
            for (int i = random.nextInt(3); i > 0; i--) {
                socket.send(RawSocket.frame(random.nextBoolean() ? RawSocket.PING : RawSocket.PONG,
                        new byte[random.nextInt(126)], random));
            }
            byte[] bytes = kind(number).bytes(random);
            int cut = random.nextInt(bytes.length);
            socket.send(Arrays.copyOf(bytes, cut));
            socket.sendIfOpen(Arrays.copyOfRange(bytes, cut, bytes.length));
            int status = socket.closeStatus();
            if (status != -1) {
                socket.sendIfOpen(RawSocket.frame(RawSocket.CLOSE,
                        ByteBuffer.allocate(2).putShort((short) status).array(), random));
            }
            assertThat(socket.next()).as("socket %d after its close", number).isNull();
            return status;
        }
        catch (IOException ex) {
            throw new IOException("socket %d, %s".formatted(number, kind(number)), ex);
        }
    }

    @Test
    void halfAFrameAndThenSilenceEndsLikeAnyOtherSilence() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] frame = RawSocket.frame(RawSocket.TEXT, new byte[1_000], random);
        for (int length : new int[] { 1, 3, 7, 500 }) {
            try (RawSocket socket = new RawSocket(suite.uri())) {
                socket.send(Arrays.copyOf(frame, length));
                assertThat(socket.closeStatus()).isEqualTo(1000);
            }
        }
    }

    @Test
    void aFloodOfPingsIsAnsweredInOrder() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        // the socket is closed first, which ends the sender whatever happens
        try (ExecutorService sender = Executors.newSingleThreadExecutor();
                RawSocket socket = new RawSocket(suite.uri())) {
            Future<?> sent = sender.submit(() -> {
                for (int i = 0; i < 5_000; i++) {
                    socket.send(RawSocket.frame(RawSocket.PING, ByteBuffer.allocate(4).putInt(i).array(), random));
                }
                socket.send(RawSocket.frame(RawSocket.TEXT,
                        "{\"type\": \"no.such.event\", \"event_id\": \"all sent\"}".getBytes(StandardCharsets.UTF_8),
                        random));
                return null;
            });
            RawSocket.Frame frame = socket.next();
            int pongs = 0;
            while (frame != null && !new String(frame.payload(), StandardCharsets.UTF_8).contains("all sent")) {
                if (frame.first() == RawSocket.PONG) {
                    assertThat(ByteBuffer.wrap(frame.payload()).getInt()).isEqualTo(pongs++);
                }
                frame = socket.next();
            }
            sent.get();
            assertThat(frame).isNotNull();
            assertThat(pongs).isEqualTo(5_000);
        }
    }

}
