package io.parley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Callers that go, over real sockets. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.threads.virtual.enabled=true")
class HangUpTest {

    @Autowired
    TestService service;

    @LocalServerPort
    int port;

    @BeforeEach
    void forget() {
        this.service.seen.clear();
    }

    @Test
    void aCallerThatGoesIsNoticedWhileTheServiceComputes() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", this.port)) {
            send(caller, 60_000, "hello");
            assertThat(next()).isEqualTo("working");
        }
        assertThat(next()).isEqualTo("hung up");
    }

    @Test
    void aCallerThatBreaksOffIsNoticed() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", this.port)) {
            caller.setSoLinger(true, 0);
            send(caller, 60_000, "hello");
            assertThat(next()).isEqualTo("working");
        }
        assertThat(next()).isEqualTo("hung up");
    }

    @Test
    void aPatientCallerKeepsItsConnection() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", this.port)) {
            BufferedReader answers = reader(caller);
            for (String body : new String[] { "one", "two", "three" }) {
                send(caller, 350, body);
                assertThat(answer(answers)).isEqualTo(body);
                assertThat(next()).isEqualTo("working");
                assertThat(next()).isEqualTo("finished");
            }
        }
    }

    @Test
    void aRequestSentEarlyIsAnsweredAfterwardsUnharmed() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", this.port)) {
            BufferedReader answers = reader(caller);
            send(caller, 500, "first");
            assertThat(next()).isEqualTo("working");
            send(caller, 250, "second");
            send(caller, 150, "third");
            assertThat(answer(answers)).isEqualTo("first");
            assertThat(answer(answers)).isEqualTo("second");
            assertThat(answer(answers)).isEqualTo("third");
        }
    }

    @Test
    void requestsSentInOnePieceAreAllAnswered() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", this.port)) {
            BufferedReader answers = reader(caller);
            byte[] both = (request(300, "first") + request(300, "second")).getBytes(US_ASCII);
            caller.getOutputStream().write(both);
            assertThat(answer(answers)).isEqualTo("first");
            assertThat(answer(answers)).isEqualTo("second");
        }
    }

    private String next() throws InterruptedException {
        return this.service.seen.poll(10, TimeUnit.SECONDS);
    }

    private static void send(Socket caller, int ms, String body) throws IOException {
        caller.getOutputStream().write(request(ms, body).getBytes(US_ASCII));
    }

    private static String request(int ms, String body) {
        return "POST /work/%d HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(ms, body.length(), body);
    }

    private static BufferedReader reader(Socket caller) throws IOException {
        return new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII));
    }

    private static String answer(BufferedReader from) throws IOException {
        assertThat(from.readLine()).startsWith("HTTP/1.1 200");
        int length = 0;
        for (String line = from.readLine(); !line.isEmpty(); line = from.readLine()) {
            if (line.toLowerCase().startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        char[] body = new char[length];
        assertThat(from.read(body)).isEqualTo(length);
        return new String(body);
    }

}
