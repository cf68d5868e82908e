package io.parley.chat.upstream;

import java.util.List;
import java.util.Locale;

import io.parley.conversation.ChatTurn;
import io.parley.conversation.WritingOptions;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes requests as the server reads them. */
final class UpstreamRequests {

    private final String model;

    private final JsonMapper json;

    UpstreamRequests(String model, JsonMapper json) {
        this.model = model;
        this.json = json;
    }

    byte[] body(List<ChatTurn> turns, WritingOptions options) {
        ObjectNode body = this.json.createObjectNode();
        body.put("model", this.model);
        ArrayNode messages = body.putArray("messages");
        for (ChatTurn turn : turns) {
            switch (turn) {
                case ChatTurn.Text text -> messages.addObject()
                    .put("role", text.message().role().name().toLowerCase(Locale.ROOT))
                    .put("content", text.message().text());
                case ChatTurn.Tool tool -> messages.add(tool.message());
            }
        }
        body.put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        if (options.maxTokens() != null) {
            // the name that servers other than OpenAI's know
            body.put("max_tokens", options.maxTokens());
        }
        if (options.temperature() != null) {
            body.put("temperature", options.temperature());
        }
        if (options.topP() != null) {
            body.put("top_p", options.topP());
        }
        if (options.seed() != null) {
            body.put("seed", options.seed());
        }
        if (!options.stop().isEmpty()) {
            ArrayNode stops = body.putArray("stop");
            options.stop().forEach(stops::add);
        }
        options.further().forEach(body::set);
        return this.json.writeValueAsBytes(body);
    }

}
