package io.parley.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions whose client says what makes no sense: each goes on, or ends with a reason
 * that is the client's. {@code -Dparley.fuzz.sessions} says how many, each of 30 events,
 * {@code -Dparley.fuzz.seed} the first one's number.
 */
@ExtendWith(OutputCaptureExtension.class)
class RealtimeFuzzingTest {

    private static final int SESSIONS = Integer.getInteger("parley.fuzz.sessions", 20);

    private static final long SEED = Long.getLong("parley.fuzz.seed", 1);

    private static final int EVENTS = 30;

    /** RFC 6455, 7.4.1: not understood, not text, against the rules, too big. */
    private static final List<Integer> CLIENTS_FAULTS = List.of(1002, 1003, 1007, 1008, 1009);

    @AutoClose
    private static RunningSuite suite;

    private final Map<String, Integer> ends = new TreeMap<>();

    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void start() {
        suite = new RunningSuite(Map.of());
    }

    @Test
    void eachSessionGoesOnOrEndsForAReasonOfTheClientsAndNothingIsLeft(CapturedOutput output) throws Exception {
        session(0);
        this.ends.clear();
        LeftBehind before = LeftBehind.now();
        for (long number = SEED; number < SEED + SESSIONS; number++) {
            session(number);
        }
        Thread.sleep(1000);
        LeftBehind after = LeftBehind.now();
        System.out.printf("fuzzed: %d sessions of %d events, %s%n%s, then %s%n", SESSIONS, EVENTS, this.ends, before,
                after);
        assertThat(this.faults).isEmpty();
        assertThat(output.getAll()).doesNotContain("failed unexpectedly").doesNotContain("Exception: ");
        assertThat(this.ends).containsKey("goes on");
        after.assertLittleMoreThan(before);
    }

    private void session(long number) throws Exception {
        JsonMutator mutator = new JsonMutator(FuzzedRequests.events());
        SplittableRandom random = new SplittableRandom(number);
        String query = (random.nextInt(5) > 0) ? "?model=gpt-realtime" : "?intent=transcription";
        List<String> said = new ArrayList<>();
        try (RealtimeClient client = new RealtimeClient(suite.uri(), query)) {
            for (int i = 0; i < EVENTS && client.isOpen(); i++) {
                said.add(mutator.mutated(random));
                client.sendOrLeave(said.getLast());
            }
            if (random.nextInt(8) == 0) {
                // the last word, so that no reset overtakes the answer
                client.sendBytes(new byte[100]);
            }
            else {
                client.sendOrLeave("{\"type\": \"no.such.event\", \"event_id\": \"are you there\"}");
            }
            String end = end(client);
            this.ends.merge(end, 1, Integer::sum);
            if (end.startsWith("fault")) {
                this.faults.add("session %d: %s%n%s".formatted(number, end, String.join("\n", said)));
            }
        }
    }

    /** Reads on until the session has answered all, or is closed. */
    private static String end(RealtimeClient client) throws InterruptedException {
        while (true) {
            JsonNode event = client.nextOrClosed();
            if (event == null) {
                Integer status = client.closeStatus();
                if (status == null) {
                    return "fault: cut off without a reason";
                }
                return (CLIENTS_FAULTS.contains(status) ? "closed with " : "fault: closed with ") + status;
            }
            if (event.at("/error/event_id").stringValue("").equals("are you there")) {
                return "goes on";
            }
            if (event.toString().contains("server_error")) {
                return "fault: " + event;
            }
        }
    }

}
