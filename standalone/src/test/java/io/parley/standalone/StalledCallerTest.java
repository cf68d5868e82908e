package io.parley.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller of a stream that keeps its connection and stops reading. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StalledCallerTest {

    @Test
    void theModelGoesOnAndTheTextIsThereWhenTheCallerReadsAgain() throws Exception {
        try (RunningSuite suite = new RunningSuite(Map.of("parley.web.write-timeout", "1m"));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = form().on(suite.request("/v1/audio/transcriptions")).build();
            TestPorts ports = suite.suite().shared(TestPorts.class);
            // nothing of the body is read yet
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(ports.events.poll(20, TimeUnit.SECONDS)).isEqualTo("said");
            ports.steps.add("end");
            List<String> events = new BufferedReader(new InputStreamReader(answer.body(), UTF_8)).lines().toList();
            assertThat(events.stream().filter((line) -> line.contains("much much"))).hasSize(3500);
            assertThat(events).contains("data: [DONE]");
        }
    }

    @Test
    void aCallerThatDoesNotReadForTooLongIsCutOff() throws Exception {
        try (RunningSuite suite = new RunningSuite(Map.of("parley.web.write-timeout", "1s")); Socket _ = ask(suite)) {
            TestPorts ports = suite.suite().shared(TestPorts.class);
            assertThat(ports.events.poll(20, TimeUnit.SECONDS)).isEqualTo("said");
            assertThat(ports.events.poll(20, TimeUnit.SECONDS)).isEqualTo("cancelled");
        }
    }

    private static Socket ask(RunningSuite suite) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8192);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(suite.uri().getHost(), suite.uri().getPort()));
        MultipartForm form = form();
        byte[] body = form.bytes();
        socket.getOutputStream()
            .write("POST /v1/audio/transcriptions HTTP/1.1\r\nHost: here\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(form.contentType(), body.length)
                .getBytes(US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return socket;
    }

    private static MultipartForm form() throws IOException {
        return new MultipartForm().field("model", "whisper-1")
            .field("stream", "true")
            .field("prompt", TestPorts.FLOOD)
            .file("a.wav", RunningSuite.speech());
    }

}
