package io.parley.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that no longer takes connections and says nothing on those it has, as if its
 * machine or the link to it were gone. (Its queue of connections is full, which looks the
 * same from here.)
 */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VanishedServiceTest {

    private static final String KEY = "Sec-WebSocket-Key:";

    @Test
    void whatWaitsForItIsEndedLongBeforeItsTimeOut() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext gateway = gateway(service);
                HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> call = client.sendAsync(
                    HttpRequest.newBuilder(at(gateway, "http", "/v1/audio/voices")).build(),
                    HttpResponse.BodyHandlers.ofString());
            CompletableFuture<String> closed = new CompletableFuture<>();
            List<AutoCloseable> held = new ArrayList<>();
            held.add(next(service));
            CompletableFuture<WebSocket> opening = client.newWebSocketBuilder()
                .buildAsync(at(gateway, "ws", "/v1/realtime"), new Listener(closed));
            held.add(next(service));
            for (int i = 0; i < 8; i++) {
                SocketChannel waiting = SocketChannel.open();
                waiting.configureBlocking(false);
                waiting.connect(service.getLocalSocketAddress());
                held.add(waiting);
            }
            HttpResponse<String> answer = call.get(30, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("fell silent");
            assertThat(closed.get(30, TimeUnit.SECONDS)).startsWith("1001 ").contains("cannot be reached");
            opening.join().abort();
            for (AutoCloseable each : held) {
                each.close();
            }
        }
    }

    @Test
    void aSocketThatItCutsIsClosedAsGoneAway() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext gateway = gateway(service);
                HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<String> closed = new CompletableFuture<>();
            CompletableFuture<WebSocket> opening = client.newWebSocketBuilder()
                .buildAsync(at(gateway, "ws", "/v1/realtime"), new Listener(closed));
            Socket socket = next(service);
            opening.join();
            socket.close();
            // without the words that say that the service never was there
            assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo("1001 ");
            opening.join().abort();
        }
    }

    private static ConfigurableApplicationContext gateway(ServerSocket service) {
        String address = "http://127.0.0.1:" + service.getLocalPort();
        return new SpringApplicationBuilder(GatewayApplication.class).run(
                "--spring.config.name=" + GatewayApplication.CONFIG_NAME, "--server.port=0",
                "--parley.gateway.link-timeout=1s", "--parley.gateway.services.tts=" + address,
                "--parley.gateway.services.chat=" + address);
    }

    private static URI at(ConfigurableApplicationContext gateway, String scheme, String path) {
        int port = ((WebServerApplicationContext) gateway).getWebServer().getPort();
        return URI.create("%s://127.0.0.1:%d%s".formatted(scheme, port, path));
    }

    /**
     * Takes the next request, and says no more than the end of a handshake for a socket
     * (RFC 6455, 4.2.2). Connections without a request are the gateway's tries.
     */
    private static Socket next(ServerSocket service) throws IOException, NoSuchAlgorithmException {
        while (true) {
            Socket socket = service.accept();
            BufferedReader request = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = request.readLine();
            for (String line = first; line != null && !line.isEmpty(); line = request.readLine()) {
                if (line.regionMatches(true, 0, KEY, 0, KEY.length())) {
                    socket.getOutputStream().write(handshake(line.substring(KEY.length()).strip()));
                }
            }
            if (first != null) {
                return socket;
            }
            socket.close();
        }
    }

    private static byte[] handshake(String key) throws NoSuchAlgorithmException {
        byte[] accepted = MessageDigest.getInstance("SHA-1")
            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        return """
                HTTP/1.1 101 Switching Protocols
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Accept: %s

                """.formatted(Base64.getEncoder().encodeToString(accepted))
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    }

    /** Notes why it was closed. */
    private record Listener(CompletableFuture<String> closed) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            this.closed.complete(status + " " + reason);
            return null;
        }

    }

}
