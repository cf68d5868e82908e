package io.parley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever goes wrong, a client sees OpenAI's error object. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ErrorShapeTest {

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            undecodable, 400, invalid_request_error, file, -
            bytes, 413, server_error, -, -
            long, 400, invalid_request_error, file, -
            short, 400, invalid_request_error, file, -
            rate, 400, invalid_request_error, file, -
            model, 404, invalid_request_error, model, model_not_found
            unsupported, 400, invalid_request_error, language, -
            overloaded, 503, service_unavailable_error, -, server_is_overloaded
            unfetched, 503, service_unavailable_error, -, -
            unavailable, 500, server_error, -, -
            anything, 500, server_error, -, -
            """)
    void eachKindHasItsStatusAndWords(String how, int status, String type, String param, String code) throws Exception {
        HttpResponse<String> response = send(request("/fail/" + how).GET());
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = error(response);
        assertThat(error.get("type").stringValue()).isEqualTo(type);
        assertThat(error.get("param").stringValue(null)).isEqualTo(param);
        assertThat(error.get("code").stringValue(null)).isEqualTo(code);
        assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aModelThatCannotBeHadIsALineInTheLogAndWhatNobodyKnowsAStack(CapturedOutput output) throws Exception {
        send(request("/fail/unavailable").GET());
        assertThat(output).contains("/secret/path").doesNotContain("\tat io.parley");
        send(request("/fail/anything").GET());
        assertThat(output).contains("\tat io.parley");
    }

    @Test
    void anOverloadSaysWhenToTryAgain() throws Exception {
        assertThat(send(request("/fail/overloaded").GET()).headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void whatOnlyTheOperatorCanMendIsNotTriedAgainByTheOfficialClients() throws Exception {
        HttpResponse<String> response = send(request("/fail/unfetched").GET());
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(send(request("/fail/overloaded").GET()).headers().firstValue("x-should-retry")).isEmpty();
    }

    @Test
    void whatTheFrameworkRefusesHasTheShapeToo() throws Exception {
        expect(send(request("/nowhere").GET()), 404, null, "unknown_url");
        HttpResponse<String> method = send(request("/number").DELETE());
        expect(method, 405, null, "method_not_allowed");
        assertThat(method.headers().firstValue("Allow")).contains("GET");
        expect(send(request("/number").GET()), 400, "value", null);
        expect(send(request("/number?value=many").GET()), 400, "value", null);
    }

    @Test
    void anErrorIsJsonForACallerWhoWantsNone() throws Exception {
        expect(send(request("/nowhere").header("Accept", "text/html").GET()), 404, null, "unknown_url");
        expect(send(request("/number?value=x").header("Accept", "application/octet-stream").GET()), 400, "value", null);
    }

    @Test
    void aSaneRequestIdIsKeptAndAnotherReplaced() throws Exception {
        assertThat(idOf(request("/number?value=1").header("x-request-id", "mine-1").GET())).isEqualTo("mine-1");
        assertThat(idOf(request("/nowhere").header("x-request-id", "mine-2").GET())).isEqualTo("mine-2");
        assertThat(idOf(request("/number?value=1").header("x-request-id", "a b{c}").GET())).startsWith("req_");
        assertThat(idOf(request("/number?value=1").GET())).startsWith("req_")
            .isNotEqualTo(idOf(request("/number?value=1").GET()));
    }

    @Test
    void answersSayHowLongTheyTook() throws Exception {
        assertThat(send(request("/number?value=1").GET()).headers().firstValueAsLong("openai-processing-ms"))
            .isPresent();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            NONSENSE
            GET /{bad HTTP/1.1
            GET /%00 HTTP/1.1
            GET /a%2Fb HTTP/1.1
            GET / HTTP/9.9
            """)
    void notEvenAMalformedRequestGetsAPage(String line) throws IOException {
        String answer = raw(line + "\r\nHost: here\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("<html").doesNotContain("Exception");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (!body.isEmpty()) {
            assertThat(body).contains("\"error\"");
        }
    }

    @ParameterizedTest
    @CsvSource({ "TRACE /number, Accept: */*, 405", "GET /a%2Fb, Accept: */*, 400",
            "POST /number, Expect: a-miracle, 417" })
    void evenWhatTheContainerRefusesHasItsId(String line, String header, int status) throws IOException {
        String answer = raw(line + " HTTP/1.1\r\nHost: here\r\nx-request-id: mine-3\r\n" + header
                + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status)
            .contains("x-request-id: mine-3")
            .contains("\"error\"")
            .doesNotContain("DELETE");
    }

    @Test
    void aHeaderThatIsTooLargeIsAnsweredWithAnId() throws IOException {
        String answer = raw(
                "GET / HTTP/1.1\r\nHost: here\r\nx-long: " + "x".repeat(20_000) + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("x-request-id: req_");
    }

    private void expect(HttpResponse<String> response, int status, String param, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = error(response);
        assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.get("param").stringValue(null)).isEqualTo(param);
        assertThat(error.get("code").stringValue(null)).isEqualTo(code);
    }

    private static JsonNode error(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        JsonNode body = JsonMapper.shared().readTree(response.body());
        assertThat(body.propertyNames()).containsExactly("error");
        assertThat(body.get("error").propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(body.get("error").get("message").stringValue()).isNotBlank();
        return body.get("error");
    }

    private String idOf(HttpRequest.Builder request) throws Exception {
        return send(request).headers().firstValue("x-request-id").orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", this.port)) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

}
