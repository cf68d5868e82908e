package io.parley.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever is sent is answered as the sender's mistake, never as a fault of ours. */
@ExtendWith(OutputCaptureExtension.class)
class MalformedRequestsTest {

    private static final String TRANSCRIPTIONS = "/v1/audio/transcriptions";

    private static final String SPEECH = "/v1/audio/speech";

    /** Of a server that waits for more of the request; all else is answered at once. */
    private static final int PATIENCE_MS = 1500;

    @TempDir
    private static Path home;

    private static RunningSuite suite;

    private static String key;

    @BeforeAll
    static void start() {
        suite = new RunningSuite(Map.of("parley.home", home.toString(), "parley.gateway.authentication.keys", "true",
                "server.tomcat.connection-timeout", "1s"));
        key = suite.keyForAll();
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @Test
    void noneIsAnsweredWithAFault(CapturedOutput output) throws Exception {
        Map<String, String> requests = new LinkedHashMap<>();
        lines().forEach((line) -> requests.put(line, line + "\r\nHost: here\r\nConnection: close\r\n\r\n"));
        paths().forEach((path) -> {
            for (String method : new String[] { "GET", "POST" }) {
                requests.put(method + " " + path, head(method + " " + path + " HTTP/1.1", "Content-Length: 0"));
            }
        });
        headers().forEach((header) -> {
            requests.put("GET with " + header, head("GET /v1/models HTTP/1.1", header));
            requests.put("POST with " + header, head("POST " + SPEECH + " HTTP/1.1", header));
        });
        forms().forEach((name, form) -> requests.put("form " + name,
                head("POST " + TRANSCRIPTIONS + " HTTP/1.1", form[0], "Content-Length: " + form[1].length())
                        + form[1]));
        bodies().forEach((body) -> {
            for (String path : new String[] { SPEECH, "/v1/admin/keys", "/v1/realtime/client_secrets" }) {
                requests.put(path + " " + body, head("POST " + path + " HTTP/1.1", "Content-Type: application/json",
                        "Content-Length: " + body.getBytes(ISO_8859_1).length) + body);
            }
        });
        assertThat(requests).hasSizeGreaterThan(200);
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, String> request : requests.entrySet()) {
            String answer = answer(request.getValue());
            if (answer.matches("(?s)HTTP/1\\.1 5.*")) {
                faults.add(shown(request.getKey()) + " -> " + answer.lines().findFirst().orElse(""));
            }
            if (answer.contains("\tat ") || answer.contains("java.")) {
                faults.add(shown(request.getKey()) + " -> shows what is inside: " + answer);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(output.getAll()).doesNotContain("failed unexpectedly")
            .doesNotContain(key.substring("sk-parley-000000000000-".length()));
        assertThat(suite.send(suite.request("/v1/models").header("Authorization", "Bearer " + key)).statusCode())
            .as("still there")
            .isEqualTo(200);
    }

    private static String shown(String request) {
        return (request.length() < 120) ? request : request.substring(0, 120) + "...";
    }

    private static String head(String line, String... headers) {
        StringBuilder head = new StringBuilder(line).append("\r\nHost: here\r\nConnection: close\r\n");
        if (Stream.of(headers).noneMatch((header) -> header.toLowerCase().startsWith("authorization"))) {
            head.append("Authorization: Bearer ").append(key).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static List<String> lines() {
        return List.of("", "GET", "GET /", "GET  /  HTTP/1.1", "G E T / HTTP/1.1", "GET / HTTP/1.1 more",
                "get / HTTP/1.1", "GET / HTTP/0.9", "GET / HTTP/9.9", "GET / http/1.1", "GET / HTTP/1.1\0",
                "\0\0\0 / HTTP/1.1", "GET http://elsewhere/v1/models HTTP/1.1", "GET //elsewhere/v1/models HTTP/1.1",
                "OPTIONS * HTTP/1.1", "CONNECT elsewhere:443 HTTP/1.1", "TRACE / HTTP/1.1", "PATCH /v1/models HTTP/1.1",
                "PUT /v1/audio/speech HTTP/1.1", "DELETE /v1/models HTTP/1.1", "HEAD /v1/models HTTP/1.1",
                "PROPFIND / HTTP/1.1", "é / HTTP/1.1", "PRI * HTTP/2.0", "\u0016\u0003\u0001\u0002\u0000\u0001",
                "GET " + "/a".repeat(6000) + " HTTP/1.1", "A".repeat(20000));
    }

    private static List<String> paths() {
        return List.of("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/..%5c..%5cwin.ini",
                "/v1/../actuator/env", "/v1/models/../../actuator", "/v1/models/%00", "/v1/models/a%00b",
                "/v1/models/%", "/v1/models/%zz", "/v1/models/%c0%af", "/v1/models/%ff%fe", "/v1/models/%u0041",
                "/v1/models/" + "a".repeat(4000), "/v1/models/a/b/c/d", "/v1/models/%2f%2f", "/v1/models//",
                "/v1/models/;a=b", "/v1/models;jsessionid=x", "/v1/audio/speech;x", "/v1/audio/speech/",
                "/v1/audio/speech%20", "/v1/audio/speech%00", "/v1/audio/%73peech", "/V1/AUDIO/SPEECH",
                "/v1//audio//speech", "//v1/audio/speech", "/v1/./audio/./speech", "/v1/audio/speech?%",
                "/v1/audio/voices?model=%zz", "/v1/audio/voices?model=%00", "/v1/audio/voices?model",
                "/v1/audio/voices?model=a&model=b", "/v1/audio/classification/labels?model=%ff", "/v1/usage?from=x",
                "/v1/usage?from=9999-99-99", "/v1/usage?from=-999999999-01-01&to=+999999999-12-31", "/v1/usage?to=%00",
                "/v1/usage?caller=%27%20or%201=1", "/v1/usage?caller=%00", "/v1/admin/keys/%00", "/v1/admin/keys/'",
                "/v1/admin/keys/..", "/v1/admin/keys/" + "k".repeat(500), "/v1/admin/keys/a%2fb", "/swagger-ui/../../x",
                "/swagger-ui/%2e%2e/%2e%2e/x", "/webjars/../x", "/webjars/%00", "/actuator", "/actuator/env",
                "/actuator/heapdump", "/actuator/shutdown", "/error", "/WEB-INF/web.xml", "/META-INF/MANIFEST.MF",
                "/.git/config", "/v3/api-docs/%", "/index.html/..", "/\\..\\x", "/{}", "/a|b", "/a^b", "/a\"b",
                "/<script>", "/é", "/a\tb", "*", "v1/models", "?", "#");
    }

    private static List<String> headers() {
        return List.of("Authorization:", "Authorization: Bearer", "Authorization: Bearer  ",
                "Authorization: Basic eA==", "Authorization: Bearer \u00e9\u00e8",
                "Authorization: Bearer " + "x".repeat(7000), "Authorization: Bearer a\r\nAuthorization: Bearer b",
                "Authorization: Bearer ek_", "Authorization: Bearer ek_a.b.c",
                "Authorization: Bearer ek_eyJhbGciOiJub25lIn0.e30.",
                "Authorization: Bearer ek_eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "Authorization: Bearer sk-parley-",
                "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.", "Content-Length: -1", "Content-Length: x",
                "Content-Length: 99999999999999999999", "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: nonsense",
                "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip, chunked", "Content-Type:", "Content-Type: x", "Content-Type: /",
                "Content-Type: a/b; charset=nonsense", "Content-Type: application/json; charset=\"",
                "Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=",
                "Content-Type: text/*", "Content-Encoding: nonsense", "Accept: x", "Accept: ///", "Accept: */*;q=x",
                "Accept: " + "a/b,".repeat(1000), "Accept-Language: \u00e9", "Accept-Encoding: \0", "Expect: nonsense",
                "Range: bytes=-", "If-None-Match: \"", "Cookie: \u00e9=;;;=", "Host: two", "Host: a b",
                "X-Forwarded-For: \u00e9", "X-Forwarded-Host: a,b,c:99999", "X-Forwarded-Port: x",
                "X-Forwarded-Prefix: /..", "X-Forwarded-Proto: javascript", "Forwarded: for=\"",
                "Forwarded: proto=;;;=", "x-request-id:", "x-request-id: \u00e9 %0d%0a",
                "x-request-id: " + "r".repeat(5000), "x-parley-identity: x", "x-parley-identity: a.b.c",
                "Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: h2c\r\nHTTP2-Settings: x",
                "Sec-WebSocket-Protocol: openai-insecure-api-key.", "Origin: null", "Origin: \u00e9", "no colon at all",
                ": no name", "a b: c", "X: a\r\n continued", "X-Big: " + "x".repeat(9000), "Traceparent: 00-x-y-z",
                "Traceparent: \u00e9", "Date: never", "OpenAI-Organization: \u00e9", "TE: trailers, nonsense",
                "Trailer: x", "Via: \u00e9", "Max-Forwards: x");
    }

    /** Content type and body by what is wrong with them. */
    private static Map<String, String[]> forms() {
        String type = "Content-Type: multipart/form-data; boundary=b";
        String file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF\r\n";
        String model = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n";
        Map<String, String[]> forms = new LinkedHashMap<>();
        forms.put("without anything", new String[] { type, "" });
        forms.put("only an end", new String[] { type, "--b--\r\n" });
        forms.put("without an end", new String[] { type, file + model });
        forms.put("without a boundary",
                new String[] { "Content-Type: multipart/form-data", file + model + "--b--\r\n" });
        forms.put("another boundary",
                new String[] { "Content-Type: multipart/form-data; boundary=c", file + model + "--b--\r\n" });
        forms.put("a long boundary",
                new String[] { "Content-Type: multipart/form-data; boundary=" + "b".repeat(3000), file + model });
        forms.put("a boundary with quotes",
                new String[] { "Content-Type: multipart/form-data; boundary=\"b", file + model });
        forms.put("mixed", new String[] { "Content-Type: multipart/mixed; boundary=b", file + model + "--b--\r\n" });
        forms.put("urlencoded", new String[] { "Content-Type: application/x-www-form-urlencoded", "file=a&model=%zz" });
        forms.put("text", new String[] { "Content-Type: text/plain", "hello" });
        forms.put("no sound", new String[] { type, file + model + "--b--\r\n" });
        forms.put("no file", new String[] { type, model + "--b--\r\n" });
        forms.put("file as text", new String[] { type,
                model + "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--\r\n" });
        forms.put("model as file", new String[] { type,
                file + "--b\r\nContent-Disposition: form-data; name=\"model\"; filename=\"m\"\r\n\r\nx\r\n--b--\r\n" });
        forms.put("no disposition", new String[] { type, "--b\r\n\r\nx\r\n--b--\r\n" });
        forms.put("no name", new String[] { type, "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n" });
        forms.put("no header end",
                new String[] { type, "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n--b--\r\n" });
        forms.put("a header without colon", new String[] { type, "--b\r\nnonsense\r\n\r\nx\r\n--b--\r\n" });
        forms.put("long headers", new String[] { type, "--b\r\nX: " + "x".repeat(20000) + "\r\n\r\nx\r\n--b--\r\n" });
        forms.put("a long name", new String[] { type,
                "--b\r\nContent-Disposition: form-data; name=\"" + "n".repeat(5000) + "\"\r\n\r\nx\r\n--b--\r\n" });
        forms.put("many parts", new String[] { type, model.repeat(500) + "--b--\r\n" });
        forms.put("bare line feeds", new String[] { type, (file + model + "--b--\r\n").replace("\r\n", "\n") });
        for (String name : new String[] { "../../etc/passwd", "..\\..\\x", "a\0b", "", "/", "\u00e9\u00ff", "a;b",
                "a\\\"b", "%2e%2e", "CON", "x".repeat(300) }) {
            forms.put("a file named " + name,
                    new String[] { type, model + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                            + name + "\"\r\n\r\nx\r\n--b--\r\n" });
        }
        for (String field : new String[] { "language", "prompt", "response_format", "temperature", "stream",
                "include[]", "timestamp_granularities[]", "chunking_strategy", "chunking_strategy[type]",
                "known_speaker_names[]", "model" }) {
            for (String value : new String[] { "\0", "\u00ff\u00fe", "x".repeat(3000), "{", "-1e999" }) {
                forms.put(field + "=" + value.substring(0, 1) + value.length(),
                        new String[] { type,
                                file + (field.equals("model") ? "" : model)
                                        + "--b\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n"
                                        + value + "\r\n--b--\r\n" });
            }
        }
        return forms;
    }

    private static List<String> bodies() {
        return List.of("", " ", "null", "true", "1", "\"x\"", "[]", "[1]", "{", "}", "{}", "{\"a\"", "{\"a\":}",
                "{'a':1}", "{\"model\":1}", "{\"model\":null,\"input\":null,\"voice\":null}",
                "{\"model\":[],\"input\":{},\"voice\":[]}",
                "{\"model\":\"tts-1\",\"input\":\"\\ud800\",\"voice\":\"alloy\"}",
                "{\"model\":\"tts-1\",\"input\":\"\\u0000\",\"voice\":\"alloy\"}",
                "{\"model\":\"tts-1\",\"input\":\"a\",\"voice\":\"alloy\",\"speed\":1e999}",
                "{\"model\":\"tts-1\",\"input\":\"a\",\"voice\":\"alloy\",\"speed\":\"fast\"}",
                "{\"name\":\"\\u0000\"}", "{\"name\":{}}", "{\"name\":\"a\",\"scopes\":\"speak\"}",
                "{\"name\":\"a\",\"scopes\":[1]}", "{\"name\":\"a\",\"models\":{}}", "{\"name\":\"a\",\"limits\":[]}",
                "{\"name\":\"a\",\"limits\":{\"requests_per_minute\":1e99}}", "{\"expires_after\":{\"seconds\":-1}}",
                "{\"expires_after\":{\"seconds\":\"x\"}}", "{\"expires_after\":[]}", "{\"session\":[]}",
                "{\"session\":\"x\"}", "\u00ff\u00fe{}", "\u00ef\u00bb\u00bf{}", "[".repeat(5000),
                "{\"a\":".repeat(3000), "{\"name\":\"" + "n".repeat(10000) + "\"}", "{\"a\":" + "9".repeat(5000) + "}");
    }

    private static String answer(String request) throws IOException {
        URI uri = suite.uri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                InputStream in = socket.getInputStream();
                in.transferTo(answer);
            }
            catch (SocketTimeoutException | SocketException _) {
                // it waits for more, or closes on what it has not read
            }
            return answer.toString(ISO_8859_1);
        }
    }

}
