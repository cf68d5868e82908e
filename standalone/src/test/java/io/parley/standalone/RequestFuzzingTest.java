package io.parley.standalone;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies and forms with something wrong in them, for every path that takes one: a mistake
 * is the caller's and said so in OpenAI's form. {@code -Dparley.fuzz.requests} says how
 * many for each path, {@code -Dparley.fuzz.seed} the first one's number.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestFuzzingTest {

    private static final int REQUESTS = Integer.getInteger("parley.fuzz.requests", 150);

    private static final long SEED = Long.getLong("parley.fuzz.seed", 1);

    private static final Duration HANGING = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private static Path home;

    private static RunningSuite suite;

    private static String key;

    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void start() {
        suite = new RunningSuite(Map.of("parley.home", home.toString(), "parley.gateway.authentication.keys", "true"));
        key = suite.keyForAll();
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @Test
    void noneIsAnsweredWithAFaultAndNothingIsLeft(CapturedOutput output) throws Exception {
        fuzz(20, new TreeMap<>());
        LeftBehind before = LeftBehind.now();
        Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
        fuzz(REQUESTS, statuses);
        LeftBehind after = LeftBehind.now();
        System.out.printf("fuzzed: %s%n%s, then %s%n", statuses, before, after);
        assertThat(this.faults).isEmpty();
        assertThat(output.getAll()).doesNotContain("failed unexpectedly").doesNotContain("Exception: ");
        assertThat(statuses.values()).allSatisfy((all) -> assertThat(all).containsKey(400));
        after.assertLittleMoreThan(before);
    }

    private void fuzz(int requests, Map<String, Map<Integer, Integer>> statuses) throws Exception {
        Map<String, Body> bodies = new LinkedHashMap<>();
        FuzzedRequests.bodies().forEach((path, good) -> {
            JsonMutator mutator = new JsonMutator(good);
            bodies.put(path, new Body("application/json", (random) -> mutator.mutated(random).getBytes()));
        });
        FuzzedRequests.forms()
            .forEach((path, fields) -> bodies.put(path,
                    new Body("multipart/form-data; boundary=----parley-test-boundary",
                            new FormMutator(sound(), fields)::mutated)));
        for (long number = SEED; number < SEED + requests; number++) {
            for (Map.Entry<String, Body> body : bodies.entrySet()) {
                byte[] bytes = body.getValue().mutation().mutated(new SplittableRandom(number));
                int status = post(body.getKey(), body.getValue().type(), bytes, number);
                statuses.computeIfAbsent(body.getKey(), (_) -> new TreeMap<>()).merge(status, 1, Integer::sum);
            }
        }
    }

    /** How a path's bodies are made. */
    private record Body(String type, Mutation mutation) {
    }

    /** Makes one. */
    private interface Mutation {

        byte[] mutated(RandomGenerator random);

    }

    private int post(String path, String type, byte[] body, long number) throws Exception {
        try {
            HttpResponse<String> answer = suite.send(suite.request(path)
                .timeout(HANGING)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
            if (!isHonest(answer)) {
                fault(path, number, body, answer.statusCode() + " " + answer.body());
            }
            return answer.statusCode();
        }
        catch (IOException ex) {
            fault(path, number, body, ex.toString());
            return 0;
        }
    }

    private void fault(String path, long number, byte[] body, String answer) {
        this.faults.add("%s, number %d: %s%n -> %s".formatted(path, number, shown(new String(body)), shown(answer)));
    }

    private static String shown(String text) {
        return (text.length() < 1500) ? text : text.substring(0, 1500) + "...";
    }

    /**
     * Nothing is busy here, so that not even 503 is due; 413 is OpenAI's server_error.
     */
    private static boolean isHonest(HttpResponse<String> answer) {
        String body = answer.body();
        if (body.contains("\tat ") || body.contains("java.")) {
            return false;
        }
        return (answer.statusCode() < 400) ? !body.contains("server_error")
                : answer.statusCode() < 500 && isError(body);
    }

    private static boolean isError(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            return Set.copyOf(error.propertyNames()).equals(Set.of("message", "type", "param", "code"))
                    && !error.get("message").stringValue("").isBlank();
        }
        catch (JacksonException _) {
            return false;
        }
    }

    private static byte[] sound() {
        try {
            return RunningSuite.wave(new byte[9_600]);
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

}
