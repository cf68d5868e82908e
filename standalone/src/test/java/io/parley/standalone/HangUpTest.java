package io.parley.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A caller that goes is known at the model, through the gateway and the service. */
class HangUpTest {

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(Map.of());

    @Test
    void theModelStopsWhenTheCallerGoes() throws Exception {
        BlockingQueue<String> events = suite.suite().shared(TestPorts.class).events;
        for (int caller = 0; caller < 3; caller++) {
            try (Socket socket = new Socket(suite.uri().getHost(), suite.uri().getPort())) {
                askToWait(socket);
                assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
            }
            assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
        }
        MultipartForm next = new MultipartForm().field("model", "whisper-1").file("a.wav", RunningSuite.speech());
        assertThat(suite.transcribe(next).statusCode()).isEqualTo(200);
    }

    private static void askToWait(Socket socket) throws IOException {
        MultipartForm form = new MultipartForm().field("model", "whisper-1")
            .field("prompt", TestPorts.WAIT)
            .file("a.wav", RunningSuite.speech());
        byte[] body = form.bytes();
        socket.getOutputStream()
            .write("POST /v1/audio/transcriptions HTTP/1.1\r\nHost: here\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(form.contentType(), body.length)
                .getBytes(US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
    }

}
