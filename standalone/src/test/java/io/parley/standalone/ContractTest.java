package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description written by hand says what the services say of themselves, and nothing
 * else.
 */
class ContractTest {

    /** What no service has: keys, secrets and usage. */
    private static final Pattern GATEWAYS_OWN = Pattern.compile("[a-z]+ /v1/(admin/.*|usage|realtime/client_secrets)");

    private static final Set<String> GATEWAYS_ANSWERS = Set.of("401", "403", "429", "503");

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(Map.of());

    @Test
    void theWrittenAndTheGeneratedDescriptionsAgree() throws Exception {
        Map<String, Object> written = outline(JsonMapper.shared().readTree(suite.get("/v3/api-docs").body()));
        Set<String> ofTheGateway = new TreeSet<>(written.keySet());
        ofTheGateway.removeIf((operation) -> !GATEWAYS_OWN.matcher(operation).matches());
        written.keySet().removeAll(ofTheGateway);
        assertThat(ofTheGateway).isEqualTo(servedByTheGateway());
        Map<String, Object> generated = new TreeMap<>();
        for (URI service : suite.suite().services()) {
            generated.putAll(outline(description(service)));
        }
        assertThat(written).isEqualTo(generated);
    }

    private static Set<String> servedByTheGateway() {
        Set<String> served = new TreeSet<>();
        suite.suite()
            .gateway("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet()
            .forEach((mapping) -> mapping.getMethodsCondition()
                .getMethods()
                .forEach((method) -> mapping.getPatternValues()
                    .forEach((path) -> served.add(method.name().toLowerCase(Locale.ROOT) + " " + path))));
        served.removeIf((operation) -> !GATEWAYS_OWN.matcher(operation).matches());
        return served;
    }

    private static JsonNode description(URI service) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(service.resolve("/v3/api-docs")).build();
            return JsonMapper.shared().readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    /**
     * Operations by method and path: what they are called, what they take and what they
     * answer.
     */
    private static Map<String, Object> outline(JsonNode api) {
        Map<String, Object> operations = new TreeMap<>();
        api.get("paths")
            .propertyStream()
            .forEach(path -> path.getValue()
                .propertyStream()
                // sockets are in no generated description; those who open them test them
                .filter(operation -> operation.getValue().has("responses") && !operation.getValue().has("x-websocket"))
                .forEach(operation -> operations.put(operation.getKey() + " " + path.getKey(),
                        outline(api, operation.getValue()))));
        return operations;
    }

    private static Map<String, Object> outline(JsonNode api, JsonNode operation) {
        Map<String, Object> parts = new TreeMap<>();
        parts.put("id", operation.get("operationId").stringValue());
        parts.put("parameters",
                new TreeSet<>(operation.path("parameters")
                    .valueStream()
                    .map(parameter -> parameter.get("in").stringValue() + " " + parameter.get("name").stringValue())
                    .toList()));
        parts.put("takes", contents(api, operation.path("requestBody")));
        Map<String, Object> answers = new TreeMap<>();
        operation.get("responses").propertyStream().forEach(response -> {
            // the gateway's to say: of any path, that its service is away or its caller
            // not let in
            if (!GATEWAYS_ANSWERS.contains(response.getKey())) {
                answers.put(response.getKey(), contents(api, resolved(api, response.getValue())));
            }
        });
        parts.put("answers", answers);
        return parts;
    }

    private static Map<String, Object> contents(JsonNode api, JsonNode body) {
        Map<String, Object> contents = new TreeMap<>();
        body.path("content")
            .propertyStream()
            .forEach(content -> contents.put(content.getKey(), fields(api, content.getValue().path("schema"))));
        return contents;
    }

    /** A schema's fields and what is required of them, with those within. */
    private static Object fields(JsonNode api, JsonNode reference) {
        JsonNode schema = resolved(api, reference);
        for (String choices : new String[] { "oneOf", "anyOf" }) {
            if (schema.has(choices)) {
                return schema.get(choices).valueStream().map((choice) -> fields(api, choice)).toList();
            }
        }
        if (schema.has("items")) {
            return Stream.of(fields(api, schema.get("items"))).toList();
        }
        if (!schema.has("properties")) {
            return type(schema);
        }
        Map<String, Object> fields = new TreeMap<>();
        schema.get("properties").propertyStream().forEach(field -> {
            fields.put(field.getKey(), fields(api, field.getValue()));
        });
        return fields;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.valueStream()
            .map(JsonNode::stringValue)
            .filter(name -> !name.equals("null"))
            .findFirst()
            .orElse("") : type.stringValue("");
    }

    private static JsonNode resolved(JsonNode api, JsonNode node) {
        return node.has("$ref") ? api.at(node.get("$ref").stringValue().substring(1)) : node;
    }

}
