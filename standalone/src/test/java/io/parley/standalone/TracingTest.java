package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.Test;

/** What a collector of OpenTelemetry gets to see of a request. */
class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final List<Span> spans = new CopyOnWriteArrayList<>();

    @Test
    void aRequestIsOneTraceFromTheCallerToTheModel() throws Exception {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", this::collect);
        collector.start();
        try (RunningSuite suite = RunningSuite
            .withModels(Map.of("management.opentelemetry.tracing.export.otlp.endpoint",
                    "http://127.0.0.1:%d/v1/traces".formatted(collector.getAddress().getPort()),
                    "management.opentelemetry.tracing.export.schedule-delay", "100ms",
                    "management.tracing.sampling.probability", "1"))) {
            assertThat(suite
                .send(new MultipartForm().field("model", "whisper-1")
                    .file("speech.wav", RunningSuite.speech())
                    .on(suite.request("/v1/audio/transcriptions"))
                    .header("traceparent", "00-%s-b7ad6b7169203331-01".formatted(TRACE)))
                .statusCode()).isEqualTo(200);
            await().until(() -> trace().anyMatch((span) -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER
                    && span.getParentSpanId().equals(hex("b7ad6b7169203331"))));
            Span run = trace().filter(TracingTest::isModelRun).findFirst().orElseThrow();
            assertThat(run.getEventsList()).extracting(Span.Event::getName).contains("leased");
            // the model run, the service, the gateway's call, the gateway
            assertThat(ancestors(run).map(Span::getKind)).startsWith(Span.SpanKind.SPAN_KIND_INTERNAL,
                    Span.SpanKind.SPAN_KIND_SERVER, Span.SpanKind.SPAN_KIND_CLIENT, Span.SpanKind.SPAN_KIND_SERVER);
        }
        finally {
            collector.stop(0);
        }
    }

    private static boolean isModelRun(Span span) {
        return span.getAttributesList()
            .stream()
            .anyMatch((attribute) -> attribute.getKey().equals("model")
                    && attribute.getValue().getStringValue().equals("whisper-base"));
    }

    private Stream<Span> trace() {
        return this.spans.stream().filter((span) -> span.getTraceId().equals(hex(TRACE)));
    }

    /** A span, its parent, and so on, as far as they are known. */
    private Stream<Span> ancestors(Span span) {
        return Stream.concat(Stream.of(span),
                trace().filter((parent) -> parent.getSpanId().equals(span.getParentSpanId()))
                    .findFirst()
                    .stream()
                    .flatMap(this::ancestors));
    }

    private static ByteString hex(String digits) {
        return ByteString.fromHex(digits);
    }

    private void collect(HttpExchange exchange) {
        try (exchange) {
            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                .getResourceSpansList()
                .forEach((resource) -> resource.getScopeSpansList()
                    .forEach((scope) -> this.spans.addAll(scope.getSpansList())));
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, (answer.length == 0) ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
