package io.parley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A real server that stops while it answers. */
class StoppingServerTest {

    @Test
    void theAnswerUnderWaySaysThatItsConnectionIsNotToBeUsedAgain() throws Exception {
        try (ConfigurableApplicationContext server = new SpringApplicationBuilder(TestService.class)
            .run("--server.port=0", "--server.shutdown=graceful"); HttpClient caller = HttpClient.newHttpClient()) {
            int port = ((WebServerApplicationContext) server).getWebServer().getPort();
            TestService service = server.getBean(TestService.class);
            CompletableFuture<HttpResponse<String>> answer = caller.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/held".formatted(port))).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(service.seen.poll(10, TimeUnit.SECONDS)).isEqualTo("working");
            Thread stop = Thread.ofVirtual().start(server::close);
            await().until(() -> refuses(port));
            service.release.countDown();
            assertThat(answer.get().body()).isEqualTo("done");
            assertThat(answer.get().headers().allValues("connection")).containsExactly("close");
            stop.join();
        }
    }

    /** As a gateway has them to a service, and callers to a gateway. */
    @Test
    void aCallOverAConnectionThatWasIdleIsAnsweredWhileOthersAre() throws Exception {
        try (ConfigurableApplicationContext server = new SpringApplicationBuilder(TestService.class)
            .run("--server.port=0", "--server.shutdown=graceful");
                HttpClient idle = HttpClient.newHttpClient();
                HttpClient caller = HttpClient.newHttpClient()) {
            int port = ((WebServerApplicationContext) server).getWebServer().getPort();
            TestService service = server.getBean(TestService.class);
            HttpRequest work = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/work/1".formatted(port)))
                .POST(HttpRequest.BodyPublishers.ofString("a"))
                .build();
            assertThat(idle.send(work, HttpResponse.BodyHandlers.ofString()).headers().map())
                .doesNotContainKey("connection");
            service.seen.clear();
            CompletableFuture<HttpResponse<String>> held = caller.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/held".formatted(port))).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(service.seen.poll(10, TimeUnit.SECONDS)).isEqualTo("working");
            Thread stop = Thread.ofVirtual().start(server::close);
            await().until(() -> refuses(port));
            HttpResponse<String> answer = idle.send(work, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("a");
            assertThat(answer.headers().allValues("connection")).containsExactly("close");
            service.release.countDown();
            assertThat(held.get().body()).isEqualTo("done");
            stop.join();
        }
    }

    private static boolean refuses(int port) throws IOException {
        try (Socket _ = new Socket("127.0.0.1", port)) {
            return false;
        }
        catch (ConnectException _) {
            return true;
        }
    }

}
